"""How a model's pieces travel: the first at once, the others joined, none held back from a sentence's end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from livekit.agents import APIConnectOptions, APITimeoutError, llm

from tests.emulators.model_vendors import OllamaEmulator
from tests.snapshots import settings_with
from tron.core.chat import ModelChoice, Piece, TokenUse, ToolCall
from tron.core.ports import LanguageModel
from tron.providers.llm.models import Models
from tron.providers.llm.patience import Patience
from tron.voice.language_model import PortLLM, _Joined
from tron.voice.speaker import sentences

PIECES = [
    "Sure",
    ",",
    " the",
    " price",
    " is",
    " ten",
    " ru",
    "pees",
    ".",
    " Shall",
    " I",
    " note it",
    " down? ",
    "Say",
    " yes or no",
]


def test_first_piece_and_sentence_ends_go_at_once() -> None:
    sent: list[str] = []
    joined = _Joined(sent.append)
    seen = []
    for piece in PIECES:
        joined.add(piece)
        seen.append(len(sent))
    joined.flush()
    assert seen == [1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 3, 3, 4, 5, 5]
    assert "".join(sent) == "".join(PIECES)
    assert sent[-1] == " yes or no"


@pytest.mark.parametrize("end", [".", "!", "?", "।", "॥", "\n"])
async def test_sentences_are_found_as_soon_as_without_joining(end: str) -> None:
    """After each piece the speaker knows as many whole sentences as it would from the pieces themselves."""
    pieces = [piece.replace(".", end) for piece in PIECES]
    sent: list[str] = []
    joined = _Joined(sent.append)
    for count, piece in enumerate(pieces, 1):
        joined.add(piece)
        assert await whole(sent) == await whole(pieces[:count])


async def whole(pieces: list[str]) -> list[str]:
    """The sentences that are known to be complete while more may come."""

    async def stream() -> AsyncIterator[str]:
        for piece in pieces:
            yield piece

    found = [sentence async for sentence in sentences(stream())]
    text = "".join(pieces).strip()
    return found[:-1] if found and text.endswith(found[-1]) else found


class Counting:
    """A model that says words, wants a tool and counts its tokens."""

    async def reply(self, *_: Any, **__: Any) -> AsyncIterator[Piece]:
        for piece in ("", "Yes. ", ToolCall("1", "weather", "{}"), "Ten.", TokenUse(30, 5, 20)):
            yield piece


async def test_only_words_are_spoken() -> None:
    model = PortLLM(Counting(), temperature=0.0, max_tokens=20)
    stream = model.chat(chat_ctx=llm.ChatContext.empty())
    said = [chunk.delta.content async for chunk in stream if chunk.delta]
    assert said == ["Yes. ", "Ten."]


async def spoken(model: LanguageModel, first_word_within: float) -> str:
    port = PortLLM(model, temperature=0.0, max_tokens=20, first_word_within=first_word_within)
    stream = port.chat(chat_ctx=llm.ChatContext.empty(), conn_options=APIConnectOptions(max_retry=0))
    return "".join([chunk.delta.content or "" async for chunk in stream if chunk.delta])


@pytest.mark.thorough
async def test_a_vendor_that_stalls_once_is_asked_again_before_its_caller_gives_up() -> None:
    async with OllamaEmulator() as ollama:
        ollama.order("stall", where="chat")
        models = Models(patience=Patience(first_token_within=1.0))
        settings = settings_with({"ai.ollama_endpoint": ollama.url})
        model = await models.find(ModelChoice("ollama", "qwen2.5:7b"), settings)
        assert model is not None
        assert await spoken(model, 1.0)
        await models.aclose()


@pytest.mark.thorough
async def test_a_model_without_a_sign_of_life_is_given_up() -> None:
    class Stuck:
        async def reply(self, *_: Any, **__: Any) -> AsyncIterator[Piece]:
            await asyncio.sleep(60)
            yield ""

    with pytest.raises(APITimeoutError):
        await spoken(Stuck(), 0.2)
