"""SIP messages as this door reads, changes and writes them: a first line, headers in order, a body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

LONG_NAMES = {"f": "From", "t": "To", "v": "Via", "i": "Call-ID", "m": "Contact", "l": "Content-Length"}
MOST_HEADERS = 100
_FOLD = re.compile(r"\r?\n[ \t]+")
_PARAMETER = re.compile(r';\s*([\w.\-+]+)(?:\s*=\s*("[^"]*"|[^;,\s>]*))?')


class BadMessage(Exception):
    """These bytes are no SIP message."""


@dataclass
class SipMessage:
    """`first` is the request or status line; headers keep their order and their own spelling."""

    first: str
    headers: list[tuple[str, str]]
    body: bytes = b""

    @property
    def is_request(self) -> bool:
        return not self.first.startswith("SIP/2.0 ")

    @property
    def method(self) -> str:
        return self.first.split(" ", 1)[0] if self.is_request else ""

    @property
    def uri(self) -> str:
        return self.first.split(" ")[1] if self.is_request else ""

    def get(self, name: str) -> str | None:
        """The first header of this (long) name."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    def drop(self, *names: str) -> None:
        """All headers of these names."""
        gone = {name.lower() for name in names}
        self.headers = [(key, value) for key, value in self.headers if key.lower() not in gone]

    def drop_first(self, name: str) -> None:
        at = next(i for i, (key, _) in enumerate(self.headers) if key.lower() == name.lower())
        del self.headers[at]

    def encode(self) -> bytes:
        lines = [self.first, *(f"{name}: {value}" for name, value in self.headers)]
        return ("\r\n".join(lines) + "\r\n\r\n").encode() + self.body


def parse(data: bytes) -> SipMessage:
    """Raises BadMessage."""
    head, _, body = data.partition(b"\r\n\r\n")
    try:
        text = _FOLD.sub(" ", head.decode())
    except UnicodeDecodeError:
        raise BadMessage("not UTF-8") from None
    first, *lines = text.split("\r\n")
    if len(lines) > MOST_HEADERS or not (first.endswith(" SIP/2.0") or first.startswith("SIP/2.0 ")):
        raise BadMessage("no SIP")
    if len(first.split(" ")) < 3:
        raise BadMessage("no first line")
    return SipMessage(first, [header for line in lines for header in _headers(line)], body)


def response(request: SipMessage, status: str, more: Sequence[tuple[str, str]] = (), *, tag: str = "") -> SipMessage:
    """An answer to a request, e.g. "200 OK"."""
    headers = []
    for name, value in request.headers:
        if name.lower() == "to" and tag and ";tag=" not in value.lower():
            headers.append((name, f"{value};tag={tag}"))
        elif name.lower() in ("via", "from", "to", "call-id", "cseq"):
            headers.append((name, value))
    return SipMessage(f"SIP/2.0 {status}", [*headers, *more, ("Content-Length", "0")])


def parameter(value: str, name: str) -> str | None:
    """A `;name=...` of a header's value; "" for one without a value."""
    for found in _PARAMETER.finditer(value):
        if found.group(1).lower() == name.lower():
            return (found.group(2) or "").strip('"')
    return None


def _headers(line: str) -> list[tuple[str, str]]:
    name, colon, value = line.partition(":")
    if not colon:
        raise BadMessage("a header without a colon")
    plain = name.strip()
    long = LONG_NAMES.get(plain.lower(), plain)
    if long.lower() != "via":
        return [(long, value.strip())]
    return [(long, one.strip()) for one in value.split(",")]
