"""record, wait, transfer, send_message, retry."""

from __future__ import annotations

import pytest

from tests.core.flow_engine.nodes.walks import around, problems, walked, way
from tests.core.flow_engine.talks import Node, Room, Talk, canvas, walk
from tron.core.flow_engine.world import MessageOrder, MessageResult, MessageTemplate, TransferResult


@pytest.mark.parametrize("action", ["start", "stop", "pause", "resume"])
async def test_record_does_as_it_is_told(action: str) -> None:
    talk = Talk()
    await walk(around("record", {"action": action}, "next"), talk)
    assert talk.recorded == [action]


@pytest.mark.parametrize(("data", "said"), [({}, []), ({"filler": "One {{thing}}, please."}, ["One moment, please."])])
async def test_wait_speaks_first_then_lets_time_pass(data: dict[str, str], said: list[str]) -> None:
    talk = Talk()
    await walk(around("wait", {"seconds": 3, **data}, "next"), talk, variables={"thing": "moment"})
    assert (talk.said, talk.paused) == (said, 3)


async def test_a_transfer_that_is_answered_ends_the_call() -> None:
    talk, room = Talk(), Room()
    result, _left = await walked(around("transfer", {"to": "{{desk}}"}, "failed"), talk, room, desk="Sales")
    assert (result.reason, room.transfers) == ("transferred", ["Sales"])
    assert talk.said == ["Please stay on the line, I am connecting you."]
    assert talk.of("transfer.started") == [{"to": "Sales", "mode": "cold"}]
    assert talk.of("transfer.answered") == [{"to": "Sales", "by": "", "mode": "cold"}]


async def test_a_transfer_that_fails_goes_on() -> None:
    talk, room = Talk(), Room()
    room.transferring = TransferResult(False, "busy")
    result, left = await walked(around("transfer", {"to": "+910000010001"}, "failed"), talk, room)
    assert (result.outcome, left["handle"]) == ("failed", "failed")
    assert talk.of("transfer.failed") == [{"to": "***********01", "reason": "busy"}]


async def test_a_transfer_to_nobody_rings_nobody() -> None:
    talk, room = Talk(), Room()
    result, _left = await walked(around("transfer", {"to": "{{desk}}"}, "failed"), talk, room)
    assert (result.outcome, room.transfers, talk.said) == ("failed", [], [])


@pytest.mark.parametrize(
    ("data", "outcome", "sent", "event"),
    [
        ({"text": "Hi {{name}}"}, "next", [("+910000000001", "Hi Ravi")], "message.sent"),
        ({"text": "Hi", "to": "+910000000002"}, "next", [("+910000000002", "Hi")], "message.sent"),
        ({"text": "{{nothing}}"}, "failed", [], "message.failed"),
        ({"text": "Hi", "to": "{{nothing}}"}, "failed", [], "message.failed"),
    ],
)
async def test_an_sms(data: dict[str, str], outcome: str, sent: list[tuple[str, str]], event: str) -> None:
    talk, room = Talk(), Room()
    raw = around("send_message", data, "next", "failed")
    result, _left = await walked(raw, talk, room, name="Ravi", phone_number="+910000000001")
    assert (result.outcome, room.messages) == (outcome, sent)
    assert all("+91" not in one["to"] for one in talk.of(event))
    assert len(talk.of(event)) == 1


async def test_a_message_is_told_without_what_is_sensitive() -> None:
    talk, room = Talk("#4111#"), Room()
    ask = ("pin", "dtmf", {"variable": "pin", "sensitive": True})
    sms = ("sms", "send_message", {"to": "+910000000002", "text": "Code {{pin}} for {{name}}"})
    raw = canvas([("s", "start_outbound", {}), ask, sms], ["s > pin", "pin > sms"])
    await walk(raw, talk, room, variables={"name": "Ravi"})
    assert room.messages == [("+910000000002", "Code 4111 for Ravi")]
    assert [one["text"] for one in talk.of("message.sent")] == ["Code •••• for Ravi"]


@pytest.mark.parametrize(("problem", "told"), [("no credit", "no credit"), ("", "It was not taken.")])
async def test_an_sms_that_is_not_taken_goes_on(problem: str, told: str) -> None:
    class Full(Room):
        async def send_message(self, order: MessageOrder) -> MessageResult:
            return MessageResult(False, problem)

    talk = Talk()
    raw = around("send_message", {"text": "Hi", "to": "+910000000002"}, "next")
    result, _left = await walked(raw, talk, Full())
    assert result.outcome == "next"  # nothing is connected to Not sent
    [failed] = talk.of("message.failed")
    assert (failed["to"], failed["channel"], failed["problem"]) == ("***********02", "sms", told)


ORDER = MessageTemplate("order", "Dear {{contact_name}}, order {{order_id}} comes.", ("contact_name", "order_id"))


