"""The LiveKit server of calls, and LiveKit Egress."""

from __future__ import annotations

from typing import get_args

from tron.core.ports.recordings import RecordedBy
from tron.core.settings import kinds

RECORDED_BY = get_args(RecordedBy)

LIVEKIT = (
    kinds.url(
        "livekit.url",
        "LiveKit URL",
        "Where the LiveKit server listens.",
        schemes=("ws", "http", "https", "wss"),
        names=("LIVEKIT_URL",),
    ),
    kinds.secret("livekit.api_key", "LiveKit API key", "From the LiveKit project's keys.", names=("LIVEKIT_API_KEY",)),
    kinds.secret(
        "livekit.api_secret", "LiveKit secret", "Belongs to the LiveKit API key.", names=("LIVEKIT_API_SECRET",)
    ),
    kinds.text("livekit.outbound_trunk_id", "Outbound trunk", "LiveKit's trunk for outgoing calls; starts with ST_."),
    kinds.text(
        "livekit.agent_name",
        "Agent name",
        "Workers register with LiveKit under it; the dispatch rule of incoming calls names it too.",
        pattern=r"^[A-Za-z0-9_-]{1,60}$",
        max_length=60,
        default="tron",
        advanced=True,
    ),
    kinds.choice(
        "livekit.recording",
        "Calls are recorded by",
        "Of LiveKit's lines. Where Egress records alone, Tron's own recording goes once the one of Egress is whole.",
        RECORDED_BY,
        default="worker",
        advanced=True,
    ),
    kinds.text(
        "livekit.egress_folder",
        "Folder of Egress",
        "Where Egress writes, as Egress sees it; with a bucket, the folder in it. Empty: as Egress is configured.",
        max_length=300,
        advanced=True,
    ),
    kinds.text("livekit.egress_bucket", "Bucket", "Of S3 or a store that speaks it. Empty: no bucket.", advanced=True),
    kinds.text("livekit.egress_region", "Region of the bucket", "Such as ap-south-1.", max_length=60, advanced=True),
    kinds.secret(
        "livekit.egress_key_id",
        "Access key of the bucket",
        "May be empty where Egress has one by itself.",
        advanced=True,
    ),
    kinds.secret("livekit.egress_secret", "Secret key of the bucket", "Belongs to the access key.", advanced=True),
    kinds.url(
        "livekit.egress_endpoint",
        "Address of the store",
        "Only for stores other than Amazon's, such as MinIO or R2.",
        advanced=True,
    ),
    kinds.switch(
        "livekit.egress_path_style",
        "Bucket in the path",
        "For stores without a host name for each bucket, such as MinIO.",
        default=False,
        advanced=True,
    ),
)
