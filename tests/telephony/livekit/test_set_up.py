"""Trunks and the dispatch rule are made at LiveKit, and checked; with Twilio's trunk before them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from livekit.protocol.sip import SIP_NO_HEADERS, SIP_X_HEADERS

from tests.emulators.livekit import KEY, PROGRAM, SECRET, WHY_NOT
from tests.emulators.livekit_sip import LiveKitSip
from tests.emulators.twilio import SID, TOKEN, TwilioEmulator
from tests.telephony.livekit.phones import line_of
from tron.core.ids import uuid7
from tron.core.ports import Trunk
from tron.core.trunks.set_up import Done, Plan
from tron.telephony.livekit import set_up as module
from tron.telephony.livekit.service import ServerError
from tron.telephony.livekit.set_up import RING_SECONDS

OURS, THEIRS = "+12025550100", "+12025550177"
INDIAN = "+910000000190"
PLAN = Plan("Carrier", [OURS], "sip.carrier.example", "tls", "user", "secret-1")
BY_TWILIO = Plan("Tron", [OURS], by_twilio=True, sip_host="project.sip.livekit.cloud")

needs_server = [pytest.mark.slow, pytest.mark.skipif(not PROGRAM.exists(), reason=WHY_NOT)]


def states(done: Done) -> dict[str, str]:
    return {step.code: step.state for step in done.steps}


@pytest.fixture
async def twilio() -> AsyncIterator[TwilioEmulator]:
    async with TwilioEmulator() as emulator:
        yield emulator


def with_twilio(settings: dict[str, Any], twilio: TwilioEmulator) -> dict[str, Any]:
    return {
        **settings,
        "telephony.twilio_account_sid": SID,
        "telephony.twilio_auth_token": TOKEN,
        "telephony.twilio_endpoint": twilio.url,
    }


@pytest.fixture
def fresh(service: LiveKitSip) -> LiveKitSip:
    """Without what other tests made."""
    for kept in (service.trunks.inbound, service.trunks.rules):
        kept.clear()
    for identity in [one for one, trunk in service.trunks.outbound.items() if trunk.name != "test"]:
        del service.trunks.outbound[identity]
    return service


class TestOverAServer:
    pytestmark = needs_server

    async def test_twice_is_once_and_changes_are_made(self, fresh: LiveKitSip, settings: dict[str, Any]) -> None:
        line = line_of(settings)
        done = await line.set_up(PLAN, {})
        made = dict.fromkeys(("outbound", "inbound", "rule"), "made")
        assert states(done) == {"server": "there", "sip": "there", **made}
        trunk = fresh.trunks.outbound[done.settings["outbound_trunk_id"]]
        assert (trunk.address, trunk.auth_username, trunk.auth_password) == ("sip.carrier.example", "user", "secret-1")
        [rule] = fresh.trunks.rules.values()
        assert rule.rule.dispatch_rule_individual.room_prefix == "call-inbound-"
        assert [agent.agent_name for agent in rule.room_config.agents] == ["tron"]
        assert list(rule.trunk_ids) == [done.settings["inbound_trunk_id"]]
        again = await line.set_up(PLAN, done.settings)
        assert set(states(again).values()) == {"there"}
        assert again.settings == done.settings
        moved = await line.set_up(replace(PLAN, name="Other", address="sip.new.example"), done.settings)
        assert states(moved) == {
            "server": "there",
            "sip": "there",
            **dict.fromkeys(("outbound", "inbound", "rule"), "changed"),
        }
        assert fresh.trunks.outbound[done.settings["outbound_trunk_id"]].address == "sip.new.example"
        assert (len(fresh.trunks.inbound), len(fresh.trunks.rules)) == (1, 1)

    async def test_a_number_is_taken_in_every_form_in_which_a_carrier_writes_it(
        self, fresh: LiveKitSip, settings: dict[str, Any]
    ) -> None:
        line, plan = line_of(settings), replace(PLAN, numbers=[OURS, INDIAN])
        done = await line.set_up(plan, {})
        [step] = [step for step in done.steps if step.code == "inbound"]
        assert (list(step.numbers), list(step.added)) == ([OURS, INDIAN, "00000000190", "0000000190"], [])
        for called in (OURS, INDIAN, INDIAN.removeprefix("+"), "00000000190", "0000000190"):
            assert fresh.trunks.rule_for(called) is not None, called
        trunk = fresh.trunks.outbound[done.settings["outbound_trunk_id"]]
        assert list(trunk.numbers) == [OURS, INDIAN], "what people see is written in one way"

    @pytest.mark.parametrize(
        ("had", "lost", "added"),
        [
            ([INDIAN], ["00000000190", "0000000190"], ["00000000190", "0000000190"]),
            ([INDIAN, INDIAN.removeprefix("+"), "0000000190"], [INDIAN, "00000000190"], ["00000000190"]),
        ],
        ids=["E.164 alone", "twice with and without its +"],
    )
    async def test_forms_that_a_trunk_lacks_are_found_and_added(
        self, fresh: LiveKitSip, settings: dict[str, Any], had: list[str], lost: list[str], added: list[str]
    ) -> None:
        line, plan = line_of(settings), replace(PLAN, numbers=[INDIAN])
        done = await line.set_up(plan, {})
        [trunk] = fresh.trunks.inbound.values()
        ours = Trunk(uuid7(), "livekit", "Carrier", done.settings)
        assert (await line.state(ours)).note == "livekit_has_trunk"
        trunk.numbers[:] = had
        state = await line.state(ours)
        assert (state.state, state.note, state.values["numbers"]) == ("ready", "livekit_lacks_forms", ", ".join(lost))
        again = await line.set_up(plan, done.settings)
        [step] = [step for step in again.steps if step.code == "inbound"]
        assert (step.state, list(step.added)) == ("changed", added)
        assert list(trunk.numbers) == list(step.numbers) == [INDIAN, "00000000190", "0000000190"]
        assert fresh.trunks.rule_for(INDIAN.removeprefix("+")) is not None
        assert (await line.state(ours)).note == "livekit_has_trunk"

    async def test_callers_headers_are_asked_for_of_a_trunk_that_was_there_too(
        self, fresh: LiveKitSip, settings: dict[str, Any]
    ) -> None:
        line = line_of(settings)
        done = await line.set_up(PLAN, {})
        [trunk] = fresh.trunks.inbound.values()
        assert trunk.include_headers == SIP_X_HEADERS
        trunk.include_headers, trunk.metadata = SIP_NO_HEADERS, "kept"
        again = await line.set_up(PLAN, done.settings)
        assert states(again)["inbound"] == "changed"
        [trunk] = fresh.trunks.inbound.values()
        assert (trunk.include_headers, trunk.metadata, list(trunk.numbers)) == (SIP_X_HEADERS, "kept", [OURS])
        trunk.include_headers, trunk.auth_username = SIP_NO_HEADERS, "user"
        assert states(await line.set_up(PLAN, done.settings))["inbound"] == "there", "its password would be lost"

    async def test_a_caller_whom_nobody_joins_does_not_ring_for_minutes(
        self, fresh: LiveKitSip, settings: dict[str, Any]
    ) -> None:
        line = line_of(settings)
        done = await line.set_up(PLAN, {})
        [trunk] = fresh.trunks.inbound.values()
        assert trunk.ringing_timeout.seconds == RING_SECONDS
        trunk.ClearField("ringing_timeout")
        assert states(await line.set_up(PLAN, done.settings))["inbound"] == "changed"
        [trunk] = fresh.trunks.inbound.values()
        assert trunk.ringing_timeout.seconds == RING_SECONDS
        trunk.include_headers, trunk.ringing_timeout.seconds = SIP_NO_HEADERS, 60
        await line.set_up(PLAN, done.settings)
        [trunk] = fresh.trunks.inbound.values()
        assert (trunk.include_headers, trunk.ringing_timeout.seconds) == (SIP_X_HEADERS, 60), "somebody chose it"

    async def test_a_rule_that_leads_elsewhere_is_led_here(self, fresh: LiveKitSip, settings: dict[str, Any]) -> None:
        done = await line_of(settings).set_up(PLAN, {})
        renamed = await line_of(settings, livekit__agent_name="other").set_up(PLAN, done.settings)
        assert states(renamed)["rule"] == "changed"
        [rule] = fresh.trunks.rules.values()
        assert [agent.agent_name for agent in rule.room_config.agents] == ["other"]

    async def test_a_wrong_key_stops_it_before_anything_is_made(
        self, fresh: LiveKitSip, settings: dict[str, Any], twilio: TwilioEmulator
    ) -> None:
        wrong = {**with_twilio(settings, twilio), "livekit.api_secret": "another-secret-of-thirty-two-signs"}
        done = await line_of(wrong).set_up(BY_TWILIO, {})
        assert (states(done), done.steps[-1].trouble, done.ok) == ({"server": "failed"}, "wrong_key", False)
        assert (fresh.trunks.inbound, twilio.trunking.trunks) == ({}, {})

    async def test_a_trunk_of_twilio_is_made_and_linked_once(
        self, fresh: LiveKitSip, settings: dict[str, Any], twilio: TwilioEmulator
    ) -> None:
        line = line_of(with_twilio(settings, twilio))
        done = await line.set_up(BY_TWILIO, {})
        assert done.ok, done.steps
        made = {code: state for code, state in states(done).items() if state == "made"}
        assert list(made) == [
            *("twilio_trunk", "twilio_credentials", "twilio_origination", "twilio_number"),
            *("outbound", "inbound", "rule"),
        ]
        [(sid, row)] = twilio.trunking.trunks.items()
        [kept] = twilio.trunking.of(sid, "CredentialLists")
        [user] = twilio.trunking.users[kept["sid"]].values()
        [url] = twilio.trunking.of(sid, "OriginationUrls")
        [number] = twilio.trunking.of(sid, "PhoneNumbers")
        assert (url["sip_url"], number["phone_number"]) == ("sip:project.sip.livekit.cloud", OURS)
        trunk = fresh.trunks.outbound[done.settings["outbound_trunk_id"]]
        assert (trunk.address, trunk.auth_username, trunk.auth_password) == (
            row["domain_name"],
            user["username"],
            user["password"],
        )
        assert user["password"] not in repr(done)
        again = await line.set_up(BY_TWILIO, done.settings)
        assert set(states(again).values()) == {"there"}
        assert len(twilio.trunking.trunks) == len(twilio.trunking.lists) == len(twilio.trunking.users) == 1

    async def test_a_trunk_that_livekit_lost_gets_a_new_password(
        self, fresh: LiveKitSip, settings: dict[str, Any], twilio: TwilioEmulator
    ) -> None:
        line = line_of(with_twilio(settings, twilio))
        done = await line.set_up(BY_TWILIO, {})
        before = fresh.trunks.outbound.pop(done.settings["outbound_trunk_id"]).auth_password
        again = await line.set_up(BY_TWILIO, done.settings)
        assert (states(again)["twilio_credentials"], states(again)["outbound"]) == ("changed", "made")
        [users] = twilio.trunking.users.values()
        [user] = users.values()
        trunk = fresh.trunks.outbound[again.settings["outbound_trunk_id"]]
        assert trunk.auth_password == user["password"] != before

    @pytest.mark.parametrize(
        ("plan", "change", "code", "trouble"),
        [
            (replace(BY_TWILIO, numbers=[THEIRS]), {}, "twilio_number", "no_number"),
            (replace(BY_TWILIO, sip_host=""), {}, "twilio_account", "no_host"),
            (BY_TWILIO, {"telephony.twilio_auth_token": "wrong"}, "twilio_account", "wrong_key"),
            (BY_TWILIO, {"telephony.twilio_auth_token": ""}, "twilio_account", "no_account"),
            (replace(PLAN, address=""), {}, "outbound", "refused"),
        ],
        ids=["number", "host", "token", "no token", "refused"],
    )
    async def test_what_is_wrong_is_the_last_step(
        self, fresh: LiveKitSip, settings, twilio: TwilioEmulator, plan, change, code, trouble
    ) -> None:
        done = await line_of({**with_twilio(settings, twilio), **change}).set_up(plan, {})
        assert (done.steps[-1].code, done.steps[-1].trouble, done.ok) == (code, trouble, False)
        assert TOKEN not in repr(done)


async def test_without_settings_and_without_a_server() -> None:
    done = await line_of({}).set_up(PLAN, {})
    assert (done.steps[0].state, done.steps[0].trouble) == ("failed", "missing")
    away = {"livekit.url": "ws://127.0.0.1:9", "livekit.api_key": KEY, "livekit.api_secret": SECRET}
    done = await line_of(away).set_up(PLAN, {})
    assert (done.steps[0].code, done.steps[0].trouble) == ("server", "unreachable")


@pytest.mark.parametrize(
    ("code", "status", "message", "trouble"),
    [
        ("unauthenticated", 401, "invalid token: e, error: validation failed, token not valid yet (nbf)", "clock"),
        ("unauthenticated", 401, "invalid token: e", "wrong_key"),
        ("internal", 500, "twirp error unknown: sip not connected (redis required)", "no_sip"),
        ("unknown", 404, "<html>", "no_livekit"),
        ("invalid_argument", 400, "Conflicting inbound trunks", "refused"),
    ],
    ids=["clock", "key", "sip", "other server", "refused"],
)
async def test_what_livekit_says_in_words(code: str, status: int, message: str, trouble: str) -> None:
    meant = module._meaning(ServerError(code, message, status=status, metadata={}))
    assert (meant.trouble, "eyJ" in meant.detail) == (trouble, False)
