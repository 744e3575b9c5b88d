"""The emulated SIP service against LiveKit's own client: what was measured of the real one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from livekit import api, rtc
from livekit.protocol.models import ListUpdate

from tests.emulators.livekit import KEY, PROGRAM, SECRET, WHY_NOT, livekit_server
from tests.emulators.livekit_sip import LiveKitSip, answers, nobody_there, refuses, rings_out

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not PROGRAM.exists(), reason=WHY_NOT)]

CALLER = "+12025550199"
FATES = {
    "+12025550100": answers(headers={"X-Ticket": "7"}),
    "+12025550101": refuses(486),
    "+12025550102": refuses(480),
    "+12025550103": refuses(603),
    "+12025550104": refuses(404),
    "+12025550105": refuses(503),
    "+12025550106": rings_out(),
    "+12025550107": nobody_there(),
}
REFUSED = {486: ("unavailable", 503), 480: ("unavailable", 503), 603: ("unavailable", 503), 503: ("unavailable", 503)}
REFUSED[404] = ("invalid_argument", 400)


@pytest.fixture(scope="module")
async def service() -> AsyncIterator[LiveKitSip]:
    async with livekit_server() as server, LiveKitSip(server=server, fates=dict(FATES)) as front:
        front.times.unreachable = 1.0
        yield front


@pytest.fixture(scope="module")
async def client(service: LiveKitSip) -> AsyncIterator[api.LiveKitAPI]:
    async with api.LiveKitAPI(service.ws_url, KEY, SECRET, failover=False) as made:
        yield made


def order(service: LiveKitSip, number: str, room: str, **more: Any) -> api.CreateSIPParticipantRequest:
    trunk = next(iter(service.trunks.outbound), None) or service.trunks.add_outbound(CALLER)
    return api.CreateSIPParticipantRequest(
        sip_trunk_id=trunk, sip_call_to=number, room_name=room, participant_identity="phone", **more
    )


class Watcher:
    """Somebody in the room: which attributes the phone had, one after the other, and how it left."""

    def __init__(self) -> None:
        self.room = rtc.Room()
        self.seen: list[dict[str, str]] = []
        self.kinds: list[int] = []
        self.left: asyncio.Future[int | None] = asyncio.get_running_loop().create_future()

    async def join(self, service: LiveKitSip, room: str) -> None:
        self.room.on("participant_connected", self._came)
        self.room.on("participant_attributes_changed", lambda changed, _: self.seen.append(dict(changed)))
        self.room.on("participant_disconnected", lambda who: self.left.set_result(who.disconnect_reason))
        grants = api.VideoGrants(room_join=True, room=room)
        token = api.AccessToken(KEY, SECRET).with_identity("watcher").with_grants(grants)
        await self.room.connect(service.ws_url, token.to_jwt())

    def _came(self, who: rtc.RemoteParticipant) -> None:
        self.kinds.append(who.kind)
        self.seen.append(dict(who.attributes))


async def test_an_answer_and_what_the_room_sees(service, client):
    watcher = Watcher()
    await watcher.join(service, "answered")
    asked = order(service, "+12025550100", "answered", wait_until_answered=True, max_call_duration=timedelta(seconds=2))
    made = await client.sip.create_sip_participant(asked, timeout=30)
    assert made.sip_call_id.startswith("SCL_")
    assert (made.room_name, made.participant_identity) == ("answered", "phone")
    assert await asyncio.wait_for(watcher.left, 10) == rtc.DisconnectReason.CLIENT_INITIATED
    assert watcher.kinds == [rtc.ParticipantKind.PARTICIPANT_KIND_SIP]
    first = watcher.seen[0]
    assert first["sip.callID"] == made.sip_call_id
    assert {"sip.trunkID", "sip.hostname", "sip.trunkPhoneNumber", "sip.phoneNumber"} <= first.keys()
    statuses = [seen["sip.callStatus"] for seen in watcher.seen if "sip.callStatus" in seen]
    # The server announces who joined a moment later: on a busy machine the phone rings already then.
    assert statuses[-3:] == ["ringing", "active", "hangup"]
    assert service.phones[0].statuses == ["dialing", "ringing", "active", "hangup"]
    tagged = next(index for index, seen in enumerate(watcher.seen) if "sip.callTag" in seen)
    active = next(index for index, seen in enumerate(watcher.seen) if seen.get("sip.callStatus") == "active")
    assert tagged <= active
    assert {"sip.callTag", "sip.callIDFull", "sip.h.x-ticket"} <= watcher.seen[tagged].keys()
    await watcher.room.disconnect()


async def test_every_failure_as_the_waiting_request_tells_it(service, client):
    async def failure(number: str) -> api.TwirpError:
        asked = order(service, number, f"room-{number}", wait_until_answered=True, ringing_timeout=timedelta(seconds=1))
        with pytest.raises(api.TwirpError) as caught:
            await client.sip.create_sip_participant(asked, timeout=30)
        return caught.value

    numbers = list(FATES)[1:]
    failures = await asyncio.gather(*map(failure, numbers))
    for number, error in zip(numbers, failures, strict=True):
        status = FATES[number].refused
        if status is None:
            assert (error.code, error.status, error.metadata) == ("canceled", 408, {})
        else:
            assert (error.code, error.status) == REFUSED[status]
            assert error.metadata["sip_status_code"] == str(status)
    assert service.rung("+12025550106")[0].statuses == ["dialing", "ringing"]
    assert service.rung("+12025550107")[0].statuses == ["dialing"]


async def test_without_waiting_the_room_alone_tells(service, client):
    left = {486: rtc.DisconnectReason.USER_REJECTED, 480: rtc.DisconnectReason.USER_UNAVAILABLE}

    async def reason(number: str) -> int | None:
        watcher = Watcher()
        await watcher.join(service, f"unwaited-{number}")
        await client.sip.create_sip_participant(order(service, number, f"unwaited-{number}"))
        found = await asyncio.wait_for(watcher.left, 10)
        await watcher.room.disconnect()
        return found

    numbers = list(FATES)[1:6]
    for number, found in zip(numbers, await asyncio.gather(*map(reason, numbers)), strict=True):
        assert found == left.get(FATES[number].refused, rtc.DisconnectReason.CLIENT_INITIATED)


async def test_a_phone_put_out_of_the_room_rings_no_more(service, client):
    asked = order(service, "+12025550106", "taken-back", wait_until_answered=True)
    dialling = asyncio.create_task(client.sip.create_sip_participant(asked, timeout=30))
    while not (phones := [one for one in service.phones if one.order.room == "taken-back" and len(one.statuses) == 2]):
        await asyncio.sleep(0.05)
    await client.room.delete_room(api.DeleteRoomRequest(room="taken-back"))
    with pytest.raises(api.TwirpError) as caught:
        await dialling
    assert caught.value.code == "canceled"
    assert not phones[0].rings


async def test_trunks_and_rules_are_made_changed_listed_and_deleted(service, client):
    made = await client.sip.create_outbound_trunk(
        api.CreateSIPOutboundTrunkRequest(
            trunk=api.SIPOutboundTrunkInfo(name="a", address="sip.example.com", numbers=[CALLER])
        )
    )
    assert made.sip_trunk_id.startswith("ST_")
    changed = await client.sip.update_outbound_trunk_fields(made.sip_trunk_id, name="b", numbers=ListUpdate(add=["+1"]))
    assert (changed.name, list(changed.numbers)) == ("b", [CALLER, "+1"])
    listed = await client.sip.list_outbound_trunk(api.ListSIPOutboundTrunkRequest(trunk_ids=[made.sip_trunk_id]))
    assert [one.name for one in listed.items] == ["b"]
    inbound = await client.sip.create_inbound_trunk(
        api.CreateSIPInboundTrunkRequest(trunk=api.SIPInboundTrunkInfo(numbers=[CALLER]))
    )
    rule = await client.sip.create_dispatch_rule(
        api.CreateSIPDispatchRuleRequest(
            dispatch_rule=api.SIPDispatchRuleInfo(
                trunk_ids=[inbound.sip_trunk_id],
                rule=api.SIPDispatchRule(
                    dispatch_rule_individual=api.SIPDispatchRuleIndividual(room_prefix="call-inbound-")
                ),
            )
        )
    )
    replaced = api.SIPInboundTrunkInfo(name="c", numbers=["+12025550198"])
    assert (await client.sip.update_inbound_trunk(inbound.sip_trunk_id, replaced)).name == "c"
    assert service.trunks.rule_for("+12025550198") is not None
    await client.sip.delete_dispatch_rule(
        api.DeleteSIPDispatchRuleRequest(sip_dispatch_rule_id=rule.sip_dispatch_rule_id)
    )
    for identity in (made.sip_trunk_id, inbound.sip_trunk_id):
        await client.sip.delete_trunk(api.DeleteSIPTrunkRequest(sip_trunk_id=identity))
    assert (await client.sip.list_dispatch_rule(api.ListSIPDispatchRuleRequest())).items == []
    with pytest.raises(api.TwirpError) as caught:
        await client.sip.delete_trunk(api.DeleteSIPTrunkRequest(sip_trunk_id=made.sip_trunk_id))
    assert caught.value.status == 404


async def test_what_it_does_not_know_itself_the_server_answers(service, client):
    assert (await client.room.create_room(api.CreateRoomRequest(name="passed-on"))).name == "passed-on"
    async with api.LiveKitAPI(service.ws_url, KEY, SECRET + "x") as stranger:
        with pytest.raises(api.TwirpError) as caught:
            await stranger.sip.list_outbound_trunk(api.ListSIPOutboundTrunkRequest())
    assert caught.value.status == 401
