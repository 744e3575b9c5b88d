"""/api/tron/trunks/{id}/softphone: a softphone's account, to type or to read with its camera."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import segno
from fastapi import APIRouter, Depends

from tron.api.actor import Actor
from tron.api.deps import RequestId, ServicesDep, require
from tron.api.errors import RESPONSES
from tron.core import audit
from tron.core.errors import Conflict
from tron.core.models.softphone import SoftphoneCode, SoftphoneOut
from tron.core.trunks.registry import Trunks
from tron.core.trunks.settings import trunk_of
from tron.core.trunks.softphones import AccountCode, RegistersPhones, codes_of

router = APIRouter(prefix="/trunks", responses=RESPONSES)


@router.post("/{trunk_id}/softphone")
async def show_softphone(
    trunk_id: UUID,
    actor: Annotated[Actor, Depends(require("settings.write"))],
    services: ServicesDep,
    request_id: RequestId,
) -> SoftphoneOut:
    """With the password, which no other answer has: who asked is audited. 409 where the trunk is a carrier's."""
    async with services.database.transaction() as session:  # over before anybody outside is asked
        trunk = trunk_of(await Trunks(session, services.lines).get(trunk_id))
        await audit.record(session, actor, "trunk.show_softphone", "trunk", trunk_id, {"name": trunk.name}, request_id)
    line = services.lines.find(trunk.line)
    if not isinstance(line, RegistersPhones):
        raise Conflict("No softphone registers on this line.")
    account = await line.softphone(trunk)
    return SoftphoneOut(
        name=account.name,
        user=account.user,
        password=account.password,
        host=account.host,
        port=account.port,
        transport=account.transport,
        codes=[_code(code) for code in codes_of(account)],
    )


def _code(code: AccountCode) -> SoftphoneCode:
    """Dark on light in each theme, as coarse as it can be: cameras read it from a screen, where nothing is torn."""
    picture = segno.make(code.text, error="l", micro=False)
    return SoftphoneCode(kind=code.kind, svg=picture.svg_data_uri(scale=4, border=4, dark="#000", light="#fff"))
