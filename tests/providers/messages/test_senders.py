"""What each sender orders, how it reads the answer, and which webhooks it believes."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from pydantic import ValidationError

from tests.emulators import message_vendors as vendors
from tests.emulators.message_vendors import MessageVendors, form, meta_body, meta_headers
from tests.emulators.server import closed_port
from tron.core.ids import uuid7
from tron.core.messages.senders import Senders
from tron.core.ports.hooks import HookRefused
from tron.core.ports.messages import (
    ApprovedTemplate,
    HookResult,
    Incoming,
    MessageHook,
    MessageRefused,
    MessageUnsure,
    Outgoing,
    Report,
    SenderAccount,
)
from tron.core.tools.addresses import AllowList
from tron.core.tools.ports import HttpAnswer, HttpRequest
from tron.providers.messages.registry import register_senders
from tron.providers.tools.safe_http import SafeHttp

SENDERS = register_senders(Senders())
TO, URL = "+12025550142", "https://tron.example/hooks/messages/s/m"
DLT = ApprovedTemplate(dlt_id="1107000000000000001", header="TRONIN")
APPROVED = ApprovedTemplate(name="order_up", language="hi")
SETTINGS: Mapping[str, dict[str, Any]] = {
    "twilio": {"account_sid": vendors.SID, "sender": "+12025550100", "header": ""},
    "plivo": {"auth_id": vendors.PLIVO_ID, "sender": "12025550100", "entity_id": vendors.ENTITY},
    "exotel": {"account_sid": vendors.EXOTEL_SID, "sender": "08000000000", "entity_id": vendors.ENTITY},
    "dlt_http": {"entity_id": vendors.ENTITY, "header": "TRONIN"},
    "whatsapp": {"phone_number_id": vendors.META_ID},
}
SECRETS: Mapping[str, dict[str, str]] = {
    "twilio": {"auth_token": vendors.TOKEN},
    "plivo": {"auth_token": vendors.PLIVO_TOKEN},
    "exotel": {"api_key": vendors.EXOTEL_KEY, "api_token": vendors.EXOTEL_TOKEN, "hook_token": vendors.HOOK_TOKEN},
    "dlt_http": {"key": vendors.MSG91_KEY, "hook_token": vendors.HOOK_TOKEN},
    "whatsapp": {
        "access_token": vendors.META_TOKEN,
        "app_secret": vendors.META_SECRET,
        "verify_token": vendors.HOOK_TOKEN,
    },
}
ADDRESSES = {"dlt_http": ("url", "/api/v2/sendsms"), "whatsapp": ("url", "/v23.0"), "twilio": ("endpoint", "")}
KINDS = sorted(SETTINGS)


def account(kind: str, base: str = "https://vendor.invalid", **secrets: str) -> SenderAccount:
    """An account as its form would leave it."""
    name, path = ADDRESSES.get(kind, ("url", ""))
    sender = SENDERS.find(kind)
    assert sender is not None
    kept = {**SECRETS[kind], **secrets}
    model = sender.model.model_validate({**SETTINGS[kind], **kept, name: base + path})
    return SenderAccount(uuid7(), kind, kind, model.model_dump(mode="json", exclude=set(kept)), kept)


def message(kind: str, **more: Any) -> Outgoing:
    template = more.pop("template", APPROVED if kind == "whatsapp" else DLT)
    values = {"to": TO, "text": "Order 42, नमस्ते", "category": "service", "values": ("42",), "report_url": URL}
    return Outgoing(uuid7(), template=template, **{**values, **more})


async def reach(request: HttpRequest) -> HttpAnswer:
    return await SafeHttp.by_system()(request, AllowList(["127.0.0.1"]))


async def send(kind: str, base: str, order: Outgoing | None = None, **secrets: str) -> str:
    sender = SENDERS.find(kind)
    assert sender is not None
    return await sender.send(account(kind, base, **secrets), order or message(kind), reach)


@pytest.fixture
async def far() -> AsyncIterator[MessageVendors]:
    async with MessageVendors() as running:
        yield running


def test_all_kinds_are_there() -> None:
    assert sorted(sender.name for sender in SENDERS) == KINDS
    for sender in SENDERS:
        for info in sender.model.model_fields.values():
            assert info.title
            assert (info.description or "").endswith(".")


async def test_twilio_is_ordered_a_message(far: MessageVendors) -> None:
    assert await send("twilio", far.url) == far.sid
    assert far.last == {"To": TO, "Body": "Order 42, नमस्ते", "From": "TRONIN", "StatusCallback": URL}
    await send("twilio", far.url, message("twilio", template=None, report_url=None))
    assert (far.last["From"], "StatusCallback" in far.last) == ("+12025550100", False)


async def test_plivo_is_ordered_a_message(far: MessageVendors) -> None:
    assert await send("plivo", far.url) == "pl-1"
    order = {"src": "TRONIN", "dst": "12025550142", "type": "sms", "url": URL, "method": "POST"}
    registered = {"dlt_entity_id": vendors.ENTITY, "dlt_template_id": DLT.dlt_id}
    category = {"dlt_template_category": "service_implicit"}
    assert far.last == {**order, **registered, **category, "text": "Order 42, नमस्ते"}


async def test_exotel_is_ordered_a_message(far: MessageVendors) -> None:
    order = message("exotel")
    assert await send("exotel", far.url, order) == "ex-1"
    assert far.last == {
        "From": "TRONIN",
        "To": TO,
        "Body": "Order 42, नमस्ते",
        "EncodingType": "unicode",
        "SmsType": "transactional_opt_in",
        "DltEntityId": vendors.ENTITY,
        "DltTemplateId": DLT.dlt_id,
        "StatusCallback": f"{URL}?token={vendors.HOOK_TOKEN}",
        "CustomField": str(order.id),
    }


async def test_a_token_of_any_letters_comes_back_as_it_is(far: MessageVendors) -> None:
    odd = "a+b&c=d#e f%41-20-letters"
    await send("exotel", far.url, message("exotel"), hook_token=odd)
    asked = urlsplit(far.last["StatusCallback"])
    assert dict(parse_qsl(asked.query)) == {"token": odd}
    assert asked.fragment == ""


async def test_msg91_is_ordered_a_message(far: MessageVendors) -> None:
    assert await send("dlt_http", far.url, message("dlt_http", text='say "hi"', category="promotional"))
    order = {"sender": "TRONIN", "route": "1", "country": "91", "unicode": "0"}
    registered = {"DLT_TE_ID": DLT.dlt_id, "PE_ID": vendors.ENTITY}
    assert far.last == {**order, **registered, "sms": [{"message": 'say "hi"', "to": ["12025550142"]}]}


async def test_another_service_gets_the_body_that_a_person_wrote(far: MessageVendors) -> None:
    body = '{"sms": [{"to": ["<number>"], "body": "<text>", "ref": "<message_id>", "n": 1}]}'
    order = message("dlt_http", text='<number> "quoted"')
    made = account("dlt_http", far.url)
    made = replace(made, settings={**made.settings, "body": body})
    assert await SENDERS.get("dlt_http").send(made, order, reach)
    assert far.last == {"sms": [{"to": [TO], "body": '<number> "quoted"', "ref": str(order.id), "n": 1}]}


@pytest.mark.parametrize(
    "body", ["no JSON", '{"a": "<text>"}', '{"a": "<number>"}', '{"a": "<text> <number> <secret>"}']
)
def test_a_body_that_no_service_could_use_is_refused(body: str) -> None:
    with pytest.raises(ValidationError):
        SENDERS.get("dlt_http").model.model_validate({**SETTINGS["dlt_http"], "key": "k", "body": body})


async def test_whatsapp_is_ordered_a_template_or_a_text(far: MessageVendors) -> None:
    order = message("whatsapp")
    assert await send("whatsapp", far.url, order) == "wamid.1"
    about = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": "12025550142"}
    components = [{"type": "body", "parameters": [{"type": "text", "text": "42"}]}]
    template = {"name": "order_up", "language": {"code": "hi"}, "components": components}
    own = {"biz_opaque_callback_data": str(order.id)}
    assert far.last == {**about, **own, "type": "template", "template": template}
    await send("whatsapp", far.url, message("whatsapp", template=None))
    assert far.last["text"] == {"preview_url": True, "body": "Order 42, नमस्ते"}


@pytest.mark.parametrize("kind", KINDS)
async def test_a_refusal_says_that_nothing_was_sent(far: MessageVendors, kind: str) -> None:
    with pytest.raises(MessageRefused) as refused:
        await send(kind, far.url, message(kind, to=vendors.NO_PHONE))
    assert refused.value.reason == ("invalid_number" if kind in ("twilio", "whatsapp") else "refused")
    wrong = dict.fromkeys(SECRETS[kind], "wrong-secret-of-20-letters")
    with pytest.raises(MessageRefused) as refused:
        await send(kind, far.url, **wrong)
    assert refused.value.reason == ("refused" if kind == "dlt_http" else "account")
    assert "wrong-secret" not in str(refused.value)
    with pytest.raises(MessageRefused) as refused:
        await send(kind, closed_port())
    assert refused.value.reason == "unreachable"
    assert far.orders == []


async def test_whatsapps_closed_window_is_told(far: MessageVendors) -> None:
    far.error = 131047
    with pytest.raises(MessageRefused) as refused:
        await send("whatsapp", far.url, message("whatsapp", template=None))
    assert refused.value.reason == "window"


@pytest.mark.parametrize(("kind", "code"), [("twilio", "21610"), ("whatsapp", "131050")])
async def test_who_told_the_vendor_to_stop_is_known_by_its_refusal(far: MessageVendors, kind: str, code: str) -> None:
    far.stopped.add(TO)
    with pytest.raises(MessageRefused, match=code) as refused:
        await send(kind, far.url)
    assert refused.value.reason == "opted_out"
    assert far.orders == []


async def test_metas_own_trouble_is_no_refusal_though_it_comes_with_a_code(far: MessageVendors) -> None:
    far.error, far.error_status = 131000, 500
    with pytest.raises(MessageUnsure):
        await send("whatsapp", far.url, message("whatsapp"))


@pytest.mark.parametrize("kind", KINDS)
async def test_a_proxy_that_gave_up_waiting_leaves_it_open_whether_it_was_sent(kind: str) -> None:
    sender, asked = SENDERS.find(kind), 0

    async def late(request: HttpRequest) -> HttpAnswer:
        nonlocal asked
        asked += 1
        return HttpAnswer(408, "text/plain", "", b"")

    assert sender is not None
    with pytest.raises(MessageUnsure):
        await sender.send(account(kind), message(kind), late)
    assert asked == 1


@pytest.mark.parametrize("fault", ["broken", "garbage", "hangup"])
@pytest.mark.parametrize("kind", KINDS)
async def test_trouble_after_the_order_leaves_it_open_whether_it_was_sent(
    far: MessageVendors, kind: str, fault: Any
) -> None:
    far.fault = fault
    with pytest.raises(MessageUnsure):
        await send(kind, far.url)
    assert len(far.seen) == 1, "nothing is sent again"


def test_an_address_inside_the_network_is_reached_only_where_it_is_allowed() -> None:
    with pytest.raises(ValidationError):
        account("plivo", "ftp://vendor.invalid")


# -------------------------------------------------------------------- webhooks


def hook(kind: str, body: bytes, headers: Mapping[str, str] | None = None, **more: Any) -> HookResult:
    sender = SENDERS.find(kind)
    assert sender is not None
    return sender.hook(
        account(kind), MessageHook(more.pop("method", "POST"), URL, headers=headers or {}, body=body, **more)
    )


SENT_BY_TWILIO = {"AccountSid": vendors.SID, "MessageSid": "SM1", "MessageStatus": "undelivered", "ErrorCode": "30003"}


def test_twilios_reports_and_answers() -> None:
    id_ = uuid7()
    told = hook("twilio", form(SENT_BY_TWILIO), vendors.twilio_headers(URL, SENT_BY_TWILIO), message_id=id_)
    assert told.reports == (Report("failed", "SM1", id_, "Twilio's code 30003."),)
    came = {"AccountSid": vendors.SID, "MessageSid": "SM2", "SmsStatus": "received", "From": TO, "Body": "STOP करो"}
    told = hook("twilio", form(came), vendors.twilio_headers(URL, came))
    assert (told.incoming, told.media_type) == ((Incoming(TO, "STOP करो", "SM2"),), "application/xml")
    assert not told.incoming[0].opted_out
    told = hook("twilio", form(own := {**came, "Body": "नको", "OptOutType": "STOP"}), vendors.twilio_headers(URL, own))
    assert told.incoming == (Incoming(TO, "नको", "SM2", opted_out=True),), "the account's own word for it"
    stopped = {**SENT_BY_TWILIO, "ErrorCode": "21610"}
    told = hook("twilio", form(stopped), vendors.twilio_headers(URL, stopped), message_id=id_)
    assert told.reports == (Report("failed", "SM1", id_, "Twilio's code 21610.", opted_out=True),)
    soon = {**SENT_BY_TWILIO, "MessageStatus": "queued"}
    assert hook("twilio", form(soon), vendors.twilio_headers(URL, soon)) == HookResult()


def test_plivos_reports_and_answers() -> None:
    told = hook("plivo", form({"MessageUUID": "pl-1", "Status": "delivered"}), vendors.plivo_headers(URL))
    assert told.reports == (Report("delivered", "pl-1"),)
    told = hook(
        "plivo", form({"MessageUUID": "pl-2", "From": "12025550142", "Text": "yes"}), vendors.plivo_headers(URL)
    )
    assert told.incoming == (Incoming("+12025550142", "yes", "pl-2"),)


@pytest.mark.parametrize(
    ("status", "state"), [("sent", "delivered"), ("failed-dnd", "failed"), ("failed", "failed"), ("submitted", "sent")]
)
def test_exotels_reports(status: str, state: Any) -> None:
    body = form({"SmsSid": "ex-1", "Status": status, "DetailedStatus": "WORD"})
    told = hook("exotel", body, query={"token": vendors.HOOK_TOKEN})
    assert told.reports == (Report(state, "ex-1", error="WORD" if state == "failed" else ""),)


def test_exotels_answers_come_by_get() -> None:
    asked = {"token": vendors.HOOK_TOKEN, "SmsSid": "ex-2", "From": "+12025550142", "Body": "STOP"}
    assert hook("exotel", b"", method="GET", query=asked).incoming == (Incoming(TO, "STOP", "ex-2"),)


ROW = {"requestId": "37", "report": [{"number": "12025550142", "status": "1", "desc": "DELIVERED"}]}


@pytest.mark.parametrize(
    ("body", "reports"),
    [
        (form({"data": json.dumps([ROW])}), (Report("delivered", "37"),)),
        (json.dumps({"requestId": "37", "status": "2", "desc": "FAILED", "failedReason": "x"}).encode(), None),
        (json.dumps({"requestId": "37", "status": "17", "desc": "Blocked"}).encode(), None),
        (b"not JSON", ()),
        (b"[1, null]", ()),
        (json.dumps({"requestId": "37", "status": "0", "desc": "SUBMITTED"}).encode(), ()),
    ],
)
def test_msg91s_reports(body: bytes, reports: tuple[Report, ...] | None) -> None:
    told = hook("dlt_http", body, query={"token": vendors.HOOK_TOKEN}).reports
    assert told == reports if reports is not None else [one.state for one in told] == ["failed"]


def test_msg91s_answers() -> None:
    body = json.dumps({"mobile": "12025550142", "message": "band karo", "uuid": "u-1"}).encode()
    told = hook("dlt_http", body, query={"token": vendors.HOOK_TOKEN})
    assert (told.reports, told.incoming) == ((), (Incoming("12025550142", "band karo", "u-1"),))
    nameless = json.dumps({"mobile": "12025550142", "message": "STOP"}).encode()
    assert hook("dlt_http", nameless, query={"token": vendors.HOOK_TOKEN}).incoming == (
        Incoming("12025550142", "STOP", ""),
    )
    of_ours = json.dumps({"request_id": "r-1", "mobile": "12025550142", "message": "STOP"}).encode()
    assert hook("dlt_http", of_ours, query={"token": vendors.HOOK_TOKEN}).incoming == ()


def test_metas_reports() -> None:
    id_ = uuid7()
    failed = {"id": "w2", "status": "failed", "errors": [{"code": 131047, "title": "Re-engagement message"}]}
    body = meta_body(statuses=[{"id": "w1", "status": "read", "biz_opaque_callback_data": str(id_)}, failed])
    told = hook("whatsapp", body, meta_headers(body))
    assert told.reports == (
        Report("read", "w1", id_),
        Report("failed", "w2", error="Re-engagement message (131047)"),
    )


def test_meta_tells_who_wants_no_more() -> None:
    """Of a message that it did not deliver, and of people who pressed "stop" at its own offer to."""
    failed = {"id": "w1", "status": "failed", "errors": [{"code": 131050, "title": "Stopped"}]}
    at = {"category": "marketing_messages", "timestamp": 1795000000}
    stops, resumes = {"wa_id": "12025550142", "value": "stop", **at}, {"wa_id": "12025550143", "value": "resume", **at}
    body = meta_body(statuses=[failed], preferences=[stops, resumes, {"wa_id": "x", "value": "stop"}])
    told = hook("whatsapp", body, meta_headers(body))
    assert told.reports == (Report("failed", "w1", error="Stopped (131050)", opted_out=True),)
    assert told.incoming == (Incoming(TO, "", "", datetime.fromtimestamp(1795000000, UTC), opted_out=True),)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"type": "text", "text": {"body": "Namaste"}}, "Namaste"),
        ({"type": "button", "button": {"text": "Stop"}}, "Stop"),
        ({"type": "interactive", "interactive": {"button_reply": {"id": "1", "title": "Yes"}}}, "Yes"),
        ({"type": "image", "image": {"id": "1"}}, "[image]"),
        ({}, "[message]"),
    ],
)
def test_metas_answers(row: dict[str, Any], text: str) -> None:
    body = meta_body(messages=[{"from": "12025550142", "id": "w1", "timestamp": "1795000000", **row}])
    [came] = hook("whatsapp", body, meta_headers(body)).incoming
    assert came == Incoming(TO, text, "w1", datetime.fromtimestamp(1795000000, UTC))


def test_what_meta_tells_of_another_number_is_not_ours() -> None:
    body = meta_body(messages=[{"from": "12025550142", "id": "w1"}], number="999999")
    assert hook("whatsapp", body, meta_headers(body)) == HookResult()


def test_metas_challenge_is_answered_to_who_knows_the_token() -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": vendors.HOOK_TOKEN, "hub.challenge": "1158201444"}
    assert hook("whatsapp", b"", method="GET", query=asked).body == "1158201444"
    for wrong in ({"hub.verify_token": "x"}, {"hub.mode": "x"}, {"hub.challenge": "<script>"}):
        with pytest.raises(HookRefused):
            hook("whatsapp", b"", method="GET", query={**asked, **wrong})


BODIES = {
    "twilio": form(SENT_BY_TWILIO),
    "plivo": form({"MessageUUID": "pl-1", "Status": "delivered"}),
    "exotel": form({"SmsSid": "ex-1", "Status": "sent"}),
    "dlt_http": json.dumps(ROW).encode(),
    "whatsapp": meta_body(statuses=[{"id": "w1", "status": "read"}]),
}
WRONG: Mapping[str, tuple[Mapping[str, Any], ...]] = {
    "twilio": (
        {},
        {"headers": vendors.twilio_headers(URL, SENT_BY_TWILIO, "x" * 32)},
        {"headers": vendors.twilio_headers(f"{URL}?x=1", SENT_BY_TWILIO)},
        {"headers": vendors.twilio_headers(URL, {**SENT_BY_TWILIO, "MessageStatus": "delivered"})},
    ),
    "plivo": ({}, {"headers": vendors.plivo_headers(URL, "x")}, {"headers": vendors.plivo_headers(f"{URL}x")}),
    "exotel": ({}, {"query": {"token": "wrong"}}, {"query": {"token": ""}}),
    "dlt_http": ({}, {"query": {"token": "wrong"}}, {"query": {"token": "ä"}}),
    "whatsapp": ({}, {"headers": meta_headers(b"other")}, {"headers": meta_headers(BODIES["whatsapp"], "x")}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_who_proves_nothing_is_not_believed(kind: str) -> None:
    for wrong in WRONG[kind]:
        with pytest.raises(HookRefused):
            hook(kind, BODIES[kind], **wrong)


@pytest.mark.parametrize("kind", ["exotel", "dlt_http"])
def test_without_a_token_of_its_own_an_account_believes_nobody(kind: str) -> None:
    sender = SENDERS.find(kind)
    assert sender is not None
    bare = replace(account(kind), secrets={})
    with pytest.raises(HookRefused):
        sender.hook(bare, MessageHook("POST", URL, query={"token": ""}, body=BODIES[kind]))
