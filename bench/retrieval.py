"""Retrieval over a full knowledge base: 10,000 passages with vectors, questions of all three languages.

Two figures count: how long a search takes, and what a turn waits for it when it was begun on the partial transcript.
"""

from __future__ import annotations

import asyncio
import math
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from bench.report import spread, table
from bench.storage import bench_database
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, KnowledgeDocument
from tron.core.knowledge.lookahead import Lookahead
from tron.core.knowledge.search import AgentKnowledge
from tron.core.knowledge.words import sounds_of, words_of
from tron.core.repositories.knowledge import KnowledgeRepository, NewPassage

DIMENSIONS = 384
SPOKEN_BEFORE_THE_END = 0.4
"""Seconds between the last partial with all words and the end of the turn."""
_TOPICS = """
delivery refund order price plan warranty repair store hours payment card address size rice flour oil milk doctor fee
loan installation technician visit discount school hostel premium insurance battery charger screen cover sofa table lamp
fan खुला दुकान कीमत वापसी पैसे सामान शहर सोमवार सुबह किस्त ब्याज दाखिला शिकायत बिजली मशीन कपड़ा जूता किताब
"""
TOPICS = _TOPICS.split()
QUESTIONS = (
    "What is the price of the sofa cover?",
    "How long is the warranty of a charger after a repair?",
    "डिलीवरी के बाद वापसी के पैसे कब मिलेंगे",
    "मशीन की किस्त और ब्याज कितना है",
    "sofa aur table ka daam kitna hai",
    "Do you sell bicycles in Hyderabad?",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """`runs` of each question."""

    passages: int = 10_000
    runs: int = 5


class Made:
    """Vectors out of the air, at once: what the engines' process takes for one is another matter (about 15 ms)."""

    name = "bench/made"
    dimensions = DIMENSIONS
    unlike = 0.0

    def __init__(self) -> None:
        self._random = random.Random(7)

    def knows(self, text: str) -> bool:
        return bool(text)

    async def embed(self, texts: Sequence[str], *, question: bool = False) -> list[list[float]]:
        del question
        return [self.one() for _ in texts]

    def one(self) -> list[float]:
        numbers = [self._random.gauss(0, 1) for _ in range(DIMENSIONS)]
        length = math.sqrt(sum(number * number for number in numbers))
        return [number / length for number in numbers]


async def measure(plan: Plan) -> str:
    """A table: milliseconds."""
    async with bench_database() as url:
        database = Database(url)
        try:
            made = Made()
            agent_id = await _fill(database, plan.passages, made)
            knowledge = AgentKnowledge(database, made, agent_id, threshold=0.3)
            alone, waited = await _searches(knowledge, plan.runs)
            rows = [
                ("A search, nothing begun", spread(alone).text()),
                (f"Wait of a turn, begun {SPOKEN_BEFORE_THE_END:.1f} s before its end", spread(waited).text()),
            ]
            return table(("Milliseconds", f"{plan.passages:,} passages"), rows)
        finally:
            await database.close()


async def _searches(knowledge: AgentKnowledge, runs: int) -> tuple[list[float], list[float]]:
    alone, waited = [], []
    for _ in range(runs):
        for question in QUESTIONS:
            began = time.perf_counter()
            await knowledge.find(question)
            alone.append((time.perf_counter() - began) * 1000)
            ahead = Lookahead(knowledge)
            ahead.begin(question)
            await asyncio.sleep(SPOKEN_BEFORE_THE_END)
            began = time.perf_counter()
            await ahead.result(question)
            waited.append((time.perf_counter() - began) * 1000)
            await ahead.aclose()
    return alone, waited


async def _fill(database: Database, passages: int, made: Made) -> UUID:
    """An agent with one document of so many passages; its id."""
    rng = random.Random(1)
    names = [
        f"{a}{b}{c}" for a in ("ka", "mo", "ti", "re") for b in ("nda", "sto", "vel", "gun") for c in ("n", "ti", "ra")
    ]
    async with database.transaction() as session:
        agent = Agent(name="Bench", voice_id="x", language="hi-IN", llm_provider="x", llm_model="x", tone="x")
        session.add(agent)
        await session.flush()
        document = KnowledgeDocument(agent_id=agent.id, kind="text", title="All", state="ready", passages=passages)
        session.add(document)
        await session.flush()
        rows = KnowledgeRepository(session)
        await rows.replace_passages(document, [_passage(rng, number, names) for number in range(passages)])
    async with database.transaction() as session:
        ids = [row.id for row in await session.execute(text("SELECT id FROM knowledge_passages"))]
        await KnowledgeRepository(session).embed(made.name, [(id_, made.one()) for id_ in ids])
    async with database.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("VACUUM ANALYZE knowledge_passages"))
    return agent.id


def _passage(rng: random.Random, number: int, names: Sequence[str]) -> NewPassage:
    """About 110 words: a passage is about a few topics, and names them more than once."""
    about = rng.sample(TOPICS, 4)
    words = [rng.choice(about) if rng.random() < 0.15 else rng.choice(names) for _ in range(110)]
    written = f"Row {number}. {' '.join(words)}"
    folded = words_of(written)
    return NewPassage("", written, " ".join(folded), sounds_of(folded))
