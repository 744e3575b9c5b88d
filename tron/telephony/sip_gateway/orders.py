"""What the gateway is told: messages of its control socket, JSON objects with a `type`."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator, model_validator

HEADER_NAME = r"X-[A-Za-z0-9\-]{1,60}\Z"
LONGEST_ORDER = 256 * 1024


class BadOrder(Exception):
    """A message that cannot be followed. `call_id` where it told one."""

    def __init__(self, code: str, message: str, call_id: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.call_id = call_id


class _Order(BaseModel):
    model_config = ConfigDict(extra="ignore")


Identity = Annotated[str, Field(min_length=1, max_length=64)]
Headers = Annotated[dict[str, Annotated[str, Field(max_length=512)]], Field(max_length=40)]


class StreamAddress(_Order):
    """The worker's door for streams: a socket in the data folder, or a ws:// address. The gateway asks it for
    `/sip/<call id>`."""

    socket: str | None = None
    url: str | None = None

    @model_validator(mode="after")
    def _one(self) -> StreamAddress:
        if not self.socket and not self.url:
            raise ValueError("a stream has a socket or a url")
        return self


class Accounts(_Order):
    """All accounts there are; `home` is added for lanes: False for an account that another lane registers."""

    type: Literal["accounts"]
    accounts: list[dict[str, Any]]


class Dial(_Order):
    type: Literal["dial"]
    call_id: Identity
    account: Identity
    to: Annotated[str, Field(min_length=1, max_length=256)]
    from_: Annotated[str | None, Field(alias="from", max_length=128)] = None
    ring_timeout: Annotated[float, Field(gt=0, le=300)] = 45.0
    headers: Headers = {}
    max_seconds: Annotated[float | None, Field(gt=0)] = None
    stream: StreamAddress
    token: str

    @field_validator("to", "from_")
    @classmethod
    def _one_line(cls, value: str | None) -> str | None:
        if value is not None and any(ord(c) <= 32 or c in '<>"' for c in value):
            raise ValueError("no spaces, quotes or brackets")
        return value

    @field_validator("headers")
    @classmethod
    def _clean(cls, value: dict[str, str]) -> dict[str, str]:
        return clean_headers(value)


class Answer(_Order):
    type: Literal["answer"]
    gateway_call: Identity
    call_id: Identity
    stream: StreamAddress
    token: str
    max_seconds: Annotated[float | None, Field(gt=0)] = None


class Reject(_Order):
    type: Literal["reject"]
    gateway_call: Identity
    sip_status: Annotated[int, Field(ge=300, le=699)] = 603


class HangUp(_Order):
    type: Literal["hang_up"]
    call_id: Identity


class Exists(_Order):
    type: Literal["exists"]
    id: str | int
    call_id: Identity


class Watch(_Order):
    """How accounts are is told from now on; `incoming`: whether calls that come in are offered, too."""

    type: Literal["watch"]
    incoming: bool = True


class Pass(_Order):
    """No place for this call: somebody else may take it."""

    type: Literal["pass"]
    gateway_call: Identity


Order = Accounts | Dial | Answer | Reject | HangUp | Exists | Watch | Pass
_ORDERS: TypeAdapter[Order] = TypeAdapter(Annotated[Order, Field(discriminator="type")])


def clean_headers(headers: dict[str, str]) -> dict[str, str]:
    """The headers themselves. Raises ValueError for one that is no `X-...` header of one line."""
    for name, value in headers.items():
        if not re.match(HEADER_NAME, name) or any(ord(c) < 32 or ord(c) == 127 for c in value):
            raise ValueError(f"{name[:60]!r} is no X- header of one line")
    return headers


def parse_order(message: str | bytes) -> Order:
    """Raises BadOrder."""
    body: Any = None
    if isinstance(message, str):
        try:
            body = json.loads(message)
        except (ValueError, RecursionError):
            body = None
    if not isinstance(body, dict):
        raise BadOrder("bad_message", "A message is a JSON object with a type.")
    named = body.get("call_id")
    call_id = named if isinstance(named, str) else None
    try:
        return _ORDERS.validate_python(body)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadOrder("bad_message", f"{where}: {first['msg']}", call_id) from None


def encode(type_: str, **values: Any) -> str:
    """A message for a client."""
    return json.dumps({"type": type_, **values}, ensure_ascii=False, separators=(",", ":"))
