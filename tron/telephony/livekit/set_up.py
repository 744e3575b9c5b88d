"""Makes or checks what LiveKit's SIP service needs for a trunk: its two trunks, and the rule that sends calls here."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

import aiohttp
from google.protobuf.duration_pb2 import Duration
from google.protobuf.message import DecodeError
from livekit import api

from tron.core.trunks.set_up import Done, Plan, SetUpTrouble, Step, StepCode, StepState
from tron.telephony.livekit.access import INBOUND, Access
from tron.telephony.livekit.numbers import as_called
from tron.telephony.livekit.service import LivekitService, ServerError
from tron.telephony.twilio.trunking import TwilioTrunking

TRANSPORTS: Final = {
    "auto": api.SIPTransport.SIP_TRANSPORT_AUTO,
    "udp": api.SIPTransport.SIP_TRANSPORT_UDP,
    "tcp": api.SIPTransport.SIP_TRANSPORT_TCP,
    "tls": api.SIPTransport.SIP_TRANSPORT_TLS,
}
HEADERS: Final = api.SIPHeaderOptions.SIP_X_HEADERS
"""Of a caller's INVITE those that Tron is shown: without a word LiveKit shows none."""
RING_SECONDS: Final = 30
"""So long LiveKit itself lets a caller ring whom nobody joins, for a Tron that is gone. Untold, it is three minutes."""
_SKEWED = re.compile(r"\((nbf|exp|iat)\)|not valid yet|expired")
_RINGS: Final = Duration(seconds=RING_SECONDS)
_NO_SIP = ("sip not connected", "no response from servers")
T = TypeVar("T")
Found = tuple[StepState, str]
Listed = tuple[Sequence[str], Sequence[str]]
"""Numbers, and which of them were missing."""
SetUpStep = tuple[StepCode, Callable[[], Awaitable[Found]]]


class LivekitSetUp:
    """One run over one server; `steps` and `settings` grow as it goes."""

    def __init__(
        self, access: Access, agent_name: str, plan: Plan, known: Mapping[str, str], twilio: TwilioTrunking | None
    ) -> None:
        self._service = LivekitService(access)
        self._agent_name = agent_name
        self._plan = plan
        self._known = known
        self._twilio = twilio
        self.steps: list[Step] = []
        self.settings: dict[str, str] = {}
        self._listed: dict[StepCode, Listed] = {}

    async def run(self) -> Done:
        """Raises nothing: what goes wrong is the last step. Nothing is made before the server was heard."""
        for code, step in self._all():
            try:
                state, name = await step()
            except SetUpTrouble as trouble:
                self.steps.append(Step(code, "failed", trouble=trouble.trouble, detail=trouble.detail))
                break
            numbers, added = self._listed.get(code, ((), ()))
            self.steps.append(Step(code, state, name, numbers=numbers, added=added))
        return Done(self.steps, self.settings)

    def _all(self) -> Sequence[SetUpStep]:
        of_twilio = self._twilio.steps() if self._twilio is not None else []
        return [
            ("server", self._server),
            ("sip", self._sip),
            *of_twilio,
            ("outbound", self._outbound),
            ("inbound", self._inbound),
            ("rule", self._rule),
        ]

    # ------------------------------------------------------------ steps

    async def _server(self) -> Found:
        await _asked(self._service.rooms(["-"]))
        return "there", self._service.url

    async def _sip(self) -> Found:
        async with self._service.client() as client:
            trunks = (await _asked(client.sip.list_outbound_trunk(api.ListSIPOutboundTrunkRequest()))).items
        if self._twilio is not None:
            # Twilio tells nobody a password again: whoever has none yet gets a new one.
            found = _find(trunks, "sip_trunk_id", self._known.get("outbound_trunk_id"), self._plan.name)
            self._twilio.renew = found is None or found.auth_username != self._twilio.username
        return "there", ""

    async def _outbound(self) -> Found:
        if (twilio := self._twilio) is not None:
            self._plan = replace(self._plan, address=twilio.address, username=twilio.username, password=twilio.password)
        plan = self._plan
        wanted: dict[str, Any] = {
            "name": plan.name,
            "address": plan.address,
            "transport": TRANSPORTS[plan.transport],
            "numbers": list(plan.numbers),
            "auth_username": plan.username,
        }
        secret: dict[str, Any] = {"auth_password": plan.password} if plan.password else {}
        async with self._service.client() as client:
            sip = client.sip
            found = _find(
                (await _asked(sip.list_outbound_trunk(api.ListSIPOutboundTrunkRequest()))).items,
                "sip_trunk_id",
                self._known.get("outbound_trunk_id"),
                plan.name,
            )
            state: StepState = "there"
            if found is None:
                trunk = api.SIPOutboundTrunkInfo(**wanted, **secret)
                found, state = (
                    await _asked(sip.create_outbound_trunk(api.CreateSIPOutboundTrunkRequest(trunk=trunk))),
                    "made",
                )
            elif _differs(found, {**wanted, **secret}):
                await _asked(sip.update_outbound_trunk_fields(found.sip_trunk_id, **wanted, **secret))
                state = "changed"
        return self._keep("outbound_trunk_id", found.sip_trunk_id, state)

    async def _inbound(self) -> Found:
        plan, numbers = self._plan, as_called(self._plan.numbers)
        wanted: dict[str, Any] = {
            "name": plan.name,
            "numbers": numbers,
            "allowed_addresses": list(plan.allowed_addresses),
        }
        async with self._service.client() as client:
            sip = client.sip
            found = _find(
                (await _asked(sip.list_inbound_trunk(api.ListSIPInboundTrunkRequest()))).items,
                "sip_trunk_id",
                self._known.get("inbound_trunk_id"),
                plan.name,
            )
            state: StepState = "there"
            had = numbers if found is None else set(found.numbers)
            if found is None:
                trunk = api.SIPInboundTrunkInfo(**wanted, include_headers=HEADERS, ringing_timeout=_RINGS)
                found, state = (
                    await _asked(sip.create_inbound_trunk(api.CreateSIPInboundTrunkRequest(trunk=trunk))),
                    "made",
                )
            elif (lacks := _lacks(found)) and not found.auth_username:
                # Only the whole can be changed so: not where it has a password, which nobody tells us.
                trunk = api.SIPInboundTrunkInfo(**wanted, **lacks)
                await _asked(sip.update_inbound_trunk(found.sip_trunk_id, _on_top(found, trunk)))
                state = "changed"
            elif _differs(found, wanted):
                await _asked(sip.update_inbound_trunk_fields(found.sip_trunk_id, **wanted))
                state = "changed"
        self._listed["inbound"] = numbers, [number for number in numbers if number not in had]
        return self._keep("inbound_trunk_id", found.sip_trunk_id, state)

    async def _rule(self) -> Found:
        """A room of its own for each caller, and a job for the workers that are registered under this name."""
        name, trunk_ids = self._plan.name, [self.settings["inbound_trunk_id"]]
        wanted = api.SIPDispatchRuleInfo(
            name=name,
            trunk_ids=trunk_ids,
            rule=api.SIPDispatchRule(dispatch_rule_individual=api.SIPDispatchRuleIndividual(room_prefix=INBOUND)),
            room_config=api.RoomConfiguration(agents=[api.RoomAgentDispatch(agent_name=self._agent_name)]),
        )
        async with self._service.client() as client:
            sip = client.sip
            rules = (await _asked(sip.list_dispatch_rule(api.ListSIPDispatchRuleRequest()))).items
            found = _find(rules, "sip_dispatch_rule_id", self._known.get("dispatch_rule_id"), name)
            state: StepState = "there"
            if found is None:
                request = api.CreateSIPDispatchRuleRequest(dispatch_rule=wanted)
                found, state = await _asked(sip.create_dispatch_rule(request)), "made"
            elif not _leads_here(found, wanted):
                found, state = await _asked(sip.update_dispatch_rule(found.sip_dispatch_rule_id, wanted)), "changed"
        return self._keep("dispatch_rule_id", found.sip_dispatch_rule_id, state)

    def _keep(self, field: str, identity: str, state: StepState) -> Found:
        self.settings[field] = identity
        return state, identity


