"""Which trunks the SIP gateway is told of."""

from __future__ import annotations

from tron.commands.sip_parts import account_of, sip_trunks
from tron.core.database.engine import Database
from tron.core.database.tables import TrunkRow


async def test_enabled_sip_trunks_are_told_with_their_secrets_and_no_others(database: Database) -> None:
    settings = {"domain": "sip.example.com", "username": "lena"}
    async with database.transaction() as session:
        session.add(TrunkRow(line="sip", name="One", settings=settings, secrets='{"password": "s3cret"}'))
        session.add(TrunkRow(line="sip", name="Off", settings=settings, enabled=False))
        session.add(TrunkRow(line="livekit", name="Elsewhere", settings={}))
    (trunk,) = await sip_trunks(database)
    assert account_of(trunk) == {**settings, "password": "s3cret", "id": str(trunk.id)}
