"""A flow's webhook: one request by the rules of tools, with secrets from their store."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from tron.core.database.failures import DATABASE_ERRORS
from tron.core.errors import TronError
from tron.core.flow_engine.world import WebhookAnswer, WebhookCall
from tron.core.plain import plain, plain_text
from tron.core.tools.discovery import allow_list
from tron.core.tools.http_request import can_be_set, filled_headers, secret_names, without_secrets
from tron.core.tools.ports import HttpAnswer, HttpRequest
from tron.core.tools.secret_store import read_secrets
from tron.core.tools.trouble import ToolTrouble

if TYPE_CHECKING:
    from tron.core.services import Services

log = logging.getLogger(__name__)

IDEMPOTENCY: Final = "Idempotency-Key"
JSON: Final = "application/json"


class CallWebhooks:
    """Those of one call. A talk may begin anew, for somebody who picks up late, and goes back where words into the
    goodbye reopen it: what was sent with success before that is not sent again, its answer counts. What failed, or was
    not answered, goes out again under the same idempotency key.
    """

    def __init__(self, services: Services, call_id: UUID) -> None:
        self._services = services
        self._call_id = call_id
        self._given: dict[str, asyncio.Future[WebhookAnswer]] = {}
        self._before: dict[str, asyncio.Future[WebhookAnswer]] = {}

    def begin(self) -> None:
        """A talk begins."""
        self._before |= self._given
        self._given = {}

    async def send(self, call: WebhookCall) -> WebhookAnswer:
        """Raises nothing, as `send_webhook`. A GET changes nothing, so it asks anew each time."""
        sent = self._before.get(call.key) or (self._given.get(call.key) if call.repeats else None)
        earlier = sent if call.method != "GET" else None
        if earlier is not None and (answer := await asyncio.shield(earlier)).ok:
            return replace(answer, again=True)
        of_call = hashlib.sha256(f"{self._call_id} {call.key}".encode()).hexdigest()[:32]
        sending = asyncio.ensure_future(send_webhook(self._services, replace(call, key=of_call)))
        self._given[call.key] = sending
        return await sending


async def send_webhook(services: Services, call: WebhookCall) -> WebhookAnswer:
    """Its answer. Raises nothing: `problem` says why nothing came back."""
    if services.tools is None:
        return WebhookAnswer(False, problem="This process reaches nothing outside.")
    try:
        secrets = await read_secrets(services.database, services.settings, secret_names(call.headers.values()))
        answer = await services.tools.reach.fetch(_request(call, secrets), await allow_list(services.settings))
    except TronError as trouble:
        status = trouble.http_status if isinstance(trouble, ToolTrouble) else None
        return WebhookAnswer(False, status, problem=trouble.message)
    except DATABASE_ERRORS as error:
        log.warning("a webhook waits for nobody, the database is away: %s", type(error).__name__)
        return WebhookAnswer(False, problem="The secrets could not be read.")
    return _answer(answer, secrets)


def _request(call: WebhookCall, secrets: Mapping[str, str]) -> HttpRequest:
    """Raises ToolTrouble for a header that cannot be, and for a secret that is not set."""
    for name, value in call.headers.items():
        if not can_be_set(name, value):
            raise ToolTrouble("bad_arguments", f"The header {name[:60]} cannot be set like this.")
    headers = filled_headers(call.headers, secrets)
    given = {name.lower() for name in headers}
    usual = {"Accept": f"{JSON}, text/plain;q=0.9, */*;q=0.5", IDEMPOTENCY: call.key}
    if call.body is not None:
        usual["Content-Type"] = JSON
    headers |= {name: value for name, value in usual.items() if name.lower() not in given}
    body = None if call.body is None else call.body.encode()
    return HttpRequest(call.method, call.url, headers, body, call.seconds)


def _answer(answer: HttpAnswer, secrets: Mapping[str, str]) -> WebhookAnswer:
    text = without_secrets(answer.text, secrets.values())
    ok = answer.status < 400
    problem = "" if ok else f"The service answered {answer.status}."
    return WebhookAnswer(ok, answer.status, _read(text), problem)


def _read(text: str) -> Any:
    """JSON as the database can keep it, else the text."""
    try:
        return plain(json.loads(text))
    except (ValueError, RecursionError):
        return plain_text(text.strip())
