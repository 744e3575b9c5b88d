"""Setting up a trunk at its vendor: what a line makes or checks there, told step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, runtime_checkable

StepCode = Literal[
    "twilio_account",
    "twilio_trunk",
    "twilio_credentials",
    "twilio_origination",
    "twilio_number",
    "server",
    "sip",
    "outbound",
    "inbound",
    "rule",
    "trunk",
    "numbers",
]
StepState = Literal["made", "there", "changed", "failed"]
Trouble = Literal[
    "missing",
    "no_account",
    "no_host",
    "wrong_key",
    "clock",
    "unreachable",
    "no_livekit",
    "no_sip",
    "no_number",
    "refused",
]


class SetUpTrouble(Exception):
    """Why a step failed; `detail` are the server's own words, without secrets, or what the code says, in English."""

    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        super().__init__(detail or trouble)
        self.trouble = trouble
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was looked at. `name` is what it is called at the vendor, an id or an address.

    `numbers`: calls to these are taken, in each form in which a carrier may write them; `added`: those of them that
    were missing where the rest was there.
    """

    code: StepCode
    state: StepState
    name: str = ""
    trouble: Trouble | None = None
    detail: str = ""
    numbers: Sequence[str] = ()
    added: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What is wanted. `address` is the host that takes calls (a carrier's, Twilio's termination URI); E.164 numbers.

    `by_twilio`: the address, the user and the password are made at Twilio, which sends calls to `sip_host`.
    """

    name: str
    numbers: Sequence[str]
    address: str = ""
    transport: Literal["auto", "udp", "tcp", "tls"] = "auto"
    username: str = ""
    password: str = field(default="", repr=False)
    allowed_addresses: Sequence[str] = ()
    by_twilio: bool = False
    sip_host: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """How far it came: no step after a failed one. `settings` are the fields of Tron's trunk that are known by then."""

    steps: Sequence[Step]
    settings: Mapping[str, str]

    @property
    def ok(self) -> bool:
        return all(step.state != "failed" for step in self.steps)


@runtime_checkable
class SetsUp(Protocol):
    """A line that makes its trunks' other half at the vendor."""

    async def set_up(self, plan: Plan, known: Mapping[str, str]) -> Done:
        """Twice is once: what is there is found again by `known` (the fields of Tron's trunk), or by its name."""
        ...
