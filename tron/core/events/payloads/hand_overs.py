"""Somebody is rung who is to take the call over."""

from __future__ import annotations

from typing import Literal

from tron.core.events.payload import Payload

Mode = Literal["cold", "warm", "conference"]


class AboutTransfer(Payload):
    """Of a hand-over: `to` is a masked number, or a name."""

    to: str


class TransferStarted(AboutTransfer):
    """They are rung."""

    type = "transfer.started"
    mode: Mode = "cold"


class TransferPickedUp(AboutTransfer):
    """They picked up, and hear this brief while the caller waits."""

    type = "transfer.picked_up"
    by: str = ""
    brief: str = ""


class TransferAnswered(AboutTransfer):
    """They took the call: the agent leaves, or is silent from now on, or stays in a talk of three (conference)."""

    type = "transfer.answered"
    by: str = ""
    mode: Mode = "cold"


class TransferEnded(AboutTransfer):
    """Who was brought into the call is no longer in it, after so many seconds."""

    type = "transfer.ended"
    seconds: float


class TransferFailed(AboutTransfer):
    """They did not; `reason` as in the table of how calls end, or not_supported by the line.

    Who picked up and did not take the call: declined, hung_up, not_accepted, machine. taken_over: a supervisor speaks
    with the caller, nobody is rung for them meanwhile.
    """

    type = "transfer.failed"
    reason: str
