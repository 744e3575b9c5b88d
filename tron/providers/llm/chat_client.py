"""A model behind OpenAI's protocol, as core's LanguageModel."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing, suppress
from typing import Any, cast

import httpx2
import openai
from openai.types.chat import ChatCompletionChunk

from tron.core.chat import Piece, Row, ToolSpec
from tron.providers.llm.answer import Answer
from tron.providers.llm.failures import meaning, not_worded, seconds_to_wait
from tron.providers.llm.patience import Patience
from tron.providers.llm.request import Known, Request, learn, wrong_tool
from tron.providers.llm.rows import with_extras
from tron.providers.llm.thoughts import SpokenText
from tron.providers.llm.vendor import Server
from tron.providers.vendor_errors import not_this

READ_AHEAD_SECONDS = 30.0
MOST_LESSONS = 4

log = logging.getLogger(__name__)

# A server may answer with anything: the client builds its objects without looking at the types.
FAILURES = (openai.OpenAIError, httpx2.HTTPError, OSError, ValueError, TypeError, LookupError, AttributeError)


class ChatModel:
    """Fulfils LanguageModel and ReadsAhead; for one call, because servers want some things back in its later turns.

    Asks once more, before the first token or thought only: after a failed connection, a server's own error, a short
    Retry-After, or when neither comes. `client` is asked for at each request; `known` is shared by the model's calls.
    """

    def __init__(
        self,
        server: Server,
        model: str,
        base_url: str,
        client: Callable[[], openai.AsyncOpenAI],
        known: Known,
        patience: Patience,
    ) -> None:
        self.name = f"{server.name}/{model}"
        self._server = server
        self._model = model
        self._base_url = base_url
        self._client = client
        self._known = known
        self._patience = patience
        self._extras: dict[str, Any] = {}
        self._without_tools = False

    async def reply(
        self, messages: Sequence[Row], *, temperature: float, max_tokens: int, tools: Sequence[ToolSpec] = ()
    ) -> AsyncGenerator[Piece, None]:
        """The answer in pieces; an empty text before a second try, and while it thinks or a tool's arguments come."""
        retried, lessons = False, 0
        while True:
            offered = () if self._without_tools else tools
            request = Request(with_extras(messages, self._extras), temperature, max_tokens, offered)
            body = request.body(self._server, self._model, self._known)
            answer = self._answer()
            try:
                async with aclosing(self._pieces(body, answer, self._patience.first_token_within)) as pieces:
                    async for piece in pieces:
                        yield piece
                return
            except FAILURES as error:
                if lessons < MOST_LESSONS and isinstance(error, openai.APIStatusError) and self._learns(error, body):
                    lessons += 1
                    continue
                again = not (retried or answer.begun or answer.thought)
                wait = seconds_to_wait(error, self._patience.longest_wait) if again else None
                if wait is None:
                    with self._told(answer):
                        raise
                log.info("asking %s again: %s", self.name, type(error).__name__)
            retried = True
            yield ""
            await asyncio.sleep(wait)

    async def read_ahead(self, messages: Sequence[Row], tools: Sequence[ToolSpec] = ()) -> None:
        """Fulfils ReadsAhead: a local server loads the model and reads the persona, for any other connects."""
        with suppress(*FAILURES):
            if not self._server.local:
                async with asyncio.timeout(READ_AHEAD_SECONDS):
                    await self._client().models.list()
                return
            body = Request(messages, 0.0, 1, tools).body(self._server, self._model, self._known)
            async with asyncio.timeout(READ_AHEAD_SECONDS):
                async with aclosing(self._pieces(body, self._answer(), READ_AHEAD_SECONDS)) as pieces:
                    async for _ in pieces:
                        pass

    async def _pieces(
        self, body: Mapping[str, Any], answer: Answer, first_within: float
    ) -> AsyncGenerator[Piece, None]:
        clock = asyncio.get_running_loop().time
        began = clock()
        deadline = began + first_within
        async with asyncio.timeout_at(deadline):
            stream = await self._client().chat.completions.create(
                model=self._model, messages=cast("Any", body["messages"]), stream=True, extra_body=dict(body)
            )
        async with stream:
            chunks = aiter(cast("AsyncGenerator[ChatCompletionChunk, None]", stream))
            while True:
                until = clock() + self._patience.between_tokens if answer.begun else deadline
                try:
                    async with asyncio.timeout_at(until):
                        chunk = await anext(chunks)
                except StopAsyncIteration:
                    break
                thinks = False
                for piece in answer.add(chunk):
                    thinks = thinks or not (piece or answer.begun)
                    yield piece
                if thinks:
                    thought_through = began + self._patience.longest_thought
                    deadline = max(deadline, min(clock() + first_within, thought_through))
        for piece in answer.end():
            yield piece
        self._finish(answer)

    def _answer(self) -> Answer:
        late = self._known.opens_late
        opens_late = self._server.asking(self._model).opens_late if late is None else late
        return Answer(SpokenText(opens_late=opens_late), self._extras)

    def _finish(self, answer: Answer) -> None:
        """What this answer taught about the next ones. Raises VendorTrouble when it was none."""
        if answer.text.closed_late:
            self._known.opens_late = True
        elif answer.text.closed_never:
            self._known.opens_late = False
        if answer.chunks == 0:
            raise not_this(self._server.title, self._base_url)
        if not answer.begun and answer.finish == "length":
            raise not_worded(self._server, self._model)

    def _learns(self, error: openai.APIStatusError, body: Mapping[str, Any]) -> bool:
        if "tools" in body and wrong_tool(error):  # one agent's tool: other calls keep theirs
            log.warning("%s refuses a tool: this call goes on without any", self.name)
            self._without_tools = True
            return True
        learned = learn(self._known, error, body)
        if learned:
            log.info("%s is asked differently from now on: %s", self.name, self._known)
        return learned

    def _told(self, answer: Answer) -> Any:
        patience = self._patience
        first_within = patience.longest_thought if answer.thought else patience.first_token_within
        seconds = patience.between_tokens if answer.begun else first_within
        return meaning(self._server, self._base_url, self._model, [], seconds)
