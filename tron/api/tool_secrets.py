"""/api/tron/tool-secrets: keys that headers of tools refer to. Written, never shown."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, status

from tron.api.deps import RequestId, SessionDep, require
from tron.api.errors import RESPONSES
from tron.api.tools import Writing
from tron.core.models.tool import SecretIn, SecretName, SecretOut, SecretPage
from tron.core.tools.secret_store import SecretStore

router = APIRouter(prefix="/tool-secrets", tags=["tools"], responses=RESPONSES)

Name = Annotated[SecretName, Path()]


async def _writer(actor: Writing, session: SessionDep, request_id: RequestId) -> SecretStore:
    return SecretStore(session, actor, request_id)


Writer = Annotated[SecretStore, Depends(_writer)]


@router.get("", dependencies=[Depends(require("settings.read"))])
async def list_secrets(session: SessionDep) -> SecretPage:
    """Which secrets there are, and what refers to them."""
    return SecretPage(items=await SecretStore(session).all(), next_cursor=None)


@router.put("/{name}")
async def put_secret(name: Name, body: SecretIn, secrets: Writer) -> SecretOut:
    """Give a secret a value, a new one or another one."""
    return await secrets.put(name, body.value)


@router.delete("/{name}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_secret(name: Name, secrets: Writer) -> None:
    """Remove a secret; 409 while something refers to it."""
    await secrets.delete(name)
