"""All routes together, and what every app that serves them needs around them."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI

from tron.api import health, settings
from tron.api.clean_input import CleanInput
from tron.api.errors import install_error_handlers
from tron.api.middleware import Edge

API_PREFIX = "/api/tron"


def build_router() -> APIRouter:
    """Health at the root, everything else below /api/tron, the WebSocket at /ws/tron."""
    api = APIRouter(prefix=API_PREFIX)
    api.include_router(settings.router)

    root = APIRouter()
    root.include_router(health.router)
    root.include_router(api)
    return root


def install_edge(app: FastAPI) -> None:
    """Error shape and middleware. The last one added is the outermost."""
    install_error_handlers(app)
    app.add_middleware(CleanInput)
    app.add_middleware(Edge)
