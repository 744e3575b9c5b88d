"""Whether a webhook comes from Twilio: its signature over our public address and all that it says."""

from __future__ import annotations

from collections.abc import Mapping

from twilio.request_validator import RequestValidator

SIGNATURE = "x-twilio-signature"


def is_signed(auth_token: str, url: str, form: Mapping[str, str], signature: str) -> bool:
    """Whether the account signed this."""
    return bool(signature) and bool(RequestValidator(auth_token).validate(url, dict(form), signature))
