"""English questions that share no words with their answer: the real model and a real database."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import pytest

from tests.core.knowledge.conftest import house  # noqa: F401 - the fixture
from tests.core.knowledge.house import House
from tron.core.knowledge.embeddings import Embedder
from tron.providers.embeddings.builtin import BuiltinEmbedder
from tron.providers.engines.client import EngineClient
from tron.providers.engines.embedding import EmbeddingEngine

PAPER = """\
# Refunds
Your money is paid back to the card within seven working days after the goods reached our warehouse.

# Repairs
A technician comes to your home and mends the machine. Within the first two years this costs nothing.

# Store
We are on Linking Road in Bandra, next to the metro station.

# Hours
Open from ten in the morning until eight in the evening, closed on Mondays.

# Cancellation
You can call off an order until it has left the warehouse.

# Payment
UPI, cards and cash on delivery are accepted. Instalments are possible from 5,000 rupees on.
"""


class InThisProcess:
    """The engines' client, without their process."""

    def __init__(self) -> None:
        self._engine = EmbeddingEngine()
        self._engine.load()

    async def embed(self, texts: Sequence[str]) -> list[list[float]]:
        pieces = self._engine.run({}, json.dumps(list(texts)).encode())
        return [row.tolist() for head, body in pieces for row in np.frombuffer(body, "<f4").reshape(head["count"], -1)]


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return BuiltinEmbedder(InThisProcess())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How long until I am reimbursed?", "seven working days"),
        ("My washing machine broke, who fixes it?", "technician"),
        ("Is it near a train station?", "Bandra"),
        ("Are you available on weekends at noon?", "Open from ten"),
        ("I want to cancel what I bought", "call off an order"),
        ("When will I have the cash again?", "seven working days"),
    ],
)
async def test_a_question_in_other_words_finds_its_passage(house: House, embedder, question, answer):  # noqa: F811
    house.offer.embedder = embedder
    await house.indexed(await house.add(PAPER))
    found = await (await house.knowledge()).find(question)
    assert any(answer in passage.text for passage in found), found


@pytest.mark.parametrize(
    "question", ["Who is the prime minister of France?", "Tell me a joke about penguins", "Are you a robot?"]
)
async def test_a_question_about_something_else_finds_nothing(house: House, embedder, question):  # noqa: F811
    house.offer.embedder = embedder
    await house.indexed(await house.add(PAPER))
    assert await (await house.knowledge()).find(question) == []


def test_it_is_asked_for_latin_letters_only():
    embedder = BuiltinEmbedder(EngineClient())
    assert embedder.knows("refund kab milega")
    assert not embedder.knows("रिफंड कब मिलेगा")
