"""What tests ask of /api/tron/flows."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from tron.api import deps
from tron.api.actor import Actor, Role
from tron.core.database.tables import AuditEntry
from tron.core.flow_engine.migrations import SCHEMA

FLOWS = "/api/tron/flows"
AGENTS = "/api/tron/agents"
EMPTY = {"schema_version": SCHEMA, "nodes": [], "edges": [], "viewport": {"x": 0, "y": 0, "zoom": 1}}


async def make(client, raw: dict[str, Any] | None = None, name: str = "Sales") -> dict[str, Any]:
    answer = await client.post(FLOWS, json={"name": name, **({"canvas_data": raw} if raw else {})})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def save(client, flow: dict[str, Any], **changes: Any):
    return await client.put(f"{FLOWS}/{flow['id']}", json={"revision": flow["revision"], **changes})


async def publish(client, flow: dict[str, Any], status: int = 201, **more: Any) -> dict[str, Any]:
    answer = await client.post(f"{FLOWS}/{flow['id']}/publish", json={"revision": flow["revision"], **more})
    assert answer.status_code == status, answer.text
    return answer.json()


async def read(client, flow: dict[str, Any], rest: str = "") -> dict[str, Any]:
    answer = await client.get(f"{FLOWS}/{flow['id']}{rest}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def refused(answer, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert body["error"]["code"] == code
    return body


def as_role(monkeypatch: pytest.MonkeyPatch, role: Role) -> None:
    monkeypatch.setattr(deps, "identify", lambda *_: Actor("somebody", role))


def paths(answer) -> list[str]:
    assert answer.status_code == 422, answer.text
    return [field["path"] for field in answer.json()["error"]["fields"]]


def texts(flow: dict[str, Any]) -> list[str]:
    return [node["data"].get("message") for node in flow["canvas_data"]["nodes"] if node["type"] == "end_call"]


async def actions(database, flow: dict[str, Any]) -> list[str]:
    async with database.transaction() as session:
        query = select(AuditEntry.action).where(AuditEntry.entity_id == flow["id"]).order_by(AuditEntry.id)
        return list((await session.scalars(query)).all())
