"""The world of a try: colleagues as they were asked for, nobody rung, and secrets only for who may send them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.factories import agent_row, make_services
from tests.support import VirtualClock
from tron.core.database.engine import Database
from tron.core.flow_engine.questions import Asking, Question
from tron.core.flow_engine.world import MessageOrder, MessageResult, TransferResult, WebhookCall
from tron.core.ports.colleagues import Invitation
from tron.core.repositories.tools import SecretRepository
from tron.core.simulator import Contact, simulated_call
from tron.core.simulator.simulated_world import COLLEAGUE, NO_SECRETS, SimulatedWorld
from tron.core.tools.ports import HttpAnswer, HttpRequest, ToolReach
from tron.core.tools.source import ToolSource


@pytest.fixture
def asked() -> list[HttpRequest]:
    return []


@pytest.fixture
def services(database: Database, tmp_path: Path, asked: list[HttpRequest]) -> Any:
    async def fetch(request: HttpRequest, _allowed: Any) -> HttpAnswer:
        asked.append(request)
        return HttpAnswer(200, "application/json", '{"order": 7}')

    made = make_services(database, tmp_path, VirtualClock())
    made.tools = ToolSource(ToolReach(fetch, None), None)  # type: ignore[arg-type]
    return made


def world(services: Any, **more: Any) -> SimulatedWorld:
    call = simulated_call(Contact("Asha"))
    return SimulatedWorld(services, agent_row(), call, None, zone=ZoneInfo("Asia/Kolkata"), **more)


async def test_colleagues_answer_unless_they_were_asked_not_to(services: Any) -> None:
    made = world(services, colleagues={"+91 00000 10001": "busy", "Sales": "no_answer", "desk": "answers"})
    assert await made.transfer("+910000000001") == TransferResult(True, by=COLLEAGUE)
    assert await made.transfer("+910000010001") == TransferResult(False, "busy")
    assert await made.transfer("sales ") == TransferResult(False, "rang_out")
    assert (await made.transfer("Desk")).answered
    assert await made.invite(Invitation("+910000000001", "A brief")) == TransferResult(True, by=COLLEAGUE)
    assert await made.invite(Invitation("+910000010001")) == TransferResult(False, "busy")
    assert await made.together() == "colleague"
    assert await made.transfer("12") == TransferResult(False, "invalid_number")
    assert await made.transfer(" ") == TransferResult(False, "invalid_number")


async def test_nothing_is_sent_and_nothing_is_kept(services: Any) -> None:
    made = world(services)
    assert await made.send_message(MessageOrder("sms", "+910000000001", "Hello")) == MessageResult(True)
    assert not (await made.send_message(MessageOrder("whatsapp", "12", "Hello"))).sent
    assert await made.message_template("sms", "nothing") is None
    assert await made.schedule_callback(datetime(2026, 1, 1, tzinfo=UTC), "")
    await made.opt_out("never again")
    assert await made.ask(Asking("hello", (Question("q", "yes_no", "?"),))) is None
    assert made.now().tzinfo == ZoneInfo("Asia/Kolkata")
    assert made.prepared("I want my refund")
    assert made.urgent("hello") is None
    assert not (await made.find("price")).has_documents
    await made.aclose()


async def test_webhooks_run_with_secrets_only_for_who_may_send_them(
    services: Any, asked: list[HttpRequest], database: Database
) -> None:
    async with database.transaction() as session:
        await SecretRepository(session).put("KEY", "s3cret-value")
    call = WebhookCall("POST", "https://shop.example/", {"X-Key": "{{secret:KEY}}"}, "{}", 3.0, "k")
    assert (await world(services).webhook(call)).data == {"order": 7}
    assert asked[0].headers["X-Key"] == "s3cret-value"
    refused = await world(services, may_use_secrets=False).webhook(call)
    assert (refused.ok, refused.problem, len(asked)) == (False, NO_SECRETS, 1)
    plain = WebhookCall("GET", "https://shop.example/", {}, None, 3.0, "k")
    assert (await world(services, may_use_secrets=False).webhook(plain)).ok
