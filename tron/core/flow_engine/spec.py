"""What a node type is: its form, its handles, what it does. The palette and the inspector are drawn from this."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from tron.core.flow_engine.questions import Question
    from tron.core.flow_engine.run import NodeRun

Category = Literal["triggers", "speech", "logic", "actions", "endings", "helpers"]
NEXT: Final = "next"
FALLBACK: Final = "fallback"


class NodeData(BaseModel):
    """Base of every type's data: fields have a title, a help text, limits and a default. Unknown fields are kept."""

    model_config = ConfigDict(extra="allow", str_max_length=20_000)


class NoData(NodeData):
    """Nothing to fill in."""


@dataclass(frozen=True, slots=True)
class Handle:
    """A way out. `needed`: validate complains when nothing is connected. `fallback`: taken when all else fails."""

    id: str
    title: str
    needed: bool = True
    fallback: bool = False


@dataclass(frozen=True, slots=True)
class HandleRows:
    """Ways out computed from data: one for each row of the list `field`, its id and title under these keys."""

    field: str
    id: str = "id"
    title: str = "label"


def rendered(**more: Any) -> dict[str, Any]:
    """json_schema_extra of a field whose {{names}} are filled in before use."""
    return {"template": True, "widget": "long_template", **more}


def spoken(**more: Any) -> dict[str, Any]:
    """The same of a text that is said aloud: people can listen to it before a call."""
    return rendered(spoken=True, **more)


ADVANCED: Final[dict[str, Any]] = {"advanced": True}
"""Part of json_schema_extra of what few people change: the inspector folds it away."""


D = TypeVar("D", bound=NodeData)
DataModel = type[NodeData]


class NodeType(ABC, Generic[D]):
    """One type of node; one instance of it serves all flows and calls."""

    type: ClassVar[str]
    category: ClassVar[Category]
    icon: ClassVar[str]
    """A name of Lucide's icons."""
    title: ClassVar[str]
    help: ClassVar[str]
    data: ClassVar[DataModel] = NoData
    handles: ClassVar[Sequence[Handle | HandleRows]] = (Handle(NEXT, "Next"),)
    is_start: ClassVar[bool] = False
    is_end: ClassVar[bool] = False
    runs: ClassVar[bool] = True
    """False: a note, which no call ever walks."""
    entered_by_edge: ClassVar[bool] = True
    """False: nothing leads here; it starts by itself (start, global) or never."""

    def handles_of(self, data: D) -> list[Handle]:
        """The ways out of a node with this data."""
        found: list[Handle] = []
        for one in self.handles:
            if isinstance(one, Handle):
                found.append(one)
            else:
                rows = [_row(row) for row in getattr(data, one.field)]
                found += [Handle(str(row[one.id]), str(row.get(one.title) or row[one.id])) for row in rows]
        return found

    def listens(self, data: D) -> bool:
        """Whether it always waits for the caller: a loop must pass such a node."""
        del data
        return False

    def recalls(self, data: D) -> bool:
        """Whether it goes by what the caller said last, and listens itself only where there is nothing yet."""
        del data
        return False

    def parts(self, data: D) -> bool:
        """Whether it may still run once the caller asked never to be called again: it asks and offers nothing."""
        return not self.listens(data)

    def sets(self, data: D) -> Iterable[str]:
        """Names of the variables it may set."""
        del data
        return ()

    def sets_by(self, data: D, way: Handle, connected: Collection[str]) -> Iterable[str]:
        """Those of them that have a value for sure once it is left by `way`, with these ways connected."""
        del connected
        return () if way.fallback else self.sets(data)

    def texts(self, data: D) -> list[tuple[str, str]]:
        """(field path, template) of everything in which {{names}} are filled in."""
        return template_fields(data)

    def reads(self, data: D) -> Iterable[tuple[str, str]]:
        """(field path, variable) that it reads other than by a template."""
        del data
        return ()

    def problems(self, data: D) -> Iterable[tuple[str, str, str]]:
        """(code, field path, message) of what its data lacks to be run, beyond what its model checks."""
        del data
        return ()

    def questions(self, data: D) -> Sequence[Question]:
        """What it would ask the model about the caller's last words: asked together with those of other nodes."""
        del data
        return ()

    def likely_texts(self, data: D) -> Sequence[str]:
        """Templates it would speak at once when entered: rendered ahead where they may come next."""
        del data
        return ()

    @abstractmethod
    async def execute(self, run: NodeRun, data: D) -> str:
        """Do it; the id of the handle to leave by. Raises what `run`'s methods raise."""


def template_fields(data: BaseModel, path: str = "") -> list[tuple[str, str]]:
    """Every string of the model, rows included, whose field is marked as a template."""
    found: list[tuple[str, str]] = []
    for name, info in type(data).model_fields.items():
        value, where = getattr(data, name), f"{path}{name}"
        extra = info.json_schema_extra
        marked = isinstance(extra, dict) and bool(extra.get("template"))
        if isinstance(value, str) and marked:
            found.append((where, value))
        elif isinstance(value, Mapping) and marked:
            found += [(f"{where}.{key}", text) for key, text in value.items() if isinstance(text, str)]
        elif isinstance(value, list):
            for index, row in enumerate(value):
                if isinstance(row, BaseModel):
                    found += template_fields(row, f"{where}.{index}.")
                elif isinstance(row, str) and marked:
                    found.append((f"{where}.{index}", row))
    return found


def _row(row: Any) -> Mapping[str, Any]:
    return row.model_dump() if isinstance(row, BaseModel) else row


class HandleOut(BaseModel):
    """A fixed way out (`rows` null), or one for each row of `data[rows]`, under its `row_id` and `row_title`."""

    id: str | None = None
    title: str | None = None
    needed: bool = True
    fallback: bool = False
    rows: str | None = None
    row_id: str | None = None
    row_title: str | None = None


class NodeTypeOut(BaseModel):
    """One entry of the palette. `data_schema` is the JSON schema of `data`, with `template`, `widget`, `unit`."""

    type: str
    category: Category
    icon: str
    title: str
    help: str
    handles: list[HandleOut]
    data_schema: dict[str, Any] = Field(description="JSON schema of the node's data.")
    defaults: dict[str, Any]
    is_start: bool
    is_end: bool
    runs: bool
    entered_by_edge: bool


def describe(node_type: NodeType[Any]) -> NodeTypeOut:
    """The type as the web app reads it."""
    return NodeTypeOut(
        type=node_type.type,
        category=node_type.category,
        icon=node_type.icon,
        title=node_type.title,
        help=node_type.help,
        handles=[_handle_out(one) for one in node_type.handles],
        data_schema=node_type.data.model_json_schema(by_alias=True),
        defaults=node_type.data.model_construct().model_dump(mode="json"),
        is_start=node_type.is_start,
        is_end=node_type.is_end,
        runs=node_type.runs,
        entered_by_edge=node_type.entered_by_edge,
    )


def _handle_out(one: Handle | HandleRows) -> HandleOut:
    if isinstance(one, Handle):
        return HandleOut(id=one.id, title=one.title, needed=one.needed, fallback=one.fallback)
    return HandleOut(rows=one.field, row_id=one.id, row_title=one.title)
