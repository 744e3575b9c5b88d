"""What the models of one process share: open connections, and what was learned about each model."""

from __future__ import annotations

import asyncio
import ssl
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import anyio
import httpx2
import openai
from openai.types.chat import ChatCompletionChunk

from tron.core.ports import LanguageModels
from tron.providers.llm.chat_client import ChatModel
from tron.providers.llm.patience import Patience
from tron.providers.llm.request import Known
from tron.providers.llm.vendor import Access, Server

KEEP_SECONDS = 120.0
"""How long an idle connection is kept: turns of a call are further apart than the five seconds that are usual."""
MOST_CLIENTS = 32
LONGEST_ANSWER = 300.0


class Clients:
    """One client for each server and key, with its connections. A client that was put away opens again when asked."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._trusted: ssl.SSLContext | None = None
        self._loading = asyncio.Lock()
        self._open: OrderedDict[Access, openai.AsyncOpenAI] = OrderedDict()
        self._leaving: set[asyncio.Task[None]] = set()

    async def ready(self) -> None:
        """Loads what the first request would load: a fifth of a second, in which calls would have no sound."""
        async with self._loading:
            if self._trusted is None:
                with ThreadPoolExecutor(1, thread_name_prefix="model-client") as thread:
                    self._trusted = await asyncio.get_running_loop().run_in_executor(thread, _load)

    def of(self, access: Access) -> openai.AsyncOpenAI:
        """The client to use for one request; ask again for the next one."""
        client = self._open.get(access)
        if client is None:
            client = self._open[access] = self._client(access)
            if len(self._open) > MOST_CLIENTS:
                _, oldest = self._open.popitem(last=False)
                task = asyncio.create_task(_close_later(oldest), name="close-model-client")
                self._leaving.add(task)
                task.add_done_callback(self._leaving.discard)
        self._open.move_to_end(access)
        return client

    async def aclose(self) -> None:
        for task in tuple(self._leaving):
            task.cancel()
        await asyncio.gather(*self._leaving, return_exceptions=True)
        clients, self._open = list(self._open.values()), OrderedDict()
        await asyncio.gather(*(client.close() for client in clients), return_exceptions=True)

    def _client(self, access: Access) -> openai.AsyncOpenAI:
        timeout = httpx2.Timeout(None, connect=self._patience.connect)  # the rest is timed by who reads
        limits = httpx2.Limits(max_connections=1000, max_keepalive_connections=100, keepalive_expiry=KEEP_SECONDS)
        return openai.AsyncOpenAI(
            api_key=access.key or "none",
            base_url=access.base_url,
            timeout=timeout,
            max_retries=0,
            http_client=openai.DefaultAsyncHttpxClient(
                limits=limits, timeout=timeout, verify=True if self._trusted is None else self._trusted
            ),
        )


def _load() -> ssl.SSLContext:
    """The certificates to trust, for all clients; besides, the library's parts that load when first used."""
    context = httpx2.create_ssl_context()
    client = openai.AsyncOpenAI(api_key="none", http_client=openai.DefaultAsyncHttpxClient(verify=context))
    assert client.chat.completions is not None
    ChatCompletionChunk.construct(**_CHUNK)
    anyio.run(anyio.sleep, 0)  # a loop of this thread alone; it loads what httpx2 waits with
    return context


_CHUNK: dict[str, Any] = {
    "id": "1",
    "object": "chat.completion.chunk",
    "created": 1,
    "model": "m",
    "choices": [{"index": 0, "delta": {"content": "a"}, "finish_reason": None}],
}


async def _close_later(client: openai.AsyncOpenAI) -> None:
    try:
        await asyncio.sleep(LONGEST_ANSWER)
    finally:
        await client.close()


@dataclass
class House:
    """One per process and event loop. `builtin` finds the built-in model, None where no engines run."""

    builtin: LanguageModels | None = None
    patience: Patience = field(default_factory=Patience)
    known: dict[tuple[str, str], Known] = field(default_factory=dict)
    clients: Clients = field(init=False)

    def __post_init__(self) -> None:
        self.clients = Clients(self.patience)

    def model(self, server: Server, access: Access, model: str) -> ChatModel:
        """A model of a server; what is learned about it is kept for the next call."""
        known = self.known.setdefault((access.base_url, model), Known())
        return ChatModel(server, model, access.base_url, lambda: self.clients.of(access), known, self.patience)
