"""This worker as the SIP gateway knows it: whether callers are offered to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tron.telephony.admission import Admission
from tron.telephony.sip.carrier import GatewayCarrier


class SipDesk:
    """Implements Desk."""

    def __init__(self, gateway: GatewayCarrier, admission: Admission) -> None:
        self._gateway = gateway
        self._admission = admission

    @property
    def state(self) -> Mapping[str, Any]:
        """Whether there is a gateway, and whether callers are taken."""
        return {"connected": self._gateway.connected, "takes_calls": not self._admission.closed}

    @property
    def settled(self) -> bool:
        """At once: the gateway is beside this worker, and comes and goes with the accounts."""
        return True

    def start(self) -> None:
        self._gateway.watch()

    async def drain(self) -> None:
        """The gateway offers callers to other workers."""
        self._admission.closed = True
        await self._gateway.take_no_more()

    async def close(self) -> None:
        """The line itself lets go of the gateway, once its calls are over."""
        await self.drain()
