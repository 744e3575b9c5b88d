"""What happens to a call on the wire, told by PJSIP's thread to the loop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Progress:
    """A provisional answer: 100 to 199."""

    sip_status: int
    reason: str


@dataclass(frozen=True, slots=True)
class MediaUp:
    """Sound flows. `keys`: RFC 4733 was agreed on. `early`: nobody has answered, the network plays something."""

    codec: str
    keys: bool
    early: bool


@dataclass(frozen=True, slots=True)
class Answered:
    sip_status: int
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pressed:
    """One key of the far side."""

    digit: str


@dataclass(frozen=True, slots=True)
class TransferProgress:
    """What the far side told of a REFER. `final`: it tells no more."""

    sip_status: int
    final: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """The call is over, or never came to be. `far_side`: it was the other one who ended it.

    `refused`: the far side's own final answer to our INVITE, or one that was never sent: nothing can ring any more.
    """

    sip_status: int
    reason: str
    far_side: bool
    headers: Mapping[str, str] = field(default_factory=dict)
    refused: bool = False


@dataclass(frozen=True, slots=True)
class NoPlace:
    """PJSIP keeps the place of an ended call until the far side has confirmed that; nothing was sent."""


WireEvent = NoPlace | Progress | MediaUp | Answered | Pressed | TransferProgress | Ended


@dataclass(frozen=True, slots=True)
class Offered:
    """A call that came in, before anybody answered it. `source` is the address it came from, `user` the one of the
    request line, `called` the number that was dialled as far as it is known."""

    key: str
    source: str
    user: str
    caller: str
    called: str
    sip_call_id: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AccountProgress:
    """How a registration went. `expires` is 0 when it is over."""

    account: str
    sip_status: int
    reason: str
    active: bool
    started: bool = False
