"""Where a walk stands: one small value that can be stored, compared, and gone on with in another process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final, Literal

from pydantic import TypeAdapter

MAIN: Final = "main"
"""The key of the call's own flow; subflows have theirs (graph.subflow_key)."""
MASK: Final = "••••"
MOST_ROWS: Final = 16
LONGEST_WORDS: Final = 4000
MOST_KEYS: Final = 100
MOST_AHEAD: Final = 32
"""Keys that are kept for the next node that takes keys."""
LONGEST_PATH: Final = 100
"""Characters of a path in an event."""
Role = Literal["agent", "caller"]
Row = tuple[Role, str]
"""One utterance of the talk so far, for what a model is asked."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the caller last did: words, or keys, or neither (silence)."""

    kind: Literal["speech", "keys", "silence"] = "speech"
    text: str = ""
    keys: str = ""
    language: str | None = None
    confidence: float | None = None
    bound: bool = False
    """What binds every call (danger, a wish never to be called again) was done about them already."""
    private: bool = False
    """Said in confidence: never written down, told to no model."""
    ahead: bool = False
    """Keys of an earlier turn, pressed before they were asked for: they stand in the talk already."""

    def and_then(self, more: Words) -> Words:
        """Both in one, where nobody listened between them; of words and keys the later ones."""
        if self.kind != more.kind:
            return more
        sure = self.confidence is not None and more.confidence is not None
        return Words(
            kind=self.kind,
            text=f"{self.text} {more.text}".strip()[:LONGEST_WORDS],
            keys=(self.keys + more.keys)[:MOST_KEYS],
            language=more.language or self.language,
            # What was understood well is not asked for again because of what was not.
            confidence=max(self.confidence or 0.0, more.confidence or 0.0) if sure else None,
            bound=self.bound or more.bound,
            private=self.private or more.private,
        )


def masked_keys(keys: str) -> str:
    """Digits hidden; what closes the input is kept."""
    return "".join("•" if key.isdecimal() else key for key in keys)


@dataclass(slots=True)
class Frame:
    """Where a walk goes back to. With `variables` those of the other flow that was left: they count again there.

    `said`: what the caller was to answer there.
    """

    kind: Literal["subflow", "global"]
    flow: str
    node: str
    variables: dict[str, Any] | None = None
    said: str = ""


@dataclass(slots=True)
class Place:
    """A node, and what is around it. `variables`: a subflow's, which are gone once it is over.

    `said`: what was said before it listened.
    """

    flow: str
    node: str
    stack: list[Frame] = field(default_factory=list)
    variables: dict[str, Any] | None = None
    said: str = ""

    @property
    def around(self) -> list[str]:
        return _around(self.stack)


@dataclass(slots=True)
class FlowState:
    """JSON types only. `node` is the node that runs next; `ended` with a reason of design.md's table when none does.

    A plain dataclass: a step reads and writes it all the time. `stored` and `restored` carry it elsewhere.
    """

    flow: str = MAIN
    node: str = ""
    variables: dict[str, Any] = field(default_factory=dict)
    heard: Words | None = None
    """The last utterance: what branches look at."""
    pending: Words | None = None
    """Said over the agent's speech, and not yet taken by a node that listens."""
    ahead: str = ""
    """Keys behind the one that a menu took, for the next node that takes keys; whatever else is heard clears them."""
    answers: dict[str, Any] = field(default_factory=dict)
    """What the model answered about `heard`, by question."""
    stack: list[Frame] = field(default_factory=list)
    memory: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What nodes remember of earlier visits (attempts, turns), by path."""
    given: list[str] = field(default_factory=list)
    """Names of the variables that were there from the start: subflows get them too."""
    sensitive: list[str] = field(default_factory=list)
    """Names of variables that are masked wherever the call is written down."""
    steps: int = 0
    since_input: list[str] = field(default_factory=list)
    """Paths of the nodes walked since the caller last did something."""
    unclear: int = 0
    silences: int = 0
    fired: dict[str, int] = field(default_factory=dict)
    """How often each global node came alive."""
    listener: Place | None = None
    """The node that last listened: where a reopened call goes on."""
    again: bool = False
    """The node that runs next was left in the middle (a global node, a reopened call): it asks again in short."""
    must_say: list[str] | None = None
    """The agent's disclosures with the variables of the call's begin in them."""
    disclosed: list[int] = field(default_factory=list)
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
    cut: bool = False
    """The caller spoke into it."""
    talk: list[Row] = field(default_factory=list)
    reopened: bool = False
    out_of_time: bool = False
    """The call has lasted as long as it may, and was told so while nobody listened: the next node that does says it."""
    opted_out: bool = False
    off_record: bool = False
    """The recording is paused: what the caller does meanwhile is said in confidence."""
    farewell: Literal["", "owed", "said"] = ""
    """After a wish never to be called again: whether it was answered yet. From then on nothing is asked or offered."""
    outcome: str | None = None
    reason: str | None = None
    ended: bool = False

    def stored(self) -> str:
        """As JSON, for `restored`."""
        return _stored().dump_json(self).decode()

    @classmethod
    def restored(cls, stored: str) -> FlowState:
        """Raises pydantic's ValidationError for anything that `stored` did not make."""
        return _stored().validate_json(stored)

    def path(self, node: str | None = None) -> str:
        """A node's name within the whole call: the subflow nodes around it, then itself."""
        inner = self.node if node is None else node
        return "/".join([*_around(self.stack), inner]) if self.stack else inner

    @property
    def short_path(self) -> str:
        """The name of the node that runs next, as events bear it."""
        return self.path()[:LONGEST_PATH]

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

    def add_row(self, role: Role, text: str) -> None:
        if text:
            self.talk.append((role, text[:LONGEST_WORDS]))
            if len(self.talk) > MOST_ROWS:
                del self.talk[0]

    def shown(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The variables as they may be written down."""
        return {name: MASK if name in self.sensitive else value for name, value in values.items()}

    def hide_heard(self) -> None:
        """The last words are forgotten, but for that there were some."""
        if self.heard is None or self.heard.kind == "silence":
            return
        self.heard = replace(self.heard, text=MASK if self.heard.text else "", keys=masked_keys(self.heard.keys))
        last = max((at for at, (role, _text) in enumerate(self.talk) if role == "caller"), default=None)
        if last is not None:
            self.talk = [*self.talk[:last], ("caller", MASK), *self.talk[last + 1 :]]

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


@cache
def _stored() -> TypeAdapter[FlowState]:
    return TypeAdapter(FlowState)
