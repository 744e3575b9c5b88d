"""What endpoints ask for: the services, one transaction, and the actor with the permission they need."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, cast

from fastapi import Depends, Request, WebSocket
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import HTTPConnection

from tron.api.actor import Actor, Permission, identify
from tron.api.errors import DATABASE_HINT, refuse_websocket
from tron.core.errors import TronError, Unavailable
from tron.core.logs import request_id

if TYPE_CHECKING:
    from tron.core.services import Services


def services_of(connection: HTTPConnection) -> Services:
    """The process's services, wired by app.py. Raises Unavailable while it still starts."""
    found = getattr(connection.app.state, "services", None)
    if found is None:
        raise Unavailable("Tron is still starting.", hint="Try again in a moment.")
    return cast("Services", found)


def current_actor(connection: HTTPConnection) -> Actor:
    """Who asks. Raises Unauthorized and ForeignPage."""
    return identify(connection, services_of(connection).config)


@dataclass(frozen=True)
class require:
    """`Depends(require("calls.write"))` gives the Actor; raises Forbidden when its role lacks the permission."""

    permission: Permission

    def __call__(self, connection: HTTPConnection) -> Actor:
        actor = current_actor(connection)
        actor.check(self.permission)
        return actor


async def authorize_websocket(websocket: WebSocket, permission: Permission = "events.read") -> Actor | None:
    """The actor of a WebSocket, before it is accepted. None when it was refused, which is answered already."""
    try:
        actor = current_actor(websocket)
        actor.check(permission)
    except TronError as error:
        await refuse_websocket(websocket, error)
        return None
    return actor


async def session(request: Request) -> AsyncIterator[AsyncSession]:
    """One transaction for the request: committed once, before the answer is sent; rolled back on an error."""
    database = services_of(request).database
    async with database.transaction() as opened:
        try:
            await opened.connection()
        except (OSError, TimeoutError, DBAPIError) as error:
            raise Unavailable("The database cannot be reached.", hint=DATABASE_HINT) from error
        yield opened


def current_request_id() -> str | None:
    """For the audit log."""
    return request_id.get()


SessionDep = Annotated[AsyncSession, Depends(session, scope="function")]
ServicesDep = Annotated["Services", Depends(services_of)]
RequestId = Annotated[str | None, Depends(current_request_id)]
