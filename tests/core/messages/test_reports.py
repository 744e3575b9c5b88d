"""What vendors tell of messages, in any order, and what people answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.core.messages.post_office import TO, PostOffice
from tron.core.compliance import ask
from tron.core.database.tables import Callback, CallEvent, Message, OptOut, SenderRow
from tron.core.ids import uuid7
from tron.core.messages.reports import LOST_AFTER, Reports, settle_lost
from tron.core.messages.wishes import wants_no_messages
from tron.core.ports.messages import HookResult, Incoming, MessageState, Report


async def take(office: PostOffice, sender: SenderRow, *reports: Report, incoming: tuple[Incoming, ...] = ()) -> int:
    services = office.services
    async with services.database.transaction() as session:
        reporting = Reports(session, services.bus, services.clock.now())
        return await reporting.take(sender, HookResult(tuple(reports), incoming))


async def events(office: PostOffice) -> list[tuple[str, dict[str, Any]]]:
    async with office.services.database.transaction() as session:
        rows = await session.scalars(select(CallEvent).order_by(CallEvent.sequence))
        return [(row.type, row.payload) for row in rows]


@pytest.mark.parametrize(
    ("told", "state"),
    [
        (["delivered", "read"], "read"),
        (["read", "delivered", "sent"], "read"),
        (["failed"], "failed"),
        (["failed", "delivered"], "failed"),
        (["delivered", "failed"], "delivered"),
        (["sent", "sent", "delivered", "delivered"], "delivered"),
    ],
    ids=" ".join,
)
async def test_reports_lead_on_and_never_back(office: PostOffice, told: list[MessageState], state: str) -> None:
    sender = await office.sender()
    await office.send()
    for one in told:
        assert await take(office, sender, Report(one, "v-1", error="No route" if one == "failed" else "")) == 0
    [message] = await office.rows()
    assert (message.state, message.error) == (state, "No route" if state == "failed" else None)
    last = (await events(office))[-1]
    assert last[0] == f"message.{state}"
    assert (last[1]["to"], last[1]["message_id"]) == ("**********42", str(message.id))
    assert len(await events(office)) == len({one for one in told if one == state or told == ["delivered", "read"]})


async def test_a_report_of_a_failure_hides_the_number_in_the_calls_events(office: PostOffice) -> None:
    sender = await office.sender()
    await office.send()
    await take(office, sender, Report("failed", "v-1", error=f"{TO} ({TO[1:]}) is on the DND list"))
    [(type_, payload)] = await events(office)
    assert (type_, TO[1:] in str(payload)) == ("message.failed", False)
    assert payload["problem"].endswith("is on the DND list")


async def test_a_report_that_is_faster_than_the_vendors_answer_counts(office: PostOffice) -> None:
    sender = await office.sender()
    outcome = await office.send()
    async with office.services.database.transaction() as session:
        message = await session.get(Message, outcome.id)
        assert message is not None
        message.state, message.vendor_id = "queued", None
    assert await take(office, sender, Report("delivered", "v-1", outcome.id)) == 0
    [message] = await office.rows()
    assert (message.state, message.vendor_id) == ("delivered", "v-1")
    services = office.services
    services.clock.elapsed += LOST_AFTER.total_seconds() + 1  # type: ignore[attr-defined]
    assert await settle_lost(services.database, services.bus, services.clock) == []


async def test_reports_of_strangers_change_nothing(office: PostOffice) -> None:
    sender, other = await office.sender(), await office.sender(name="z other")
    outcome = await office.send()
    strange = (Report("delivered", "v-9"), Report("delivered", "v-1", uuid7()), Report("delivered"))
    assert await take(office, sender, *strange) == 3
    assert await take(office, other, Report("delivered", "v-1"), Report("delivered", message_id=outcome.id)) == 2
    assert [message.state for message in await office.rows()] == ["sent"]


async def test_an_answer_stands_with_its_call_and_comes_once(office: PostOffice) -> None:
    sender = await office.sender("whatsapp")
    await office.template("whatsapp", whatsapp_name="o", language="hi", category="service")
    await office.send("whatsapp", template="order", values=("42",))
    now = office.services.clock.now()
    came = Incoming("12025550142", "Thank you", "w-1", now + timedelta(days=9))
    for _ in range(2):
        await take(office, sender, incoming=(came, Incoming("nobody", "x", "w-2"), Incoming(TO, "x", "")))
    answer = (await office.rows())[-1]
    assert (answer.direction, answer.state, answer.text, answer.call_id) == (
        "in",
        "received",
        "Thank you",
        office.call.id,
    )
    assert answer.created_at == now, "no clock is ahead of ours"
    assert [(type_, payload["opted_out"]) for type_, payload in await events(office)] == [("message.received", False)]
    assert (await office.send("whatsapp", text="You are welcome")).taken, "the window is open"


async def test_who_writes_stop_gets_no_message_and_no_call(office: PostOffice) -> None:
    sender = await office.sender()
    await office.send()
    due = office.services.clock.now()
    await office.add(Callback(call_id=office.call.id, agent_id=office.call.agent_id, phone_number=TO, due_at=due))
    await take(office, sender, incoming=(Incoming(TO, " बंद करो! ", "i-1"),))
    async with office.services.database.transaction() as session:
        [opt_out] = await session.scalars(select(OptOut))
        [callback] = await session.scalars(select(Callback))
    assert (opt_out.phone_number, opt_out.source, opt_out.call_id) == (TO, "sms", office.call.id)
    assert callback.status == "cancelled"
    assert (await office.send()).reason == "opted_out"


async def opt_outs(office: PostOffice) -> list[tuple[str, str, UUID | None]]:
    async with office.services.database.transaction() as session:
        return [(one.phone_number, one.source, one.call_id) for one in await session.scalars(select(OptOut))]


async def test_who_told_the_vendor_to_stop_gets_no_message_and_no_call(office: PostOffice) -> None:
    """The report of it comes twice."""
    sender = await office.sender()
    await office.send()
    due = office.services.clock.now()
    await office.add(Callback(call_id=office.call.id, agent_id=office.call.agent_id, phone_number=TO, due_at=due))
    for _ in range(2):
        await take(office, sender, Report("failed", "v-1", error="Twilio's code 21610.", opted_out=True))
    assert await opt_outs(office) == [(TO, "vendor:fake_sms", office.call.id)]
    [message] = await office.rows()
    assert (message.state, message.reason, message.error) == ("failed", "opted_out", "Twilio's code 21610.")
    settings = await office.services.settings.snapshot()
    async with office.services.database.transaction() as session:
        assert (await session.scalars(select(Callback.status))).all() == ["cancelled"]
        decision = await ask(session, office.call, rings_phone=True, settings=settings, now=due)
    assert (decision.allowed, decision.rule) == (False, "opted_out")
    assert (await office.send("whatsapp")).reason == "opted_out", "there is one list"


async def test_a_vendor_takes_words_for_a_stop_that_tron_does_not_know(office: PostOffice) -> None:
    sender = await office.sender()
    await office.send()
    await take(office, sender, incoming=(Incoming(TO, "नको", "i-1", opted_out=True),))
    assert await opt_outs(office) == [(TO, "vendor:fake_sms", office.call.id)]
    assert (await events(office))[-1][1]["opted_out"] is True


async def test_a_vendor_tells_of_a_stop_that_is_no_message(office: PostOffice) -> None:
    sender = await office.sender("whatsapp")
    await take(office, sender, incoming=(Incoming(TO, "", "", opted_out=True),))
    assert await opt_outs(office) == [(TO, "vendor:fake_whatsapp", None)]
    assert await office.rows() == []


async def test_a_stop_without_an_id_counts_though_it_is_kept_as_no_message(office: PostOffice) -> None:
    sender = await office.sender()
    for text in ("Thank you", "STOP"):
        await take(office, sender, incoming=(Incoming(TO, text, ""),))
    assert await office.rows() == []
    assert (await office.send()).reason == "opted_out"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("STOP", True),
        ("stop.", True),
        ("Unsubscribe", True),
        ("Stop promotions", True),
        ("band karo", True),
        ("Message mat bhejo!!", True),
        ("बंद करो", True),
        ("मैसेज मत भेजो।", True),
        ("please never call me again", True),
        ("Please stop", True),
        ("stop please", True),
        ("ok stop", True),
        ("STOP STOP", True),
        ("ＳＴＯＰ", True),
        ("Stop sending me messages", True),
        ("Don't text me", True),
        ("do not send me any more messages", True),
        ("no more messages please", True),
        ("sms band karo", True),
        ("message bhejna band kar do", True),
        ("band kijiye", True),
        ("mujhe msg mat karo", True),
        ("aage se message mat bhejna", True),
        ("message na bheje", True),
        ("whatsapp mat karo", True),
        ("स्टॉप", True),
        ("बंद कीजिए", True),
        ("बन्द कर दो", True),
        ("कृपया बंद करें", True),
        ("मुझे मैसेज मत भेजो", True),
        ("मैसेज भेजना बंद करो", True),
        ("संदेश मत भेजिए", True),
        ("mujhe dobara call mat karna", True),
        ("Which bus stop?", False),
        ("cancel my order", False),
        ("mera order mat bhejo", False),
        ("wrong item mat bhejo", False),
        ("dukaan band karo", False),
        ("mat karo", False),
        ("please", False),
        ("end of the day", False),
        ("message nahi aaya", False),
        ("please send the message again", False),
        ("message karo", False),
        ("मैसेज भेजो", False),
        ("ok", False),
        ("", False),
        ("...", False),
        ("दुकान कब बंद होती है", False),
    ],
)
def test_what_counts_as_such_a_wish(text: str, wanted: bool) -> None:
    assert wants_no_messages(text) is wanted
