"""Where the LiveKit server is and what it knows us by: key, secret, and the tokens made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from livekit import api

from tron.core.compliance import GateSettings
from tron.core.ports import DialFailed

URL, KEY, SECRET, TRUNK = "livekit.url", "livekit.api_key", "livekit.api_secret", "livekit.outbound_trunk_id"
NAMES = {URL: "LiveKit URL", KEY: "LiveKit API key", SECRET: "LiveKit secret"}
OUTBOUND, INBOUND = "call-outbound-", "call-inbound-"
"""What the names of rooms begin with: those that Tron makes, and those of LiveKit's dispatch rule."""
TOKEN_LASTS = timedelta(minutes=10)
"""A token opens a room; who is in it stays. LiveKit renews it for those that are."""
EMPTY_SECONDS, DEPARTED_SECONDS = 30, 2
"""How long a room outlives nobody ever coming, and the last one leaving."""


class NotSetUp(DialFailed):
    """The settings name no LiveKit server; nothing was dialled."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        names = ", ".join(NAMES[key] for key in missing)
        super().__init__("failed", "trunk_error", None, f"LiveKit is not set up. Missing: {names}.")
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Access:
    """One LiveKit server as the settings name it."""

    url: str
    key: str = field(repr=False)
    secret: str = field(repr=False)

    @property
    def in_cloud(self) -> bool:
        """LiveKit's own servers, which have more than the open-source one."""
        return (urlsplit(self.url).hostname or "").endswith(".livekit.cloud")

    def join_token(self, room: str, identity: str, metadata: str = "") -> str:
        """Opens `room` for our own side of a call. A room that is not there is made, with `metadata`."""
        config = api.RoomConfiguration(
            empty_timeout=EMPTY_SECONDS, departure_timeout=DEPARTED_SECONDS, metadata=metadata
        )
        return (
            api.AccessToken(self.key, self.secret)
            .with_identity(identity)
            .with_kind("agent")
            .with_ttl(TOKEN_LASTS)
            .with_grants(api.VideoGrants(room_join=True, room=room, agent=True))
            .with_room_config(config)
            .to_jwt()
        )


def missing_of(settings: GateSettings) -> tuple[str, ...]:
    """Keys of the settings that LiveKit needs and that are empty."""
    return tuple(key for key in NAMES if not settings.get(key))


def access_of(settings: GateSettings) -> Access:
    """Raises NotSetUp."""
    if missing := missing_of(settings):
        raise NotSetUp(missing)
    return Access(str(settings.get(URL)), str(settings.get(KEY)), str(settings.get(SECRET)))
