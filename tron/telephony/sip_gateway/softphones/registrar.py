"""Who has registered as which extension, and until when. In memory alone: after a restart phones register anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tron.telephony.sip_gateway.softphones.digest import Digest
from tron.telephony.sip_gateway.softphones.message import SipMessage, parameter, response

SHORTEST, LONGEST = 30, 120
"""Seconds of a registration: a phone is back soon after the gateway was started again."""
MOST_WRONG, WRONG_SECONDS = 10, 60.0
Source = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Extension:
    """One softphone that may register. `account` is its account's id."""

    account: str
    user: str
    password: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a phone is: what it sent its registration from."""

    source: Source
    until: float


class Registrar:
    """`changed` is called when somebody comes or goes."""

    def __init__(self, now: Callable[[], float], changed: Callable[[], None]) -> None:
        self._now = now
        self._changed = changed
        self._digest = Digest(now)
        self._extensions: dict[str, Extension] = {}
        self._contacts: dict[str, Contact] = {}
        self._wrong: dict[str, tuple[int, float]] = {}

    def replace(self, extensions: list[Extension]) -> None:
        """These are all there are. Whose password changed has to register anew."""
        before, self._extensions = self._extensions, {one.user: one for one in extensions}
        kept = {user for user, one in self._extensions.items() if before.get(user) == one}
        self._contacts = {user: contact for user, contact in self._contacts.items() if user in kept}

    def contact(self, account: str) -> Contact | None:
        """Where the softphone of this account is now."""
        for user, extension in self._extensions.items():
            contact = self._contacts.get(user)
            if extension.account == account and contact is not None and contact.until > self._now():
                return contact
        return None

    def user(self, account: str) -> str:
        return next((user for user, one in self._extensions.items() if one.account == account), "")

    def states(self) -> Mapping[str, bool]:
        """By account, whether its softphone is there."""
        return {one.account: self.contact(one.account) is not None for one in self._extensions.values()}

    def knows(self, source: Source) -> bool:
        """Whether a phone that is registered speaks from there."""
        return any(one.source == source and one.until > self._now() for one in self._contacts.values())

    def register(self, request: SipMessage, source: Source) -> SipMessage | None:
        """The answer to a REGISTER; None to say nothing to somebody who guesses passwords."""
        extension = self.caller(request, source, "Authorization")
        if self._guesses(source):
            return None
        if extension is None:
            challenge = [("WWW-Authenticate", self._digest.challenge(request.get("Authorization")))]
            return response(request, "401 Unauthorized", challenge, tag="tron")
        asked = _expires(request)
        seconds = 0 if asked == 0 else max(SHORTEST, min(LONGEST, asked))
        self._note(extension.user, source, seconds)
        kept = [("Contact", f"{_address(request)};expires={seconds}")] if seconds else []
        return response(request, "200 OK", kept, tag="tron")

    def challenge(self, request: SipMessage) -> SipMessage:
        """The answer to an INVITE without a password."""
        asked = [("Proxy-Authenticate", self._digest.challenge(request.get("Proxy-Authorization")))]
        return response(request, "407 Proxy Authentication Required", asked, tag="tron")

    def caller(self, request: SipMessage, source: Source, header: str) -> Extension | None:
        """The extension whose password a request shows."""
        authorization = request.get(header)
        if authorization is None or self._guesses(source):
            return None
        extension = self._extensions.get(self._digest.user(authorization))
        password = extension.password if extension is not None else ""
        if self._digest.holds(authorization, request.method, password) and extension is not None:
            self._wrong.pop(source[0], None)
            return extension
        count, since = self._wrong.get(source[0], (0, self._now()))
        self._wrong[source[0]] = (count + 1, since)
        return None

    def _note(self, user: str, source: Source, seconds: int) -> None:
        account = self._extensions[user].account
        before = self.contact(account)
        if seconds:
            self._contacts[user] = Contact(source, self._now() + seconds)
        else:
            self._contacts.pop(user, None)
        if (before is None) == bool(seconds) or (before is not None and before.source != source):
            self._changed()

    def _guesses(self, source: Source) -> bool:
        count, since = self._wrong.get(source[0], (0, 0.0))
        if self._now() - since > WRONG_SECONDS:
            self._wrong.pop(source[0], None)
            return False
        return count >= MOST_WRONG


def _address(request: SipMessage) -> str:
    """The address in its Contact, without parameters of the header."""
    contact = request.get("Contact") or ""
    return contact[: contact.find(">") + 1] or contact.split(";")[0]


def _expires(request: SipMessage) -> int:
    contact = request.get("Contact") or ""
    outside = contact[contact.rfind(">") + 1 :] if ">" in contact else contact
    given = parameter(outside, "expires") or request.get("Expires") or str(LONGEST)
    return int(given) if given.isdigit() and len(given) < 10 else LONGEST
