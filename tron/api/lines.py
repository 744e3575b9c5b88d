"""/api/tron/lines, /trunks and /numbers: how calls reach phones, and where they come in."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, status

from tron.api import line_set_up, line_tests, softphones
from tron.api.actor import Actor
from tron.api.deps import RequestId, ServicesDep, SessionDep, require
from tron.api.errors import RESPONSES
from tron.core.database.tables import PhoneNumber
from tron.core.models.trunk import (
    LineDetail,
    LineOut,
    LinePage,
    NumberIn,
    NumberOut,
    NumberPage,
    NumberUpdate,
    TrunkIn,
    TrunkOut,
    TrunkPage,
    TrunkStateOut,
    TrunkUpdate,
)
from tron.core.ports import Answers, Line, Trunk
from tron.core.repositories.trunks import NumberRepository, TrunkRepository
from tron.core.services import Services
from tron.core.trunks.numbers import Numbers, number_out
from tron.core.trunks.registry import Trunks, trunk_out
from tron.core.trunks.settings import form_of, trunk_of
from tron.core.trunks.spec import Configurable, LineState

router = APIRouter(tags=["lines"], responses=RESPONSES)
router.include_router(line_set_up.router)
router.include_router(line_tests.router)
router.include_router(softphones.router)

STATE_SECONDS = 4.0
READ = [Depends(require("settings.read"))]
Writing = Annotated[Actor, Depends(require("settings.write"))]


@router.get("/lines", dependencies=[Depends(require("calls.read"))])
async def list_lines(services: ServicesDep) -> LinePage:
    """The lines of this Tron, for a call's `line`."""
    return LinePage(items=[LineOut(**_line(line)) for line in services.lines], next_cursor=None)


@router.get("/lines/{name}", dependencies=READ)
async def read_line(name: str, services: ServicesDep) -> LineDetail:
    """A line, how it is right now, and the form of its trunks."""
    line = services.lines.get(name, path="name")
    form = form_of(line.trunk_model) if isinstance(line, Configurable) else []
    async with services.database.transaction() as session:  # over before anybody outside is asked
        trunks = len(await TrunkRepository(session).of_line(name))
    return LineDetail(**_line(line), state=await _state(line, None), form=form, trunks=trunks)


async def _trunks(session: SessionDep, services: ServicesDep) -> Trunks:
    return Trunks(session, services.lines)


async def _trunk_writer(actor: Writing, session: SessionDep, services: ServicesDep, request_id: RequestId) -> Trunks:
    return Trunks(session, services.lines, actor, request_id)


TrunkWriter = Annotated[Trunks, Depends(_trunk_writer)]


@router.get("/trunks", dependencies=READ)
async def list_trunks(trunks: Annotated[Trunks, Depends(_trunks)], session: SessionDep) -> TrunkPage:
    """All trunks by name, with their calls of this moment."""
    live = await TrunkRepository(session).live_by_trunk()
    return TrunkPage(items=[trunk_out(row, live.get(row.id, 0)) for row in await trunks.all()], next_cursor=None)


@router.post("/trunks", status_code=status.HTTP_201_CREATED)
async def create_trunk(body: TrunkIn, trunks: TrunkWriter) -> TrunkOut:
    """A new trunk; the worker dials by it at once."""
    return trunk_out(await trunks.create(body), 0)


@router.get("/trunks/{trunk_id}", dependencies=READ)
async def read_trunk(trunk_id: UUID, trunks: Annotated[Trunks, Depends(_trunks)], session: SessionDep) -> TrunkOut:
    return trunk_out(await trunks.get(trunk_id), await TrunkRepository(session).live_calls(trunk_id))


@router.put("/trunks/{trunk_id}")
async def change_trunk(trunk_id: UUID, body: TrunkUpdate, trunks: TrunkWriter, session: SessionDep) -> TrunkOut:
    """Change a trunk; 409 with the `current` row when `revision` is stale. A secret left out stays, null removes it."""
    return trunk_out(await trunks.update(trunk_id, body), await TrunkRepository(session).live_calls(trunk_id))


