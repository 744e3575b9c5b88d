"""What serve answers beside the API itself: pages, their files, the prefix they lie below, unknown addresses."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient, WebSocketDenialResponse

from tron import app as app_module
from tron.app import create_app
from tron.core.clock import SystemClock
from tron.core.config import BootConfig
from tron.core.database.engine import Database
from tron.core.events.bus import PostgresBus
from tron.core.lines import Lines
from tron.core.services import Services
from tron.core.settings import SettingsService
from tron.telephony.registry import LineContext, register_lines

INDEX = '<html><head><base href="/" /></head><body>pages</body></html>'
LOCAL = "http://127.0.0.1:8100"

Start = Callable[..., httpx2.AsyncClient]


@pytest.fixture(autouse=True)
def dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built web app, with a file beside it that nobody may have."""
    folder = tmp_path / "web" / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(INDEX)
    (folder / "favicon.svg").write_text("<svg/>")
    (folder / "assets" / "index-abc.js").write_text("run()")
    (tmp_path / "web" / "secret.txt").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "web" / "secret.txt")
    monkeypatch.setattr(app_module, "web_dist", lambda: folder)
    return folder


@pytest.fixture
def services(database: Database, tmp_path: Path) -> Services:
    clock = SystemClock()
    return Services(
        config=BootConfig(_env_file=None, data_dir=tmp_path),
        database=database,
        settings=SettingsService(database, {}),
        clock=clock,
        bus=PostgresBus(database.dsn),
        lines=register_lines(Lines(), LineContext(clock, tmp_path)),
    )


@pytest.fixture(scope="module")
def apps() -> dict[str, FastAPI]:
    """By base path; putting all routes together takes longer than most tests."""
    return {}


@pytest.fixture
def start(services: Services, apps: dict[str, FastAPI]) -> Start:
    def client(base_path: str = "/") -> httpx2.AsyncClient:
        services.config = services.config.model_copy(update={"base_path": base_path})
        if base_path not in apps:
            apps[base_path] = create_app(services)
        apps[base_path].state.services = services
        transport = httpx2.ASGITransport(app=apps[base_path], client=("127.0.0.1", 50_000))
        return httpx2.AsyncClient(transport=transport, base_url=LOCAL)

    return client


@pytest.mark.parametrize("path", ["/", "/agents", "/calls/one", "/apix", "/healthzz", "/" + "x" * 4000])
async def test_every_other_address_is_the_page(start: Start, path: str) -> None:
    answer = await start().get(path)
    assert (answer.status_code, answer.text) == (200, INDEX)
    assert answer.headers["cache-control"] == "no-cache"
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert (await start().head(path)).status_code == 200


async def test_files_of_the_web_app(start: Start) -> None:
    client = start()
    asset = await client.get("/assets/index-abc.js")
    assert (asset.status_code, asset.text) == (200, "run()")
    assert asset.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert asset.headers["content-type"].startswith("text/javascript")
    icon = await client.get("/favicon.svg")
    assert (icon.text, icon.headers["cache-control"]) == ("<svg/>", "no-cache")
    assert (await client.head("/favicon.svg")).headers["content-length"] == "6"
    gone = await client.get("/assets/index-of-yesterday.js")
    assert (gone.status_code, gone.json()["error"]["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    "path",
    ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/assets/..%2f..%2fsecret.txt", "/link.txt"],
)
async def test_nothing_outside_the_folder_is_given(start: Start, path: str) -> None:
    assert "secret" not in (await start().get(httpx2.URL(LOCAL + path))).text


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize("path", ["/api", "/api/tron/nothing", "/api/tron/agents/", "/ws", "/ws/tron", "/healthz/"])
async def test_an_unknown_api_address_is_an_error_in_json(start: Start, method: str, path: str) -> None:
    answer = await start().request(method, path)
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "not_found"
    assert "/api/openapi.json" in answer.json()["error"]["hint"]


async def test_a_known_address_with_another_method(start: Start) -> None:
    client = start()
    answer = await client.delete("/api/tron/agents")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")
    assert (await client.post("/agents")).json()["error"]["code"] == "method_not_allowed"


async def test_without_a_built_web_app(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_module, "web_dist", lambda: None)
    answer = await start().get("/")
    assert (answer.status_code, "make setup" in answer.text) == (503, True)
    assert (await start().get("/healthz")).status_code == 200


async def test_all_of_it_below_a_prefix(start: Start) -> None:
    client = start("/tron")
    page = await client.get("/tron/agents")
    assert page.text == INDEX.replace('href="/"', 'href="/tron/"')
    assert (await client.get("/tron/assets/index-abc.js")).text == "run()"
    assert (await client.get("/tron/healthz")).json()["status"] == "ok"
    assert (await client.get("/tron/api/tron/agents")).json()["items"] == []
    assert (await client.get("/tron/api/openapi.json")).json()["servers"] == [{"url": "/tron"}]
    assert (await client.get("/tron/api/nothing")).json()["error"]["code"] == "not_found"
    to_the_page = await client.get("/tron?a=b")
    assert (to_the_page.status_code, to_the_page.headers["location"]) == (307, "/tron/?a=b")


async def test_a_proxy_may_take_the_prefix_away(start: Start) -> None:
    client = start("/tron")
    assert 'href="/tron/"' in (await client.get("/agents")).text
    assert (await client.get("/api/tron/agents")).json()["items"] == []
    assert (await client.get("/assets/index-abc.js")).text == "run()"


@pytest.mark.parametrize("base_path", ["/", "/tron"])
async def test_addresses_in_answers_have_the_prefix(start: Start, base_path: str) -> None:
    client = start(base_path)
    prefix = base_path.rstrip("/")
    agent = (await client.post(f"{prefix}/api/tron/agents", json={"template": "support_agent"})).json()
    body = {"agent_id": agent["id"], "phone_number": "+910000000002", "fidelity": "text"}
    call = (await client.post(f"{prefix}/api/tron/calls/dial", json=body)).json()
    shown = (await client.get(f"{prefix}/api/tron/calls/{call['id']}")).json()
    assert shown["events_url"] == f"{prefix}/api/tron/calls/{call['id']}/events"
    assert (await client.get(shown["events_url"])).status_code == 200


def test_websockets_below_a_prefix_and_elsewhere(services: Services) -> None:
    services.config = services.config.model_copy(update={"base_path": "/tron"})
    client = TestClient(create_app(services), base_url=LOCAL, client=("127.0.0.1", 50_000))
    for path in ("/tron/ws/tron", "/ws/tron"):
        with client.websocket_connect(f"ws://127.0.0.1:8100{path}") as socket:
            socket.send_json([])
            assert socket.receive_json()["error"]["message"] == "A message is a JSON object."
    for path, status in (("/tron/ws/other", 404), ("/agents", 404), ("/ws/tron?x=%00", 422)):
        with pytest.raises(WebSocketDenialResponse) as refused, client.websocket_connect(f"ws://127.0.0.1:8100{path}"):
            pass
        assert refused.value.status_code == status
        assert refused.value.json()["error"]["request_id"] == refused.value.headers["x-request-id"]


@pytest.mark.parametrize("base_path", ["/", "/tron"])
def test_a_start_warns_of_nothing(services: Services, base_path: str) -> None:
    services.config = services.config.model_copy(update={"base_path": base_path})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        create_app(services)
