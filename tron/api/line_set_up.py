"""/api/tron/lines/{name}/set-up: makes or checks a trunk at its vendor, and Tron's trunk that goes by it."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends

from tron.api.actor import Actor
from tron.api.deps import RequestId, ServicesDep, require
from tron.api.errors import RESPONSES
from tron.core import phone
from tron.core.database.tables import PhoneNumber, TrunkRow
from tron.core.errors import Conflict, NotFound
from tron.core.models.set_up import SetUpIn, SetUpOut, StepOut
from tron.core.models.trunk import NumberIn, TrunkIn, TrunkUpdate
from tron.core.repositories.trunks import NumberRepository, TrunkRepository
from tron.core.services import Services
from tron.core.trunks.numbers import Numbers
from tron.core.trunks.registry import Trunks
from tron.core.trunks.set_up import Plan, SetsUp, Step

router = APIRouter(prefix="/lines", responses=RESPONSES)


@router.post("/{name}/set-up")
async def set_up_line(
    name: str,
    body: SetUpIn,
    actor: Annotated[Actor, Depends(require("settings.write"))],
    services: ServicesDep,
    request_id: RequestId,
) -> SetUpOut:
    """Step by step; what is there already is checked and kept. 409 where the line has nothing to set up."""
    line = services.lines.get(name, path="name")
    if not isinstance(line, SetsUp):
        raise Conflict(f"{line.title} has nothing to set up at a vendor.")
    numbers = [phone.normalise(raw, path=f"numbers.{at}") for at, raw in enumerate(body.numbers)]
    row = await _known(services, name, body)
    done = await line.set_up(_plan(body, numbers), {} if row is None else {**row.settings})
    steps, trunk_id = [*done.steps], None if row is None else row.id
    if done.ok:
        store = _Store(services, actor, request_id)
        more, trunk_id = await store.keep(name, body.name, row, dict(done.settings), numbers)
        steps += more
    return SetUpOut(
        ok=done.ok, steps=[StepOut.model_validate(step, from_attributes=True) for step in steps], trunk_id=trunk_id
    )


def _plan(body: SetUpIn, numbers: list[str]) -> Plan:
    return Plan(
        name=body.name,
        numbers=numbers,
        address=body.address,
        transport=body.transport,
        username=body.username,
        password=body.password.get_secret_value() if body.password else "",
        allowed_addresses=body.allowed_addresses,
        by_twilio=body.by_twilio,
        sip_host=body.sip_host,
    )


async def _known(services: Services, line: str, body: SetUpIn) -> TrunkRow | None:
    """The trunk of Tron's that goes by it already: the one named by its id, else by its name on this line."""
    async with services.database.transaction() as session:  # over before anybody outside is asked
        trunks = TrunkRepository(session)
        if body.trunk_id is None:
            row = await trunks.named(TrunkRow, body.name)
            if row is not None and row.line != line:
                raise Conflict(f"A trunk of another line is named {body.name}.", hint="Choose another name.")
            return row
        row = await trunks.get(TrunkRow, body.trunk_id)
    if row is None or row.line != line:
        raise NotFound("There is no such trunk on this line.")
    return row


class _Store:
    """Writes down what was set up, in one transaction after it."""

    def __init__(self, services: Services, actor: Actor, request_id: str | None) -> None:
        self._services = services
        self._doer = (actor, request_id)

    async def keep(
        self, line: str, name: str, row: TrunkRow | None, settings: dict[str, Any], numbers: list[str]
    ) -> tuple[list[Step], UUID]:
        async with self._services.database.transaction() as session:
            trunks = Trunks(session, self._services.lines, *self._doer)
            if row is None:
                made = await trunks.create(TrunkIn(line=line, name=name, settings=settings, caller_ids=numbers))
                steps, trunk_id = [Step("trunk", "made", name)], made.id
            else:
                trunk_id = row.id
                steps = [Step("trunk", await _renew(trunks, trunk_id, settings, numbers), name)]
            kept = NumberRepository(session)
            new = [number for number in numbers if await kept.named(PhoneNumber, number) is None]
            for number in new:
                await Numbers(session, *self._doer).create(NumberIn(number=number, trunk_id=trunk_id))
        return [*steps, Step("numbers", "made" if new else "there", ", ".join(new or numbers))], trunk_id


async def _renew(trunks: Trunks, trunk_id: UUID, settings: dict[str, Any], numbers: list[str]) -> Any:
    """`there` where the trunk has these ids and caller ids already."""
    row = await trunks.get(trunk_id)
    wanted, shown = {**row.settings, **settings}, [*row.caller_ids, *(n for n in numbers if n not in row.caller_ids)]
    if (wanted, shown) == (row.settings, list(row.caller_ids)):
        return "there"
    kept = {name: getattr(row, name) for name in TrunkIn.model_fields if name not in ("settings", "caller_ids")}
    await trunks.update(trunk_id, TrunkUpdate(**kept, settings=wanted, caller_ids=shown, revision=row.revision))
    return "changed"