@router.delete("/trunks/{trunk_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_trunk(trunk_id: UUID, trunks: TrunkWriter) -> None:
    """Remove a trunk; 409 with the `numbers` that come in by it. Calls that go by it end as they would."""
    await trunks.delete(trunk_id)


@router.get("/trunks/{trunk_id}/state", dependencies=READ)
async def read_trunk_state(trunk_id: UUID, services: ServicesDep) -> TrunkStateOut:
    """Whether calls can be made by it right now: asks its server, its gateway, its vendor."""
    async with services.database.transaction() as session:  # over before anybody outside is asked
        row = await Trunks(session, services.lines).get(trunk_id)
        trunk, enabled = trunk_of(row), row.enabled
    if not enabled:
        return TrunkStateOut(state="off", detail="It is switched off.", missing=[], note="trunk_off")
    return await _state(services.lines.find(trunk.line), trunk)


async def _number_writer(actor: Writing, session: SessionDep, request_id: RequestId) -> Numbers:
    return Numbers(session, actor, request_id)


NumberWriter = Annotated[Numbers, Depends(_number_writer)]


@router.get("/numbers", dependencies=READ)
async def list_numbers(session: SessionDep, services: ServicesDep) -> NumberPage:
    """Numbers of ours and who answers them."""
    names, now = await NumberRepository(session).agent_names(), services.clock.now()
    return NumberPage(items=[_number(row, names, now) for row in await Numbers(session).all()], next_cursor=None)


@router.post("/numbers", status_code=status.HTTP_201_CREATED)
async def create_number(body: NumberIn, numbers: NumberWriter, session: SessionDep, services: ServicesDep) -> NumberOut:
    """A number, given to an agent; calls to it are answered from now on."""
    return await _shown(await numbers.create(body), session, services)


@router.put("/numbers/{number_id}")
async def change_number(
    number_id: UUID, body: NumberUpdate, numbers: NumberWriter, session: SessionDep, services: ServicesDep
) -> NumberOut:
    """Change a number; 409 with the `current` row when `revision` is stale."""
    return await _shown(await numbers.update(number_id, body), session, services)


@router.delete("/numbers/{number_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_number(number_id: UUID, numbers: NumberWriter) -> None:
    """Take a number away: calls to it are refused."""
    await numbers.delete(number_id)


async def _shown(row: PhoneNumber, session: SessionDep, services: Services) -> NumberOut:
    return _number(row, await NumberRepository(session).agent_names(), services.clock.now())


def _number(row: PhoneNumber, names: Mapping[UUID, str], now: datetime) -> NumberOut:
    return number_out(row, names.get(row.agent_id) if row.agent_id else None, now)


def _line(line: Line) -> dict[str, object]:
    return {
        "name": line.name,
        "title": line.title,
        "rings_phone": line.rings_phone,
        "has_trunks": isinstance(line, Configurable),
        "takes_calls": isinstance(line, Answers) or not line.rings_phone,
    }


async def _state(line: Line | None, trunk: Trunk | None) -> TrunkStateOut:
    found = LineState("ready", "It needs no set-up.", note="no_set_up")
    if line is None:
        absent = "This Tron has no such line; the package it needs is not installed."
        found = LineState("failing", absent, note="no_line")
    elif isinstance(line, Configurable):
        try:
            async with asyncio.timeout(STATE_SECONDS):
                found = await line.state(trunk)
        except TimeoutError:
            seconds = round(STATE_SECONDS)
            late = f"There was no answer within {seconds} s."
            found = LineState("failing", late, note="too_slow", values={"seconds": seconds})
    return TrunkStateOut(
        state=found.state,
        detail=found.detail,
        missing=list(found.missing),
        note=found.note,
        values=dict(found.values),
    )
