"""What the web app's tests take for GET /api/tron/settings. `python -m tests.web_settings` writes it anew."""

from __future__ import annotations

import json
from pathlib import Path

from tests.snapshots import settings_with
from tron.core.settings import settings_out

FILE = Path(__file__).resolve().parent.parent / "tron/web/src/testing/settings.json"


def settings_json() -> str:
    """A fresh Tron's settings."""
    return json.dumps(settings_out(settings_with()).model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(settings_json(), "utf-8")