def _find(items: Any, key: str, known: str | None, name: str) -> Any:
    """The one whose id Tron kept, else the only one of this name."""
    found = next((one for one in items if known and getattr(one, key) == known), None)
    return found or next((one for one in items if one.name == name), None)


def _differs(found: Any, wanted: Mapping[str, Any]) -> bool:
    def now(field: str) -> Any:
        value = getattr(found, field)
        return value if isinstance(value, str | int) else list(value)

    return any(now(field) != value for field, value in wanted.items())


def _lacks(found: api.SIPInboundTrunkInfo) -> dict[str, Any]:
    """What a trunk says nothing of, and should."""
    return {
        **({} if found.include_headers else {"include_headers": HEADERS}),
        **({} if found.HasField("ringing_timeout") else {"ringing_timeout": _RINGS}),
    }


def _on_top(found: api.SIPInboundTrunkInfo, wanted: api.SIPInboundTrunkInfo) -> api.SIPInboundTrunkInfo:
    """The trunk as it is, with what is wanted."""
    whole = api.SIPInboundTrunkInfo()
    whole.CopyFrom(found)
    for listed in ("numbers", "allowed_addresses"):
        whole.ClearField(listed)
    whole.MergeFrom(wanted)
    return whole


def _leads_here(found: api.SIPDispatchRuleInfo, wanted: api.SIPDispatchRuleInfo) -> bool:
    agents = [agent.agent_name for agent in found.room_config.agents]
    return (
        (found.name, list(found.trunk_ids)) == (wanted.name, list(wanted.trunk_ids))
        and found.rule == wanted.rule
        and agents == [agent.agent_name for agent in wanted.room_config.agents]
    )


async def _asked(request: Awaitable[T]) -> T:
    """Raises SetUpTrouble. LiveKit's own words are passed on only where they cannot hold a token."""
    try:
        return await request
    except ServerError as error:
        raise _meaning(error) from error
    except DecodeError as error:
        raise SetUpTrouble("no_livekit", "Another server answers there.") from error
    except (aiohttp.ClientError, TimeoutError) as error:
        raise SetUpTrouble("unreachable") from error


def _meaning(error: ServerError) -> SetUpTrouble:
    if error.status in (401, 403):
        return SetUpTrouble("clock" if _SKEWED.search(error.message) else "wrong_key")
    if any(words in error.message for words in _NO_SIP):
        return SetUpTrouble("no_sip")
    if error.code == "unknown":  # LiveKit's own errors have a code
        return SetUpTrouble("no_livekit", "Another server answers there.")
    return SetUpTrouble("refused", f"{error.code}: {' '.join(error.message.split())[:200]}")
