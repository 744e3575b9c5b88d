"""Who may call: loopback without a proxy and from no foreign page, or the token."""

from __future__ import annotations

import pytest
from fastapi import FastAPI, WebSocket
from fastapi.routing import iter_route_contexts
from starlette.testclient import TestClient, WebSocketDenialResponse

from tests.api.conftest import TOKEN
from tron.api.actor import PERMISSIONS, Actor
from tron.api.deps import authorize_websocket, require
from tron.core.errors import Forbidden

pytestmark = pytest.mark.thorough

SETTINGS = "/api/tron/settings"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


async def test_loopback_is_the_owner(client):
    assert (await client.get(SETTINGS)).status_code == 200


@pytest.mark.parametrize("address", ["::1", "127.8.9.1", "::ffff:127.0.0.1"])
async def test_every_loopback_address_counts(client_at, address):
    assert (await client_at(address).get(SETTINGS)).status_code == 200


@pytest.mark.parametrize("address", ["192.168.1.20", "10.0.0.1", "::2", "testclient", "0.0.0.0"])
async def test_other_addresses_need_the_token(client_at, address):
    client = client_at(address)
    answer = await client.get(SETTINGS)
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "unauthorized"
    assert answer.headers["www-authenticate"] == "Bearer"
    assert (await client.get(SETTINGS, headers=BEARER)).status_code == 200


@pytest.mark.parametrize("value", ["Bearer wrong-token-wrong", "Bearer", f"Basic {TOKEN}", "Bearer \u00fc", TOKEN])
async def test_a_wrong_token_is_none(client_at, value):
    headers = {"Authorization": value.encode("latin-1")}
    assert (await client_at("10.0.0.1").get(SETTINGS, headers=headers)).status_code == 401


@pytest.mark.parametrize(
    "name",
    ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Via", "X-Real-IP", "CF-Connecting-IP"],
)
async def test_a_proxied_request_is_not_local(client, name):
    assert (await client.get(SETTINGS, headers={name: "1"})).status_code == 401
    assert (await client.get(SETTINGS, headers={name: "1", **BEARER})).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8100", "127.0.0.1", "127.0.0.1:8101", "localhost:80", "x@127.0.0.1:8100", ""]
)
async def test_a_foreign_host_is_not_local(client, host):
    assert (await client.get(SETTINGS, headers={"Host": host})).status_code == 401


@pytest.mark.parametrize(
    "host", ["localhost:8100", "LOCALHOST:8100", "localhost.:8100", "[::1]:8100", "127.0.0.1:8100", "127.1.2.3:8100"]
)
async def test_local_names_with_our_port_are_local(client, host):
    assert (await client.get(SETTINGS, headers={"Host": host})).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:5173"},
        {"Origin": "http://localhost:8100"},
        {"Origin": "http://127.0.0.1:8100.evil.example"},
        {"Origin": "file://127.0.0.1:8100"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8100"},
    ],
)
@pytest.mark.parametrize("bearer", [{}, BEARER])
async def test_a_foreign_page_changes_nothing(client, headers, bearer):
    answer = await client.put(SETTINGS, json={"revision": 1, "values": {}}, headers={**headers, **bearer})
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "foreign_page")


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "http://127.0.0.1:8100", "Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}]
)
async def test_our_own_page_may_change(client, headers):
    answer = await client.put(SETTINGS, json={"revision": 1, "values": {}}, headers=headers)
    assert answer.status_code == 200


async def test_a_page_behind_a_proxy_may_change_with_the_token(client):
    headers = {"Origin": "https://tron.example.com", "X-Forwarded-Host": "tron.example.com", **BEARER}
    answer = await client.put(SETTINGS, json={"revision": 1, "values": {}}, headers=headers)
    assert answer.status_code == 200


def test_roles_have_their_permissions():
    assert "settings.write" in PERMISSIONS["owner"]
    assert "settings.write" not in PERMISSIONS["manager"]
    assert "calls.write" in PERMISSIONS["operator"]
    assert "agents.write" not in PERMISSIONS["operator"]
    with pytest.raises(Forbidden):
        Actor("somebody", "analyst").check("calls.write")


def _permissions(dependant) -> set[str]:
    found = {dependant.call.permission} if isinstance(dependant.call, require) else set()
    return found.union(*(_permissions(inner) for inner in dependant.dependencies))


def test_every_api_route_declares_its_permission(edge_app: FastAPI):
    seen = 0
    for context in iter_route_contexts(edge_app.routes):
        if context.path.startswith("/api/"):
            seen += 1
            assert _permissions(context.dependant), f"{context.path} lets anybody in"
    assert seen >= 2


@pytest.fixture
def socket_app(edge_app: FastAPI) -> FastAPI:
    @edge_app.websocket("/ws/probe")
    async def probe(websocket: WebSocket) -> None:
        if (actor := await authorize_websocket(websocket)) is not None:
            await websocket.accept()
            await websocket.send_text(actor.name)
            await websocket.close()

    return edge_app


def test_websocket_of_our_page_is_let_in(socket_app: FastAPI):
    client = TestClient(socket_app, base_url="http://127.0.0.1:8100", client=("127.0.0.1", 50_000))
    with client.websocket_connect("ws://127.0.0.1:8100/ws/probe", headers={"Origin": "http://127.0.0.1:8100"}) as ws:
        assert ws.receive_text() == "local"


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {"Origin": "http://evil.example"}, 403),
        ("127.0.0.1", {"Origin": "http://evil.example:8100", "Host": "evil.example:8100"}, 401),
        ("127.0.0.1", {"X-Forwarded-For": "1.2.3.4"}, 401),
        ("10.0.0.1", {}, 401),
    ],
)
def test_websocket_of_others_is_refused(socket_app: FastAPI, address, headers, status):
    client = TestClient(socket_app, base_url="http://127.0.0.1:8100", client=(address, 50_000))
    connection = client.websocket_connect("ws://127.0.0.1:8100/ws/probe", headers=headers)
    with pytest.raises(WebSocketDenialResponse) as refused, connection:
        pass
    assert refused.value.status_code == status
    assert refused.value.json()["error"]["code"]


def test_websocket_with_the_token_is_let_in(socket_app: FastAPI):
    client = TestClient(socket_app, base_url="http://127.0.0.1:8100", client=("10.0.0.1", 50_000))
    with client.websocket_connect("ws://127.0.0.1:8100/ws/probe", headers=BEARER) as ws:
        assert ws.receive_text() == "token"
