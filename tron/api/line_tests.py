"""/api/tron/trunks/{id}/test: a loop call by this trunk, and what it found."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, status

from tron.api.actor import Actor
from tron.api.deps import RequestId, ServicesDep, SessionDep, require
from tron.api.errors import RESPONSES
from tron.core import audit
from tron.core.events.after_commit import publish_after_commit
from tron.core.models.line_test import LineTestIn, TrunkTestOut
from tron.core.phone import mask
from tron.core.trunks.loop_tests import LoopTests

router = APIRouter(prefix="/trunks", responses=RESPONSES)


async def _tests(session: SessionDep, services: ServicesDep) -> LoopTests:
    return LoopTests(session, services.lines, services.clock.now())


LoopTestsDep = Annotated[LoopTests, Depends(_tests)]


@router.get("/{trunk_id}/test", dependencies=[Depends(require("settings.read"))])
async def read_test(trunk_id: UUID, tests: LoopTestsDep) -> TrunkTestOut:
    """Whether this trunk can be tested, what is missing, and what its last test found."""
    return await tests.show(trunk_id)


@router.post("/{trunk_id}/test", status_code=status.HTTP_202_ACCEPTED)
async def start_test(
    trunk_id: UUID,
    body: LineTestIn,
    actor: Annotated[Actor, Depends(require("settings.write"))],
    tests: LoopTestsDep,
    session: SessionDep,
    services: ServicesDep,
    request_id: RequestId,
) -> TrunkTestOut:
    """Ring a number of Tron's own by this trunk, and listen at both ends; follow it with GET. Over within 20 s.

    409 with `lacks` where something is missing, and while a test of this trunk goes on.
    """
    call = await tests.request(trunk_id, body.number_id)
    changes = {"number": mask(call.phone_number), "call_id": str(call.id)}
    await audit.record(session, actor, "trunk.test", "trunk", trunk_id, changes, request_id)
    publish_after_commit(session, services.bus, f"call:{call.id}", "dial")
    return await tests.show(trunk_id)
