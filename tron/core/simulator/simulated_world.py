"""The world around a flow in a try: the model and webhooks are real, nobody is rung, written to or kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from tron.core import phone
from tron.core.database.tables import Agent, Call
from tron.core.errors import Invalid
from tron.core.flow_calls.asking import ask_model
from tron.core.flow_calls.documents import Documents
from tron.core.flow_calls.messages import find_template
from tron.core.flow_calls.own_lines import OwnLines
from tron.core.flow_calls.webhooks import CallWebhooks
from tron.core.flow_engine.questions import Answers, Asking
from tron.core.flow_engine.world import (
    Found,
    MessageOrder,
    MessageResult,
    MessageTemplate,
    TransferResult,
    WebhookAnswer,
    WebhookCall,
)
from tron.core.ports import LanguageModel
from tron.core.ports.colleagues import Invitation
from tron.core.ports.messages import Channel
from tron.core.tools.http_request import secret_names

if TYPE_CHECKING:
    from tron.core.services import Services

ANSWERS: Final = "answers"
COLLEAGUE: Final = "a colleague (simulated)"
REASONS: Final[Mapping[str, str]] = {
    "busy": "busy",
    "no_answer": "rang_out",
    "declined": "declined",
    "unreachable": "unreachable",
}
NO_SECRETS: Final = "Your role may not send secrets in a try."


class SimulatedWorld:
    """Implements flow_engine.world.World. `model` is asked bare. `colleagues`: who does not answer, by number or name.

    `may_use_secrets` False: a webhook whose headers hold a secret is not sent. Close it.
    """

    def __init__(
        self,
        services: Services,
        agent: Agent,
        call: Call,
        model: LanguageModel | None,
        *,
        zone: ZoneInfo,
        colleagues: Mapping[str, str] | None = None,
        may_use_secrets: bool = True,
    ) -> None:
        self._services = services
        self._model = model
        self._zone = zone
        self._colleagues = {_plain(to): fate for to, fate in (colleagues or {}).items()}
        self._may_use_secrets = may_use_secrets
        self._webhooks = CallWebhooks(services, call.id)
        self._documents = Documents(services, agent)
        self._lines = OwnLines(agent, call)

    async def aclose(self) -> None:
        await self._documents.aclose()

    def now(self) -> datetime:
        return self._services.clock.now().astimezone(self._zone)

    async def ask(self, asking: Asking) -> Answers | None:
        return await ask_model(self._model, asking) if self._model is not None else None

    async def webhook(self, call: WebhookCall) -> WebhookAnswer:
        if not self._may_use_secrets and secret_names(call.headers.values()):
            return WebhookAnswer(False, problem=NO_SECRETS)
        return await self._webhooks.send(call)

    async def transfer(self, to: str, *, announce: str = "", wait: float = 30.0) -> TransferResult:
        del announce, wait
        name = _plain(to)
        if not name:
            return TransferResult(False, "invalid_number")
        fate = self._colleagues.get(name, ANSWERS)
        return TransferResult(True, by=COLLEAGUE) if fate == ANSWERS else TransferResult(False, REASONS[fate])

    async def invite(self, invitation: Invitation) -> TransferResult:
        """Who answers takes the call."""
        return await self.transfer(invitation.to)

    async def together(self) -> str:
        """Nobody is there to talk with."""
        return "colleague"

    async def message_template(self, channel: Channel, name: str) -> MessageTemplate | None:
        return await find_template(self._services.database, channel, name)

    async def send_message(self, order: MessageOrder) -> MessageResult:
        """Shown by the node's event, sent to nobody."""
        return MessageResult(True) if _plain(order.to) else MessageResult(False, "This is not a phone number.")

    async def schedule_callback(self, due_at: datetime, note: str) -> bool:
        del due_at, note
        return True

    async def opt_out(self, words: str) -> None:
        """A wish never to be called again, in a try, is nobody's."""

    async def find(self, query: str) -> Found:
        return await self._documents.find(query)

    def prepared(self, words: str) -> str | None:
        return self._lines.prepared(words)

    def urgent(self, words: str) -> str | None:
        return self._lines.urgent(words)


def _plain(to: str) -> str:
    """E.164 for a number, "" for one that is none; a name as it is, without case."""
    if not any(map(str.isdigit, to)):
        return to.strip().casefold()
    try:
        return phone.normalise(to)
    except Invalid:
        return ""
