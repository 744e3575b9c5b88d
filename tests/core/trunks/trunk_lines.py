"""A line with trunks that would ring real phones, and rows to dial by. Numbers are fictitious."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from pydantic import Field, SecretStr

from tests.phones import PhoneCall, PhoneLine
from tron.core.database.engine import Database
from tron.core.database.tables import TrunkRow
from tron.core.ports import AnswerRequest, LineCall, Trunk
from tron.core.trunks.spec import LineState, TrunkModel


class FakeTrunk(TrunkModel):
    """Settings of a trunk of the fake line."""

    host: str = Field(title="Host", description="Where it is.", min_length=1)
    port: int = Field(default=5060, ge=1, le=65535)
    password: SecretStr | None = None
    transport: Literal["udp", "tcp"] = "udp"
    codecs: list[Literal["PCMU", "PCMA"]] = Field(default_factory=lambda: ["PCMU", "PCMA"])


@dataclass
class TrunkLine(PhoneLine):
    """`PhoneLine` with trunks, on which calls come in too."""

    trunk_model: type[TrunkModel] = FakeTrunk

    async def state(self, trunk: Trunk | None) -> LineState:
        return LineState("ready", "It works.")


class ReceivingLine(TrunkLine):
    """Takes calls: `taken` keeps what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[AnswerRequest] = []
        self.answer = self._take  # type: ignore[assignment]

    async def _take(self, request: AnswerRequest) -> LineCall:
        self.taken.append(request)
        return PhoneCall(request.call_id)


async def save_trunk(database: Database, name: str, **values: Any) -> UUID:
    """A row of table trunks on the fake line."""
    async with database.transaction() as session:
        row = TrunkRow(**{"line": "fake", "name": name, "settings": {"host": "pbx.invalid"}, **values})
        session.add(row)
        await session.flush()
        return row.id
