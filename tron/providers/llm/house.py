"""What the models of one process share: open connections, and what was learned about each model."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field

import httpx2
import openai

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
        self._open: OrderedDict[Access, openai.AsyncOpenAI] = OrderedDict()
        self._leaving: set[asyncio.Task[None]] = set()

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
            http_client=openai.DefaultAsyncHttpxClient(limits=limits, timeout=timeout),
        )


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
