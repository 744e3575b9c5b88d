"""Lines: vendors' accounts, and which line calls by default."""

from __future__ import annotations

from tron.core.settings import kinds

TELEPHONY = (
    kinds.secret(
        "telephony.twilio_account_sid",
        "Twilio account SID",
        "Starts with AC; the first page of the Twilio console shows it.",
        names=("TWILIO_ACCOUNT_SID",),
    ),
    kinds.secret(
        "telephony.twilio_auth_token",
        "Twilio auth token",
        "Stands beside the account SID in the Twilio console.",
        names=("TWILIO_AUTH_TOKEN",),
    ),
    kinds.phone(
        "telephony.from_number",
        "From number",
        "The number people see when Tron calls, unless a line or campaign has its own.",
        names=("TWILIO_FROM_NUMBER", "TWILIO_PHONE_NUMBER"),
    ),
    kinds.text("telephony.sip_trunk_id", "SIP trunk ID", "The Elastic SIP Trunk at Twilio; starts with TK."),
    kinds.url(
        "telephony.twilio_endpoint",
        "Twilio address",
        "Another address only where a proxy stands before Twilio.",
        default="https://api.twilio.com",
        advanced=True,
    ),
    kinds.url(
        "telephony.public_url",
        "Public URL",
        "Where Twilio and others reach this Tron from the internet, with https://. Only lines with webhooks need it.",
        schemes=("https",),
        names=("TRON_PUBLIC_URL",),
    ),
    kinds.text(
        "telephony.default_line",
        "Default line",
        "The line of calls that name none. sandbox is the Practice line: simulated people, nobody's phone rings.",
        pattern=r"^[a-z][a-z0-9_-]{0,39}$",
        max_length=40,
        default="sandbox",
    ),
)
