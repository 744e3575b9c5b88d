"""All routes together, and what every app that serves them needs around them."""

from __future__ import annotations

import re

from fastapi import APIRouter, FastAPI

from tron.api import (
    agents,
    calls,
    docs,
    engines,
    flow_simulator,
    flows,
    health,
    hooks,
    knowledge,
    lines,
    mcp_servers,
    message_hooks,
    messages,
    models,
    practice,
    probes,
    scenarios,
    settings,
    simulator,
    streams,
    supervision,
    tool_secrets,
    tools,
    voices,
    websocket,
    workers,
)
from tron.api.clean_input import CleanInput
from tron.api.errors import install_error_handlers
from tron.api.middleware import BasePath, Edge

API_PREFIX = "/api/tron"
UPLOADS = re.compile(rf"{API_PREFIX}/agents/[^/]+/knowledge/files$")
CANVASES = re.compile(rf"{API_PREFIX}/flows(/|$)")


def build_router() -> APIRouter:
    """Health at the root, everything else below /api/tron, the WebSocket at /ws/tron."""
    api = APIRouter(prefix=API_PREFIX)
    resources = (
        agents,
        calls,
        docs,
        engines,
        flow_simulator,
        flows,
        knowledge,
        lines,
        messages,
        models,
        practice,
        probes,
        scenarios,
        settings,
        tools,
        mcp_servers,
        tool_secrets,
        voices,
        workers,
    )
    for resource in resources:
        api.include_router(resource.router)
    api.include_router(health.inside)
    api.include_router(streams.calls_router)
    api.include_router(supervision.router)

    root = APIRouter()
    root.include_router(health.router)
    root.include_router(api)
    root.include_router(websocket.router)
    root.include_router(streams.router)
    root.include_router(supervision.socket_router)
    root.include_router(message_hooks.router)
    root.include_router(hooks.router)
    root.include_router(simulator.router)
    root.include_router(flow_simulator.socket_router)
    return root


def install_edge(app: FastAPI, base_path: str = "/") -> None:
    """Error shape and middleware. The last one added is the outermost."""
    install_error_handlers(app)
    app.add_middleware(CleanInput, uploads=UPLOADS, canvases=CANVASES)
    if base_path != "/":
        app.add_middleware(BasePath, prefix=base_path.rstrip("/"))
    app.add_middleware(Edge)
