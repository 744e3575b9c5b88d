"""/api/tron/trunks/{id}/softphone."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from sqlalchemy import select

from tests.core.trunks.trunk_lines import ReceivingLine
from tron.core.database.tables import AuditEntry
from tron.core.ids import uuid7
from tron.core.ports import Trunk
from tron.core.trunks.softphones import SoftphoneAccount

TRUNKS = "/api/tron/trunks"
TRUNK = {"line": "fake", "name": "Desk", "settings": {"host": "sip.invalid", "password": "hush-hush"}}


class PhoneDesk(ReceivingLine):
    """RegistersPhones."""

    async def softphone(self, trunk: Trunk) -> SoftphoneAccount:
        return SoftphoneAccount(trunk.name, "desk", trunk.secrets["password"], "192.168.1.20", 5062)


@pytest.fixture
def desk(edge_app) -> None:
    edge_app.state.services.lines.register(PhoneDesk())


async def test_it_is_shown_with_its_codes_and_audited(client, database, desk):
    trunk = (await client.post(TRUNKS, json=TRUNK)).json()
    answer = await client.post(f"{TRUNKS}/{trunk['id']}/softphone")
    assert answer.status_code == 200, answer.text
    shown = answer.json()
    assert (shown["user"], shown["password"], shown["host"], shown["port"]) == (
        "desk",
        "hush-hush",
        "192.168.1.20",
        5062,
    )
    assert [code["kind"] for code in shown["codes"]] == ["grandstream", "sip"]
    for code in shown["codes"]:
        assert unquote(code["svg"]).startswith("data:image/svg+xml;charset=utf-8,<svg")
    assert answer.headers["cache-control"] == "no-store"
    async with database.transaction() as session:
        [told] = [entry for entry in await session.scalars(select(AuditEntry)) if "softphone" in entry.action]
    assert (told.entity_id, told.changes) == (trunk["id"], {"name": "Desk"})


async def test_trunks_without_one(client, edge_app):
    edge_app.state.services.lines.register(ReceivingLine())
    trunk = (await client.post(TRUNKS, json=TRUNK)).json()
    assert (await client.post(f"{TRUNKS}/{trunk['id']}/softphone")).status_code == 409
    assert (await client.post(f"{TRUNKS}/{uuid7()}/softphone")).status_code == 404
