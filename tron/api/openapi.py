"""`python -m tron.api.openapi`: writes tron/web/openapi.json, from which the web app's types are made."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from tron import __version__
from tron.api.router import build_router

TARGET = Path(__file__).resolve().parent.parent / "web" / "openapi.json"


def openapi_document() -> dict[str, Any]:
    """The OpenAPI document of all routes; needs no running Tron."""
    app = FastAPI(title="Tron", version=__version__)
    app.include_router(build_router())
    return app.openapi()


def main() -> None:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.write_text(json.dumps(openapi_document(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
