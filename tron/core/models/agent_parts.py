"""Parts of an agent that are stored as JSON: guardrails and prepared lines."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
_MAX_GAPS = 3


def _check_keyword(keyword: str) -> str:
    words = keyword.removesuffix(" $").replace("|", " ").replace(" + ", " ").split()
    gaps = [word for word in words if set(word) == {"."}]
    if len(gaps) == len(words) or not all(any(map(str.isalnum, word)) for word in words if word not in gaps):
        raise ValueError("Each word of a keyword needs a letter or digit.")
    if len(gaps) > _MAX_GAPS:
        raise ValueError(f"A keyword holds at most {_MAX_GAPS} gaps.")
    return keyword


Keyword = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=2, max_length=120), AfterValidator(_check_keyword)
]

GREETING: Key = "greeting"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_serialization_defaults_required=True)


class Guardrails(_Part):
    """What the agent never talks about, and what it must say in the call."""

    forbidden_topics: list[Text] = Field(default_factory=list, max_length=50)
    required_disclosures: list[Text] = Field(default_factory=list, max_length=20)


class PreparedLine(_Part):
    """One thing the agent can say, and what makes it say it.

    `when`: keywords and phrases (core/scripts/matching.py has the notation: `*` word start, `..` gap, `+`, `|`).
    `say`: variants, taken in turn.
    `extract`: stored when the line is said; `$phone`, `$number`, `$yes_no` and `$text` come from the caller's words.
    `expects`: the same, filled by the caller's answer to this line.
    `on_yes`, `on_no`, `then`: the line after that answer; without them the agenda goes on.
    `again`: the question in short, asked again after a side question; without it the question is dropped.
    `retry`: said once when the answer had no value. `moves_on`: the next line of the agenda follows in one breath.
    `priority`: below zero yields to an awaited answer; higher beats a better match; 100 and above beats every rule,
    opt-out included (danger to life).
    """

    id: Key
    when: list[Keyword] = Field(default_factory=list, max_length=100)
    say: list[Text] = Field(min_length=1, max_length=5)
    outcome: Key | None = None
    extract: dict[Key, str] = Field(default_factory=dict)
    expects: dict[Key, str] = Field(default_factory=dict)
    on_yes: Key | None = None
    on_no: Key | None = None
    then: Key | None = None
    again: Text | None = None
    retry: Text | None = None
    moves_on: bool = False
    ends: bool = False
    once: bool = False
    priority: int = Field(default=0, ge=-10, le=1000)

    @property
    def asks(self) -> bool:
        """Whether the line waits for an answer of its own."""
        return bool(self.expects or self.on_yes or self.on_no or self.then or self.again)

    @property
    def targets(self) -> list[str]:
        return [target for target in (self.on_yes, self.on_no, self.then) if target]


class PreparedLines(_Part):
    """All an agent can say without a model. `next` is the agenda: line ids, in order.

    The greeting is asked like a line: `greeting_no` follows a refusal; with `greeting_yes` only a clear yes goes on, to
    that line; `greeting_again` asks it once more after a side question.
    `silence`: the prompts, in order, before `silence_goodbye`.
    """

    lines: list[PreparedLine] = Field(default_factory=list, max_length=200)
    next: list[Key] = Field(default_factory=list, max_length=50)
    greeting_yes: Key | None = None
    greeting_no: Key | None = None
    greeting_again: Text | None = None
    fallback: list[Text] = Field(min_length=1, max_length=10)
    silence: list[Text] = Field(min_length=1, max_length=5)
    goodbye: Text
    silence_goodbye: Text
    time_up: Text
    opt_out_ack: Text
    identity: Text
    human: Text

    @model_validator(mode="after")
    def _consistent(self) -> PreparedLines:
        ids = [line.id for line in self.lines]
        reserved = {GREETING, "fallback", "goodbye", "opt_out", "identity", "human"}
        if len(set(ids)) != len(ids) or reserved & set(ids):
            raise ValueError("Line ids must differ from each other and from the reserved ones.")
        targets = {*self.next, *(target for line in self.lines for target in line.targets)}
        targets |= {target for target in (self.greeting_yes, self.greeting_no) if target}
        if unknown := sorted(targets - set(ids)):
            raise ValueError(f"No line has the id {', '.join(unknown)}.")
        if mute := [line.id for line in self.lines if not line.when and line.id not in targets]:
            raise ValueError(f"Nothing leads to the line {', '.join(mute)}: give it keywords or put it into next.")
        return self