async def test_a_template_is_filled_in_with_the_flows_variables_or_what_stands_in_its_values() -> None:
    talk, room = Talk(), Room()
    room.templates["whatsapp", "order"] = ORDER
    values = [{"name": "order_id", "value": "{{order.id}}"}]
    data = {"channel": "whatsapp", "template": "order", "values": values, "text": "not this"}
    raw = around("send_message", data, "next", "failed")
    known = {"phone_number": "+910000000001", "contact_name": "Asha\n Rao", "order": {"id": 42}}
    result, _left = await walked(raw, talk, room, **known)
    [order] = room.orders
    assert (result.outcome, order.template, order.values) == ("next", "order", ("Asha Rao", "42"))
    assert order.text == "Dear Asha Rao, order 42 comes."
    [sent] = talk.of("message.sent")
    assert (sent["channel"], sent["template"], sent["message_id"]) == ("whatsapp", "order", "m-1")


@pytest.mark.parametrize(
    ("channel", "known", "told"),
    [
        ("sms", {"order_id": "42"}, "There is no template 'order' of this channel."),
        ("whatsapp", {}, "There is no value for order_id."),
        ("whatsapp", {"order_id": "42", "phone_number": ""}, "There is no number or no text."),
    ],
)
async def test_a_template_that_is_not_there_or_lacks_a_value_is_not_sent(
    channel: str, known: dict[str, str], told: str
) -> None:
    talk, room = Talk(), Room()
    room.templates["whatsapp", "order"] = ORDER
    raw = around("send_message", {"channel": channel, "template": "order"}, "next", "failed")
    values = {"phone_number": "+910000000001", "contact_name": "Asha", **known}
    result, _left = await walked(raw, talk, room, **values)
    assert (result.outcome, room.orders) == ("failed", [])
    assert [one["problem"] for one in talk.of("message.failed")] == [told]


async def test_a_template_is_told_without_what_is_sensitive() -> None:
    talk, room = Talk("#4111#"), Room()
    room.templates["sms", "pin"] = MessageTemplate("pin", "Your code {{pin}}.", ("pin",))
    ask = ("pin", "dtmf", {"variable": "pin", "sensitive": True})
    send = ("send", "send_message", {"to": "+910000000002", "template": "pin"})
    await walk(canvas([("s", "start_outbound", {}), ask, send], ["s > pin", "pin > send"]), talk, room)
    assert [(one.text, one.shown) for one in room.orders] == [("Your code 4111.", "Your code ••••.")]


def test_what_they_lack() -> None:
    assert problems("transfer", {}) == [("empty_text", "to")]
    assert problems("transfer", {"to": "Sales"}) == []
    assert problems("send_message", {}) == [("empty_text", "text")]
    assert problems("send_message", {"to": " ", "text": "Hi"}) == [("empty_text", "to")]


def counting(**data: object) -> dict[str, object]:
    """ask > retry; again leads to ask."""
    return canvas(
        [
            ("s", "start_inbound", {}),
            ("ask", "listen", {}),
            ("it", "retry", data),
            ("other", "retry", data),
            ("end", "end_call", {"message": "{{n}}"}),
        ],
        ["s > ask", "ask > it", "it.again > ask", "it.used_up > other", "other.again > ask", "other.used_up > end"],
    )


@pytest.mark.parametrize(
    ("data", "visits"),
    [({"max_attempts": 2, "variable": "n"}, 5), ({"max_attempts": 2, "name": "ask", "variable": "n"}, 3)],
)
async def test_retry_counts_each_for_itself_or_together(data: dict[str, object], visits: int) -> None:
    talk = Talk(*["hm"] * 9)
    await walk(counting(**data), talk)
    assert talk.path().count("ask") == visits
    assert talk.said == ["2"]


async def test_retry_without_a_loop_just_counts() -> None:
    assert await way("retry", {}, "hi", handles=("again", "used_up")) == "again"


@pytest.mark.parametrize(("then", "sent"), [("yes please", ["Slot: yes please"]), ("no, monday", None)])
async def test_words_into_the_goodbye_send_the_same_message_once(then: str, sent: list[str] | None) -> None:
    nodes: list[Node] = [
        ("s", "start_inbound", {}),
        ("ask", "listen", {"variable": "slot"}),
        ("sms", "send_message", {"text": "Slot: {{slot}}", "to": "+910000000001"}),
        ("bye", "end_call", {"message": "Goodbye."}),
    ]
    raw = canvas(nodes, ["s > ask", "ask > sms", "sms > bye"])
    talk, room = Talk("yes please", then), Room()
    await walk(raw, talk, room)
    assert talk.path() == ["s", "ask", "sms", "bye", "ask", "sms", "bye"]
    assert [text for _to, text in room.messages] == (sent or ["Slot: yes please", "Slot: no, monday"])
    assert len(talk.of("message.sent")) == len(room.messages)
