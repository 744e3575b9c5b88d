"""Sending a message: what may be sent, that it is sent once, and what its row says afterwards."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.core.messages.post_office import PRACTICE, TO, PostOffice
from tron.core.database.tables import Message, OptOut
from tron.core.messages import delivery as module
from tron.core.messages.reports import LOST_AFTER, settle_lost
from tron.core.ports.messages import MessageRefused, MessageUnsure


async def test_a_message_goes_by_the_sender_of_its_channel(office: PostOffice) -> None:
    row = await office.sender(settings={"header": "TRONIN"})
    await office.set({"telephony.public_url": "https://tron.example"})
    outcome = await office.send(text="Your code 4111", shown="Your code ••••")
    assert (outcome.taken, outcome.state, outcome.problem) == (True, "sent", "")
    [(account, sent)] = office.sms.sent
    assert (account.name, sent.to, sent.text, sent.template) == ("sms account", TO, "Your code 4111", None)
    assert sent.report_url == f"https://tron.example/hooks/messages/{row.id}/{outcome.id}"
    [message] = await office.rows()
    assert (message.state, message.vendor_id, message.call_id) == ("sent", "v-1", office.call.id)
    assert (message.text, message.sender, message.category) == ("Your code ••••", "sms account", "promotional")
    assert message.sent_at is not None
    assert await office.ledger() == [(TO, "message", True, False, None)]


async def test_what_a_sender_leaves_empty_comes_from_the_settings(office: PostOffice) -> None:
    await office.sender()
    await office.set({"telephony.from_number": TO, "telephony.twilio_auth_token": "hush-hush"})
    await office.send()
    [(account, _)] = office.sms.sent
    assert (account.settings["header"], account.secrets) == (TO, {"key": "hush-hush"})
    assert "hush" not in repr(account)


async def test_the_default_sender_goes_first_and_one_that_is_off_never(office: PostOffice) -> None:
    await office.sender(name="a")
    await office.sender(name="b", is_default=True)
    await office.sender(name="0", enabled=False)
    await office.send()
    assert [account.name for account, _ in office.sms.sent] == ["b"]


@pytest.mark.parametrize(
    ("settings", "to", "reason"),
    [
        ({"compliance.countries": ["IN"]}, TO, "country"),
        ({"compliance.test_numbers": []}, TO, "test_numbers"),
        ({"compliance.calling_hours_start": "13:00"}, TO, "hours"),
    ],
)
async def test_the_gate_stands_before_a_message(
    office: PostOffice, settings: dict[str, Any], to: str, reason: str
) -> None:
    await office.sender()
    await office.set(settings)
    outcome = await office.send(to=to)
    assert (outcome.taken, outcome.reason, bool(outcome.problem), office.sms.sent) == (False, reason, True, [])
    [message] = await office.rows()
    assert (message.state, message.reason) == ("failed", reason)
    assert await office.ledger() == [(to, "message", False, False, reason)]


async def test_who_opted_out_of_calls_gets_no_message(office: PostOffice) -> None:
    await office.sender()
    await office.template(category="transactional")
    await office.add(OptOut(phone_number=TO, source="call"))
    for template in ("", "order"):
        assert (await office.send(template=template)).reason == "opted_out"
    assert office.sms.sent == []


async def test_only_promotional_messages_wait_for_the_hours(office: PostOffice) -> None:
    await office.sender()
    await office.set({"compliance.calling_hours_start": "13:00"})
    await office.template(name="offer", category="promotional")
    await office.template(name="bill", category="service")
    outcomes = [await office.send(template=name) for name in ("offer", "bill")]
    assert [(one.taken, one.reason) for one in outcomes] == [(False, "hours"), (True, None)]
    assert [message.category for message in await office.rows()] == ["promotional", "service"]


async def test_a_practice_number_is_written_to_without_anybody_outside(office: PostOffice) -> None:
    await office.sender()
    await office.add(OptOut(phone_number=PRACTICE, source="call"))
    outcome = await office.send("whatsapp", to=PRACTICE, text="Namaste")
    assert (outcome.taken, outcome.state, office.sms.sent, office.whatsapp.sent) == (True, "delivered", [], [])
    line: Any = office.services.lines.get("sandbox")
    [arrived] = line.messages.read()
    assert (arrived["message_id"], arrived["channel"], arrived["text"]) == (str(outcome.id), "whatsapp", "Namaste")
    assert await office.ledger() == [(PRACTICE, "message", True, True, None)]


async def test_a_call_that_rings_nobody_writes_to_no_real_number(office: PostOffice) -> None:
    await office.sender()
    await office.stored_call("sandbox", PRACTICE)
    assert (await office.send()).reason == "line"
    assert office.sms.sent == []


@pytest.mark.parametrize(
    ("template", "settings", "taken"),
    [
        (None, {"header": "TRONIN"}, False),
        ({"dlt_template_id": "1" * 19}, {}, False),
        ({"header": "TRONIN"}, {}, False),
        ({"dlt_template_id": "1" * 19}, {"header": "TRONIN"}, True),
        ({"dlt_template_id": "1" * 19, "header": "OTHERS"}, {"header": "TRONIN"}, True),
    ],
    ids=["no template", "no header", "no id", "the sender's header", "its own header"],
)
async def test_an_indian_number_needs_a_registered_template(
    office: PostOffice,
    monkeypatch: pytest.MonkeyPatch,
    template: dict[str, str] | None,
    settings: dict[str, str],
    taken: bool,
) -> None:
    monkeypatch.setattr(module, "INDIA", "+1")  # numbers for tests are American
    await office.sender(settings=settings)
    if template is not None:
        await office.template(**template)
    outcome = await office.send(template="order" if template is not None else "", values=("42",))
    assert (outcome.taken, outcome.reason) == (taken, None if taken else "dlt")
    if taken:
        approved = office.sms.sent[0][1].template
        assert approved is not None
        assert template is not None
        assert (approved.dlt_id, approved.header) == ("1" * 19, template.get("header") or "TRONIN")


@pytest.mark.parametrize(("hours", "taken"), [(None, False), (23.9, True), (24.1, False)])
async def test_free_text_on_whatsapp_needs_words_of_the_last_24_hours(
    office: PostOffice, hours: float | None, taken: bool
) -> None:
    row, other = await office.sender("whatsapp"), await office.sender("whatsapp", name="z other")
    now = office.services.clock.now()
    came = {"direction": "in", "state": "received", "phone_number": TO, "channel": "whatsapp", "text": "Hi"}
    await office.add(Message(**came, sender_id=other.id, vendor_id="w0", created_at=now))  # to another number of ours
    if hours is not None:
        at = now - timedelta(hours=hours)
        await office.add(Message(**came, sender_id=row.id, vendor_id="w1", created_at=at))
    outcome = await office.send("whatsapp")
    assert (outcome.taken, outcome.reason) == (taken, None if taken else "window")
    await office.template("whatsapp", whatsapp_name="order_up", language="hi", category="service")
    assert (await office.send("whatsapp", template="order", values=("42",))).taken
    approved = office.whatsapp.sent[-1][1].template
    assert approved is not None
    assert (approved.name, approved.language) == ("order_up", "hi")


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"template": "nothing"}, "no_template"),
        ({"template": "order", "channel": "whatsapp"}, "no_template"),
        ({"text": "x" * 1601}, "too_long"),
        ({"channel": "whatsapp"}, "no_sender"),
    ],
)
async def test_what_cannot_be_sent_is_written_down_and_not_sent(
    office: PostOffice, more: dict[str, Any], reason: str
) -> None:
    await office.sender()
    await office.template()
    assert (await office.send(**more)).reason == reason
    assert [(message.state, message.reason) for message in await office.rows()] == [("failed", reason)]
    assert (office.sms.sent, office.whatsapp.sent) == ([], [])


@pytest.mark.parametrize(
    ("trouble", "state", "reason"),
    [
        (MessageRefused("invalid_number", "No phone has it."), "failed", "invalid_number"),
        (MessageUnsure("It answered 500."), "unknown", "unsure"),
        (TimeoutError(), "unknown", "unsure"),
    ],
)
async def test_what_a_vendor_does_not_take_is_sent_once_all_the_same(
    office: PostOffice, trouble: Exception, state: str, reason: str
) -> None:
    await office.sender()
    office.sms.trouble = trouble
    outcome = await office.send()
    assert (outcome.taken, outcome.state, outcome.reason, len(office.sms.sent)) == (False, state, reason, 1)
    [message] = await office.rows()
    assert (message.state, message.reason, message.error) == (state, reason, outcome.problem)


async def test_who_told_the_vendor_to_stop_is_on_the_list_and_asked_about_no_more(office: PostOffice) -> None:
    await office.sender()
    office.sms.trouble = MessageRefused("opted_out", "Twilio refused it (400): unsubscribed recipient (21610)")
    first, second = await office.send(), await office.send()
    assert (first.state, first.reason, second.state, second.reason) == ("failed", "opted_out", "failed", "opted_out")
    assert len(office.sms.sent) == 1
    async with office.services.database.transaction() as session:
        [kept] = await session.scalars(select(OptOut))
    assert (kept.phone_number, kept.source, kept.call_id) == (TO, "vendor:fake_sms", office.call.id)
    assert (await office.ledger())[-1][-1] == "opted_out"


@pytest.mark.parametrize("kind", [lambda told: MessageRefused("refused", told), MessageUnsure], ids=["no", "unsure"])
async def test_a_vendors_words_hide_its_secrets_and_the_number(office: PostOffice, kind: Any) -> None:
    await office.sender()
    await office.set({"telephony.twilio_auth_token": "hush-hush-token"})
    office.sms.trouble = kind(f"Malformed token hush-hush-token for {TO}, {TO[1:]}.")
    outcome = await office.send()
    [message] = await office.rows()
    for told in (outcome.problem, message.error or ""):
        assert "Malformed token" in told
        assert ("hush" in told, TO[1:] in told) == (False, False)


async def test_a_vendors_answer_counts_though_its_message_was_taken_for_lost(office: PostOffice) -> None:
    await office.sender()
    office.sms.before_answer = lambda: _taken_for_lost(office)
    outcome = await office.send()
    [message] = await office.rows()
    assert (outcome.state, message.state, message.vendor_id, message.error) == ("sent", "sent", "v-1", None)


async def _taken_for_lost(office: PostOffice) -> None:
    services = office.services
    services.clock.elapsed += LOST_AFTER.total_seconds() + 1  # type: ignore[attr-defined]
    assert len(await settle_lost(services.database, services.bus, services.clock)) == 1


async def test_a_process_that_dies_in_the_middle_leaves_it_unknown_and_unsent(office: PostOffice) -> None:
    await office.sender()
    office.sms.trouble = asyncio.CancelledError()
    with pytest.raises(asyncio.CancelledError):
        await office.send()
    services = office.services
    assert [message.state for message in await office.rows()] == ["queued"]
    assert await settle_lost(services.database, services.bus, services.clock) == []
    services.clock.elapsed += LOST_AFTER.total_seconds() + 1  # type: ignore[attr-defined]
    assert len(await settle_lost(services.database, services.bus, services.clock)) == 1
    [message] = await office.rows()
    assert (message.state, message.reason, len(office.sms.sent)) == ("unknown", "unsure", 1)
    assert await settle_lost(services.database, services.bus, services.clock) == []


async def test_a_database_that_is_away_sends_nothing(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OSError

    monkeypatch.setattr(office.services.database, "transaction", away)
    outcome = await office.send()
    assert (outcome.taken, outcome.reason, office.sms.sent) == (False, "error", [])
