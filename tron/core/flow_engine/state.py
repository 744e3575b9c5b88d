"""Where a walk stands: one small value that can be stored, compared, and gone on with in another process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

MAIN: Final = "main"
"""The key of the call's own flow; subflows have theirs (graph.subflow_key)."""
MASK: Final = "••••"
MOST_ROWS: Final = 16
LONGEST_WORDS: Final = 4000


class Words(BaseModel):
    """What the caller last did: words, or keys, or neither (silence)."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["speech", "keys", "silence"] = "speech"
    text: str = ""
    keys: str = ""
    language: str | None = None
    confidence: float | None = None
    bound: bool = False
    """What binds every call (danger, a wish never to be called again) was done about them already."""


def masked_keys(keys: str) -> str:
    """Digits hidden; what closes the input is kept."""
    return "".join("•" if key.isdecimal() else key for key in keys)


class Frame(BaseModel):
    """Where a walk goes back to. With `variables` those of the other flow that was left: they count again there."""

    kind: Literal["subflow", "global"]
    flow: str
    node: str
    variables: dict[str, Any] | None = None


class Place(BaseModel):
    """A node, and what is around it. `variables`: a subflow's, which are gone once it is over."""

    flow: str
    node: str
    stack: list[Frame] = Field(default_factory=list)
    variables: dict[str, Any] | None = None

    @property
    def around(self) -> list[str]:
        return _around(self.stack)


class Row(BaseModel):
    """One utterance of the talk so far, for what a model is asked."""

    model_config = ConfigDict(frozen=True)

    role: Literal["agent", "caller"]
    text: str


class FlowState(BaseModel):
    """JSON types only. `node` is the node that runs next; `ended` with a reason of design.md's table when none does."""

    if not TYPE_CHECKING:
        __setattr__ = object.__setattr__  # pydantic's costs as much as the rest of a step

    flow: str = MAIN
    node: str = ""
    variables: dict[str, Any] = Field(default_factory=dict)
    heard: Words | None = None
    """The last utterance: what branches look at."""
    pending: Words | None = None
    """Said over the agent's speech, and not yet taken by a node that listens."""
    answers: dict[str, Any] = Field(default_factory=dict)
    """What the model answered about `heard`, by question."""
    stack: list[Frame] = Field(default_factory=list)
    memory: dict[str, dict[str, Any]] = Field(default_factory=dict)
    """What nodes remember of earlier visits (attempts, turns), by path."""
    given: list[str] = Field(default_factory=list)
    """Names of the variables that were there from the start: subflows get them too."""
    sensitive: list[str] = Field(default_factory=list)
    """Names of variables that are masked wherever the call is written down."""
    steps: int = 0
    since_input: list[str] = Field(default_factory=list)
    """Paths of the nodes walked since the caller last did something."""
    unclear: int = 0
    silences: int = 0
    fired: dict[str, int] = Field(default_factory=dict)
    """How often each global node came alive."""
    listener: Place | None = None
    """The node that last listened: where a reopened call goes on."""
    again: bool = False
    """The node that runs next was left in the middle (a global node, a reopened call): it asks again in short."""
    must_say: list[str] | None = None
    """The agent's disclosures with the variables of the call's begin in them."""
    disclosed: list[int] = Field(default_factory=list)
    """Places of the agent's disclosures that were said."""
    undisclosed: list[list[list[str]]] | None = None
    """Words of what nobody heard of them so far, by sentence; None before the first utterance."""
    language: list[Any] | None = None
    """What is known of the caller's language (TalkLanguage.memory)."""
    speaks: str | None = None
    """The language that the conversation was changed to, BCP 47; None: the agent's."""
    loops: int = 0
    said: str = ""
    """What the agent last said, as it was heard."""
    talk: list[Row] = Field(default_factory=list)
    reopened: bool = False
    opted_out: bool = False
    outcome: str | None = None
    reason: str | None = None
    ended: bool = False

    def path(self, node: str | None = None) -> str:
        """A node's name within the whole call: the subflow nodes around it, then itself."""
        return "/".join([*_around(self.stack), self.node if node is None else node])

    @property
    def around(self) -> list[str]:
        """The subflow nodes around the node that runs next."""
        return _around(self.stack)

    def own_variables(self) -> dict[str, Any]:
        """Those of the call's own flow, wherever the walk is."""
        if self.flow == MAIN:
            return self.variables
        return self._own_frame().variables or {}

    def keep_own(self, variables: dict[str, Any]) -> None:
        """Variables of the call's own flow, while the walk is in a subflow."""
        self._own_frame().variables = dict(variables)

    def _own_frame(self) -> Frame:
        return next(
            (frame for frame in reversed(self.stack) if frame.kind == "subflow" and frame.flow == MAIN),
            Frame(kind="subflow", flow=MAIN, node=""),
        )

    def leave_globals(self) -> None:
        """Out of the global nodes of a subflow: back is now where the subflow was called."""
        while self.stack and self.stack[-1].kind == "global" and self.stack[-1].variables is None:
            self.stack.pop()

    def add_row(self, role: Literal["agent", "caller"], text: str) -> None:
        if text:
            self.talk = [*self.talk, Row(role=role, text=text[:LONGEST_WORDS])][-MOST_ROWS:]

    def shown(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The variables as they may be written down."""
        return {name: MASK if name in self.sensitive else value for name, value in values.items()}

    def hide_heard(self) -> None:
        """The last words are forgotten, but for that there were some."""
        if self.heard is None or self.heard.kind == "silence":
            return
        self.heard = self.heard.model_copy(
            update={"text": MASK if self.heard.text else "", "keys": masked_keys(self.heard.keys)}
        )
        last = max((at for at, row in enumerate(self.talk) if row.role == "caller"), default=None)
        if last is not None:
            self.talk = [*self.talk[:last], Row(role="caller", text=MASK), *self.talk[last + 1 :]]

    def remembered(self) -> dict[str, Any]:
        """This node's memory, to read and to change."""
        return self.memory.setdefault(self.path(), {})


def _around(stack: Sequence[Frame]) -> list[str]:
    """Names of the subflow nodes; none around a global node of the call's own flow."""
    inside: list[str] = []
    for frame in stack:
        if frame.kind == "subflow":
            inside.append(frame.node)
        elif frame.variables is not None:
            inside = []
    return inside
