"""Whether a webhook comes from Twilio: its signature over our public address and all that it says, good once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping

from twilio.request_validator import RequestValidator

from tron.core.clock import Clock

SIGNATURE = "x-twilio-signature"
REMEMBERED_SECONDS = 3600.0
MOST_REMEMBERED = 50_000


def is_signed(auth_token: str, url: str, form: Mapping[str, str], signature: str) -> bool:
    """Whether the account signed this."""
    return bool(signature) and bool(RequestValidator(auth_token).validate(url, dict(form), signature))


class Seen:
    """Signatures of the last hour, in this process. A call's own facts (its state, its token) guard it after that."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen: OrderedDict[str, float] = OrderedDict()

    def first(self, signature: str) -> bool:
        """False when it was here before; remembered from now on."""
        now = self._clock.monotonic()
        while self._seen and (len(self._seen) >= MOST_REMEMBERED or self._oldest() < now - REMEMBERED_SECONDS):
            self._seen.popitem(last=False)
        if signature in self._seen:
            return False
        self._seen[signature] = now
        return True

    def forget(self, signature: str) -> None:
        """It came to nothing, and may come again."""
        self._seen.pop(signature, None)

    def _oldest(self) -> float:
        return next(iter(self._seen.values()))
