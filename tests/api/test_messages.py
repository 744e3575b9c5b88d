"""/api/tron/messages, /message-senders, /message-templates, and /hooks/messages."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, text

from tests.api.test_lines import make, refused
from tests.emulators import message_vendors as vendors
from tests.emulators.message_vendors import MessageVendors, form, meta_body, meta_headers
from tests.factories import agent_row
from tron.commands.tool_parts import open_tools
from tron.core.database.tables import AuditEntry, FlowVersion, Message, OptOut
from tron.providers.messages.registry import register_senders

SENDERS, TEMPLATES, MESSAGES = (f"/api/tron/{name}" for name in ("message-senders", "message-templates", "messages"))
NUMBER, PRACTICE = "+12025550142", "+910000000001"
ACCESS = {
    "phone_number_id": vendors.META_ID,
    "access_token": vendors.META_TOKEN,
    "app_secret": vendors.META_SECRET,
    "verify_token": vendors.HOOK_TOKEN,
}
WHATSAPP: dict[str, Any] = {"kind": "whatsapp", "name": "Business", "settings": ACCESS}
TWILIO: dict[str, Any] = {
    "kind": "twilio",
    "name": "Twilio",
    "settings": {"account_sid": vendors.SID, "auth_token": vendors.TOKEN, "sender": "+12025550100"},
}
TEMPLATE: dict[str, Any] = {
    "name": "order",
    "channel": "sms",
    "category": "service",
    "text": "Order {{ order_id }} for {{name}}.",
    "dlt_template_id": "1107000000000000001",
}


@pytest.fixture
def environ() -> dict[str, str]:
    return {
        "TRON_PUBLIC_URL": "https://tron.example",
        "TRON_TOOLS_ALLOWED_HOSTS": "127.0.0.1",
        "TRON_COMPLIANCE_COUNTRIES": "IN,US",
        "TRON_COMPLIANCE_TEST_NUMBERS": NUMBER,
    }


@pytest.fixture(autouse=True)
def kinds(edge_app) -> None:
    register_senders(edge_app.state.services.senders)


async def test_kinds_have_forms(client):
    kinds = {one["name"]: one for one in (await client.get("/api/tron/message-kinds")).json()["items"]}
    assert {name: one["channel"] for name, one in kinds.items()}["whatsapp"] == "whatsapp"
    form_ = {field["name"]: field for field in kinds["whatsapp"]["form"]}
    assert (form_["access_token"]["kind"], form_["phone_number_id"]["required"]) == ("secret", True)


async def test_a_sender_is_made_changed_and_removed(client, database):
    made = await make(client, SENDERS, **WHATSAPP)
    assert made["secrets_set"] == ["access_token", "app_secret", "verify_token"]
    assert made["hook_url"] == f"https://tron.example/hooks/messages/{made['id']}"
    assert (made["channel"], vendors.META_SECRET in str(made)) == ("whatsapp", False)
    url = f"{SENDERS}/{made['id']}"
    change = {**WHATSAPP, "settings": {"phone_number_id": "55555"}, "is_default": True, "revision": 1}
    changed = (await client.put(url, json=change)).json()
    assert (changed["settings"]["phone_number_id"], changed["secrets_set"]) == ("55555", made["secrets_set"])
    async with database.transaction() as session:
        assert vendors.META_SECRET not in await session.scalar(text("SELECT secrets FROM message_senders"))
        told = [str(entry.changes) for entry in await session.scalars(select(AuditEntry))]
    assert not any(vendors.META_SECRET in entry for entry in told)
    assert (await client.put(url, json=change)).status_code == 409
    other = await make(client, SENDERS, **{**WHATSAPP, "name": "Other", "is_default": True})
    rows = {row["name"]: row for row in (await client.get(SENDERS)).json()["items"]}
    assert (rows["Business"]["is_default"], rows["Other"]["id"]) == (False, other["id"])
    assert (await client.delete(url)).status_code == 204
    assert len((await client.get(SENDERS)).json()["items"]) == 1


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"kind": "pigeon"}, "kind"),
        ({"settings": {"phone_number_id": "x"}}, "settings.phone_number_id"),
        ({"settings": {**ACCESS, "verify_token": "short"}}, "settings.verify_token"),
        ({"settings": {**ACCESS, "more": 1}}, "settings.more"),
        ({"name": " "}, "name"),
    ],
    ids=["kind", "id", "token", "unknown", "name"],
)
async def test_a_sender_that_cannot_be_is_refused(client, change, path):
    assert path in await refused(client, "POST", SENDERS, {**WHATSAPP, **change})


async def test_a_template_is_made_changed_and_kept_while_flows_send_it(client):
    made = await make(client, TEMPLATES, **TEMPLATE)
    assert made["variables"] == ["order_id", "name"]
    url = f"{TEMPLATES}/{made['id']}"
    nodes = [{"id": "a", "type": "send_message", "data": {"template": "order"}}]
    flow = await make(client, "/api/tron/flows", name="Shop", canvas_data={"nodes": nodes, "edges": []})
    answer = await client.delete(url)
    assert (answer.status_code, answer.json()["flows"][0]["id"]) == (409, flow["id"])
    assert (await client.put(url, json={**TEMPLATE, "name": "other", "revision": 1})).status_code == 409
    changed = (await client.put(url, json={**TEMPLATE, "text": "Order {{order_id}}.", "revision": 1})).json()
    assert (changed["variables"], changed["revision"]) == (["order_id"], 2)
    assert [one["name"] for one in (await client.get(TEMPLATES)).json()["items"]] == ["order"]


@pytest.mark.parametrize(
    ("change", "paths"),
    [
        ({"text": "Order {{#if}}"}, ["text"]),
        ({"text": " "}, ["text"]),
        ({"dlt_template_id": "12"}, ["dlt_template_id"]),
        ({"header": "x"}, ["header"]),
        ({"channel": "whatsapp"}, ["whatsapp_name", "language"]),
        ({"channel": "whatsapp", "whatsapp_name": "Order Up", "language": "hi"}, ["whatsapp_name"]),
        ({"channel": "whatsapp", "whatsapp_name": "order_up", "language": "Hindi"}, ["language"]),
        ({"category": "spam"}, ["category"]),
        ({"channel": "pigeon", "header": "x"}, ["channel"]),
    ],
)
async def test_a_template_that_cannot_be_is_refused_by_its_field(client, change, paths):
    assert await refused(client, "POST", TEMPLATES, {**TEMPLATE, **change}) == paths


async def test_a_template_keeps_nothing_of_the_other_channel(client):
    of_whatsapp = {"whatsapp_name": "order_up", "language": "hi"}
    made = await make(client, TEMPLATES, **{**TEMPLATE, "channel": "whatsapp", "header": "TRONIN", **of_whatsapp})
    assert (made["dlt_template_id"], made["header"], made["whatsapp_name"]) == ("", "", "order_up")


async def test_a_template_stays_while_an_agent_holds_an_older_version_that_sends_it(client, database):
    made = await make(client, TEMPLATES, **TEMPLATE)
    flow = await make(client, "/api/tron/flows", name="Shop", canvas_data={"nodes": [], "edges": []})
    nodes = [{"id": "a", "type": "send_message", "data": {"template": "order"}}]
    async with database.transaction() as session:
        agent = agent_row(flow_id=flow["id"], flow_version=1)
        canvas = {"nodes": nodes, "edges": []}
        session.add_all([FlowVersion(flow_id=flow["id"], version=1, canvas=canvas, published_by="test"), agent])
    answer = await client.delete(f"{TEMPLATES}/{made['id']}")
    assert (answer.status_code, answer.json()["flows"][0]["id"]) == (409, flow["id"])


async def tried(client, sender: dict[str, Any], **body: Any) -> dict[str, Any]:
    answer = await client.post(f"{SENDERS}/{sender['id']}/test", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_sender_is_tried_with_a_practice_number_and_with_a_real_one(client, edge_app):
    services = edge_app.state.services
    async with MessageVendors() as far, open_tools(services):
        settings = {**TWILIO["settings"], "endpoint": far.url}
        sender = await make(client, SENDERS, **{**TWILIO, "settings": settings})
        await make(client, TEMPLATES, **TEMPLATE)
        values = {"order_id": "42", "name": "Asha"}
        message = await tried(client, sender, to=PRACTICE, template="order", values=values)
        assert (message["state"], message["text"], far.orders) == ("delivered", "Order 42 for Asha.", [])
        message = await tried(client, sender, to=NUMBER, text="Hello", **{"template": ""}) | {}
        assert message["state"] in ("sent", "failed")  # by the hour in New York
        message = await tried(client, sender, to=NUMBER, template="order", values=values)
        assert (message["state"], message["vendor_id"], message["call_id"]) == ("sent", far.sid, None)
        report = {"AccountSid": vendors.SID, "MessageSid": message["vendor_id"], "MessageStatus": "delivered"}
        hook = f"/hooks/messages/{sender['id']}/{message['id']}"
        assert (await client.post(hook, content=form(report))).status_code == 403
        signed = vendors.twilio_headers(f"https://tron.example{hook}", report)
        assert (await client.post(hook, content=form(report), headers=signed)).status_code == 200
        assert "endpoint" not in str(far.last)
    [one] = [
        row for row in (await client.get(MESSAGES, params={"phone_number": NUMBER})).json()["items"] if row["template"]
    ]
    assert (one["state"], one["reason"]) == ("delivered", None)


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"to": "12", "text": "x"}, "to"),
        ({"to": PRACTICE}, "text"),
        ({"to": PRACTICE, "template": "nothing"}, "template"),
        ({"to": PRACTICE, "template": "order", "values": {"order_id": " "}}, "values.order_id"),
    ],
)
async def test_a_try_that_can_be_no_message_is_refused(client, body, path):
    sender = await make(client, SENDERS, **TWILIO)
    await make(client, TEMPLATES, **TEMPLATE)
    assert await refused(client, "POST", f"{SENDERS}/{sender['id']}/test", body) == [path]


async def test_meta_asks_and_tells_without_the_access_token(client_at, client, database):
    sender = await make(client, SENDERS, **WHATSAPP)
    hook = f"/hooks/messages/{sender['id']}"
    stranger = client_at("203.0.113.9", "https://tron.example")
    asked = {"hub.mode": "subscribe", "hub.verify_token": vendors.HOOK_TOKEN, "hub.challenge": "42"}
    assert (await stranger.get(hook, params=asked)).text == "42"
    assert (await stranger.get(hook, params={**asked, "hub.verify_token": "x"})).status_code == 403
    body = meta_body(messages=[{"from": NUMBER[1:], "id": "w1", "type": "text", "text": {"body": "Stop"}}])
    assert (await stranger.post(hook, content=body)).status_code == 403
    for _ in range(2):
        assert (await stranger.post(hook, content=body, headers=meta_headers(body))).status_code == 200
    async with database.transaction() as session:
        assert list(await session.scalars(select(OptOut.phone_number))) == [NUMBER]
        assert list(await session.scalars(select(Message.text))) == ["Stop"]


async def test_whoever_told_meta_to_stop_is_written_to_no_more(client, edge_app, database):
    """Known by Meta's report of a message that it took first."""
    async with MessageVendors() as far, open_tools(edge_app.state.services):
        settings = {**ACCESS, "url": f"{far.url}/v23.0"}
        sender = await make(client, SENDERS, **{**WHATSAPP, "settings": settings})
        approved = {**TEMPLATE, "channel": "whatsapp", "whatsapp_name": "order", "language": "en"}
        await make(client, TEMPLATES, **{key: value for key, value in approved.items() if key != "dlt_template_id"})
        wanted = {"to": NUMBER, "template": "order", "values": {"order_id": "42", "name": "Asha"}}
        message = await tried(client, sender, **wanted)
        assert message["state"] == "sent"
        failed = {"id": message["vendor_id"], "status": "failed", "errors": [{"code": 131050, "title": "Stopped"}]}
        body = meta_body(statuses=[failed])
        hook = f"/hooks/messages/{sender['id']}"
        assert (await client.post(hook, content=body, headers=meta_headers(body))).status_code == 200
        again = await tried(client, sender, **wanted)
        assert (again["state"], again["reason"], len(far.orders)) == ("failed", "opted_out", 1)
    [first] = [
        row for row in (await client.get(MESSAGES, params={"phone_number": NUMBER})).json()["items"] if row["vendor_id"]
    ]
    assert (first["state"], first["reason"]) == ("failed", "opted_out")
    async with database.transaction() as session:
        assert list(await session.scalars(select(OptOut.source))) == ["vendor:whatsapp"]


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_hook_of_nobody_is_none(client, method):
    path = "/hooks/messages/01890000-0000-7000-8000-000000000000"
    assert (await client.request(method, path)).status_code == 404
    assert (await client.request(method, "/hooks/messages/x")).status_code == 422


async def test_a_list_has_pages(client, database):
    async with database.transaction() as session:
        for index in range(3):
            session.add(Message(phone_number=NUMBER, channel="sms", text=str(index), state="sent"))
    page = (await client.get(MESSAGES, params={"limit": 2})).json()
    rest = (await client.get(MESSAGES, params={"limit": 2, "cursor": page["next_cursor"]})).json()
    assert sorted(row["text"] for row in [*page["items"], *rest["items"]]) == ["0", "1", "2"]
    assert rest["next_cursor"] is None
    assert (await client.get(MESSAGES, params={"cursor": "x"})).status_code == 422
    assert (await client.get(MESSAGES, params={"phone_number": "12"})).status_code == 422
