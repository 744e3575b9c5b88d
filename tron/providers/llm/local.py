"""Finds an Ollama that runs, so that nobody has to know that it could be used."""

from __future__ import annotations

import asyncio
import time
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from tron.core.settings import SettingsSnapshot
from tron.core.vendors import LocalModels
from tron.providers.llm.ollama import VENDOR

LOOK_SECONDS = 1.5
KEEP_SECONDS = 10.0
MOST_MODELS = 500
PREFERRED = ("qwen2.5:32b", "llama3.3:70b", "sarvam-m", "qwen2.5", "llama3.3", "qwen3", "llama3", "gemma")
"""The plan's first; a name without a tag stands for any size."""
_NO_CHAT = ("embed", "bge-", "minilm", "rerank")
_NO_CHAT_FAMILIES = frozenset({"bert", "nomic-bert"})


async def find_ollama(settings: SettingsSnapshot) -> LocalModels | None:
    """The Ollama of the settings with the models that can talk; None where none answers."""
    endpoint = settings.get_optional(VENDOR.endpoint)
    if endpoint is None:
        return None
    base = endpoint.rstrip("/").removesuffix(VENDOR.suffix)
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            rows = await _tags(f"{base}/api/tags")
        names = sorted({str(row["name"]) for row in rows if _chats(row)})[:MOST_MODELS]
    except (aiohttp.ClientError, OSError, ValueError, TypeError, LookupError, AttributeError):
        return None
    return LocalModels(VENDOR.name, _is_here(base), tuple(names), _suggested(names))


class LocalModelWatch:
    """Fulfils LocalModelFinder. Looks again when its last look is older than some seconds, once for all who ask."""

    def __init__(self) -> None:
        self._endpoint: str | None = None
        self._found: LocalModels | None = None
        self._until = 0.0
        self._looking = asyncio.Lock()

    async def find(self, settings: SettingsSnapshot) -> LocalModels | None:
        async with self._looking:
            endpoint = settings.get_optional(VENDOR.endpoint)
            if endpoint != self._endpoint or time.monotonic() > self._until:
                self._found = await find_ollama(settings)
                self._endpoint, self._until = endpoint, time.monotonic() + KEEP_SECONDS
            return self._found


async def _tags(address: str) -> list[dict[str, Any]]:
    async with aiohttp.ClientSession(raise_for_status=True) as session, session.get(address) as answer:
        return list((await answer.json(content_type=None))["models"])


def _chats(row: dict[str, Any]) -> bool:
    name = str(row["name"]).casefold()
    family = str((row.get("details") or {}).get("family", ""))
    return family not in _NO_CHAT_FAMILIES and not any(word in name for word in _NO_CHAT)


def _suggested(names: list[str]) -> str | None:
    for wanted in PREFERRED:
        for name in names:
            if name == wanted or name.startswith((f"{wanted}:", f"{wanted}.")):
                return name
    return names[0] if names else None


def _is_here(base: str) -> bool:
    host = urlsplit(base).hostname or ""
    if host in ("localhost", "host.docker.internal"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
