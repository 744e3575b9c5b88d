"""/api/tron/practice: the people of the practice line."""

from __future__ import annotations

from fastapi import APIRouter, Depends, status

from tron.api.calls import PRACTICE_LINE, PlaceCall
from tron.api.deps import ServicesDep, require
from tron.api.errors import RESPONSES
from tron.core import phone
from tron.core.call_engine.requests import CallRequest
from tron.core.errors import invalid_field
from tron.core.lines import Directory
from tron.core.models.call import CallOut, RingIn
from tron.core.models.page import Page, Shown

router = APIRouter(tags=["lines"], responses=RESPONSES)


class PersonOut(Shown):
    """Somebody simulated. `name` is a word for what this person does, `what` a sentence."""

    number: str
    name: str
    answers: bool
    what: str


class PersonPage(Page[PersonOut]):
    """All whose numbers are fixed, on one page; behind the other practice numbers is somebody as well."""


@router.get("/practice/people", dependencies=[Depends(require("calls.read"))])
async def list_people(services: ServicesDep) -> PersonPage:
    """Who can be called on the practice line."""
    people = [person for line in services.lines if isinstance(line, Directory) for person in line.people()]
    return PersonPage(
        items=[PersonOut.model_validate(person, from_attributes=True) for person in people], next_cursor=None
    )


@router.post("/practice/ring", status_code=status.HTTP_202_ACCEPTED)
async def practice_ring(body: RingIn, place: PlaceCall) -> CallOut:
    """A practice person rings Tron: a queued inbound call, which the agent answers."""
    number = phone.normalise(body.from_, path="from")
    if not phone.is_practice(number):
        raise invalid_field("from", "Only practice people can be made to ring.", hint=phone.PRACTICE_HINT)
    request = CallRequest(
        body.agent_id,
        number,
        PRACTICE_LINE,
        body.contact_name or None,
        body.contact_metadata,
        direction="inbound",
    )
    return await place(request, body.fidelity)
