"""The core's LanguageModel port as a livekit llm.LLM."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from livekit.agents import APIConnectionError, APIError, APITimeoutError, llm, utils
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, NOT_GIVEN, APIConnectOptions, NotGivenOr

from tron.core.chat import Row
from tron.core.ports import LanguageModel
from tron.core.vendors import VendorTrouble
from tron.voice.speaker import SENTENCE_ENDS

logger = logging.getLogger(__name__)

LATER_PIECE_WITHIN = 5.0
GRACE = 0.5
"""A vendor's model notices itself that no token comes, and then asks again or lets another one answer."""
_ENDS = frozenset(SENTENCE_ENDS)


class PortLLM(llm.LLM[Any]):
    """Streams the words of a port's reply. A first token later than `first_word_within` seconds is a timeout, unless
    the port says meanwhile, by an empty text, that it is alive.

    `on_broken` is told of a reply that is not whole. Tools are not this class's matter, nor is the count of tokens:
    what runs and what counts them stands between it and the model.
    """

    def __init__(
        self,
        model: LanguageModel,
        *,
        temperature: float,
        max_tokens: int,
        first_word_within: float = 3.0,
        on_broken: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__()
        self.port = model
        self.temperature = temperature
        self.max_tokens = max_tokens
        self.first_word_within = first_word_within
        self.on_broken = on_broken

    @contextmanager
    def limited(self, *, temperature: float | None, max_tokens: int | None) -> Iterator[None]:
        """Within it replies are this warm and this long; None leaves it as it is."""
        before = self.temperature, self.max_tokens
        self.temperature = self.temperature if temperature is None else temperature
        self.max_tokens = max_tokens or self.max_tokens
        try:
            yield
        finally:
            self.temperature, self.max_tokens = before

    def chat(
        self,
        *,
        chat_ctx: llm.ChatContext,
        tools: list[llm.Tool] | None = None,
        conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS,
        parallel_tool_calls: NotGivenOr[bool] = NOT_GIVEN,
        tool_choice: NotGivenOr[llm.ToolChoice] = NOT_GIVEN,
        extra_kwargs: NotGivenOr[dict[str, Any]] = NOT_GIVEN,
    ) -> llm.LLMStream:
        return _PortStream(self, chat_ctx=chat_ctx, tools=tools or [], conn_options=conn_options)


class _PortStream(llm.LLMStream):
    def __init__(
        self, owner: PortLLM, *, chat_ctx: llm.ChatContext, tools: list[llm.Tool], conn_options: APIConnectOptions
    ) -> None:
        super().__init__(owner, chat_ctx=chat_ctx, tools=tools, conn_options=conn_options)
        self._owner = owner

    async def _run(self) -> None:
        request_id = utils.shortuuid("reply_")

        def send(text: str) -> None:
            delta = llm.ChoiceDelta(role="assistant", content=text)
            self._event_ch.send_nowait(llm.ChatChunk(id=request_id, delta=delta))

        joined = _Joined(send)
        try:
            async for piece in self._pieces():
                joined.add(piece)
        except VendorTrouble as trouble:
            # Whoever tries the vendors has told of each; an end without words is a failed reply.
            logger.warning("no model gave a whole reply (%s)", trouble.state)
            self._owner.on_broken()
        except APIError:
            joined.flush()
            raise
        joined.flush()

    async def _pieces(self) -> AsyncIterator[str]:
        owner = self._owner
        pieces = aiter(
            owner.port.reply(messages(self._chat_ctx), temperature=owner.temperature, max_tokens=owner.max_tokens)
        )
        patience = owner.first_word_within + GRACE
        while True:
            try:
                async with asyncio.timeout(patience):  # wait_for would make a task for each piece
                    piece = await anext(pieces)
            except StopAsyncIteration:
                return
            except TimeoutError:
                raise APITimeoutError(retryable=False) from None
            except (APIError, VendorTrouble):
                raise
            except Exception as error:  # the vendor's own kind: livekit knows what to do with its own
                raise APIConnectionError(f"the model failed: {type(error).__name__}", retryable=False) from error
            if isinstance(piece, str) and piece:
                patience = LATER_PIECE_WITHIN
                yield piece


class _Joined:
    """Pieces joined up to where a sentence may end; the first goes at once, for it is the model's first token.

    Half sentences are not spoken anyway, and each piece costs every task on its way through livekit a turn of the loop.
    """

    def __init__(self, send: Callable[[str], None]) -> None:
        self._send = send
        self._waiting = ""
        self._at_once = True

    def add(self, piece: str) -> None:
        self._waiting += piece
        if self._at_once or not _ENDS.isdisjoint(piece):
            self.flush()

    def flush(self) -> None:
        """What follows a sentence's end shows that it was one: it goes at once, too."""
        text, self._waiting = self._waiting, ""
        if text:
            self._at_once = not _ENDS.isdisjoint(text)
            self._send(text)


def messages(chat_ctx: llm.ChatContext) -> list[Row]:
    """The context as chat rows with one system row in front.

    livekit appends per-reply instructions as a last system message; some servers refuse that order, so they are
    folded into the first.
    """
    system: list[str] = []
    rows: list[Row] = []
    for item in chat_ctx.items:
        if not isinstance(item, llm.ChatMessage) or not (text := item.text_content):
            continue
        if item.role in ("system", "developer"):
            system.append(text)
        else:
            rows.append({"role": item.role, "content": text})
    if system:
        rows.insert(0, {"role": "system", "content": "\n\n".join(system)})
    return rows
