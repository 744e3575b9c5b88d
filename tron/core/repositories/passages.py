"""SQL that finds passages: by words, by meaning, and their texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import KnowledgeDocument, KnowledgePassage
from tron.core.database.vector import as_text
from tron.core.knowledge.ranking import Candidate
from tron.core.knowledge.words import Term

MOST_FOUND = 40
BY_SOUND = 0.75
"""What a word counts that only sounds like the one that was asked for, or resembles it."""
RESEMBLES = "0.7"
"""How alike a word must be, from 0 to 1, where no passage has it as it is."""

# A word weighs the more the fewer passages have it; one that none has weighs most, so that a question about something
# else scores low. `near` is for names and slips of the pen: words that no passage has.
_BY_WORDS = text(
    """
    WITH asked AS (
        SELECT place, word,
            COALESCE(words, plainto_tsquery('simple', word)) AS exact, CAST(NULLIF(sounds, '') AS tsquery) AS sound
        FROM (
            SELECT place, word, sounds, (
                SELECT CAST(string_agg(NULLIF(CAST(one AS text), ''), ' | ') AS tsquery)
                FROM unnest(string_to_array(alternatives, ' ')) AS w,
                    LATERAL (VALUES (plainto_tsquery('simple', w)), (plainto_tsquery('english', w)),
                        (plainto_tsquery('hindi', w))) AS made (one)
            ) AS words
            FROM unnest(CAST(:words AS text[]), CAST(:alternatives AS text[]), CAST(:sounds AS text[]))
                WITH ORDINALITY AS given (word, alternatives, sounds, place)
        ) AS parts
    ), here AS (
        SELECT count(*) AS passages FROM knowledge_passages WHERE agent_id = CAST(:agent AS uuid)
    ), exact AS (
        SELECT asked.place, p.id, 1.0 AS worth FROM asked
        JOIN knowledge_passages p ON p.agent_id = CAST(:agent AS uuid) AND p.tsv @@ asked.exact
    ), sounding AS (
        SELECT asked.place, p.id, CAST(:by_sound AS double precision) AS worth FROM asked
        JOIN knowledge_passages p ON p.agent_id = CAST(:agent AS uuid) AND p.tsv @@ asked.sound
        WHERE asked.sound IS NOT NULL
    ), near AS (
        SELECT asked.place, p.id, CAST(:by_sound AS double precision) AS worth FROM asked
        JOIN knowledge_passages p ON p.agent_id = CAST(:agent AS uuid) AND asked.word <% p.text
        WHERE length(asked.word) >= 5 AND NOT EXISTS (SELECT 1 FROM exact WHERE exact.place = asked.place)
            AND NOT EXISTS (SELECT 1 FROM sounding WHERE sounding.place = asked.place)
    ), hits AS (
        SELECT place, id, max(worth) AS worth
        FROM (SELECT * FROM exact UNION ALL SELECT * FROM sounding UNION ALL SELECT * FROM near) AS every
        GROUP BY place, id
    ), weights AS (
        SELECT asked.place, ln(1 + (passages + 0.5) / (COALESCE(found.passages_with, 0) + 0.5)) AS weight
        FROM asked CROSS JOIN here
        LEFT JOIN (SELECT place, count(*) AS passages_with FROM hits GROUP BY place) AS found USING (place)
    )
    SELECT id, sum(worth * weight) / (SELECT sum(weight) FROM weights) AS score
    FROM hits JOIN weights USING (place) GROUP BY id ORDER BY score DESC, id LIMIT :most
    """
)
_BY_MEANING = text(
    """
    SELECT id, -(embedding <#> CAST(CAST(:vector AS text) AS vector)) AS score FROM knowledge_passages
    WHERE agent_id = CAST(:agent AS uuid) AND embedded_by = :model AND vector_dims(embedding) = :dimensions
    ORDER BY 2 DESC LIMIT :most
    """
)


@dataclass(frozen=True, slots=True)
class FoundText:
    """A passage's words, its headings before them."""

    document_id: UUID
    title: str
    whole: str


class PassageRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def any_of(self, agent_id: UUID) -> bool:
        query = select(exists().where(KnowledgePassage.agent_id == agent_id))
        return bool((await self._session.execute(query)).scalar_one())

    async def by_words(self, agent_id: UUID, terms: Sequence[Term]) -> list[Candidate]:
        """The score is the share of the question's weight that a passage has the words for."""
        if not terms:
            return []
        await self._session.execute(text(f"SET LOCAL pg_trgm.word_similarity_threshold = {RESEMBLES}"))
        rows = await self._session.execute(
            _BY_WORDS,
            {
                "agent": agent_id,
                "words": [term.word for term in terms],
                "alternatives": [" ".join(term.alternatives) for term in terms],
                "sounds": [" | ".join(f"'{sound}'" for sound in term.sounds) for term in terms],
                "by_sound": BY_SOUND,
                "most": MOST_FOUND,
            },
        )
        return [Candidate(row.id, float(row.score)) for row in rows]

    async def by_meaning(self, agent_id: UUID, model: str, vector: Sequence[float]) -> list[Candidate]:
        """The score is the cosine, of vectors of this model alone; one by its name that has other dimensions is
        another."""
        asked: Mapping[str, Any] = {
            "agent": agent_id,
            "model": model,
            "vector": as_text(vector),
            "dimensions": len(vector),
            "most": MOST_FOUND,
        }
        rows = await self._session.execute(_BY_MEANING, asked)
        return [Candidate(row.id, float(row.score)) for row in rows]

    async def texts(self, passage_ids: Sequence[UUID]) -> dict[UUID, FoundText]:
        row = KnowledgePassage
        query = select(row.id, row.document_id, row.heading, row.text, KnowledgeDocument.title)
        query = query.join(KnowledgeDocument, KnowledgeDocument.id == row.document_id).where(row.id.in_(passage_ids))
        return {
            found.id: FoundText(
                found.document_id, found.title, f"{found.heading}: {found.text}" if found.heading else found.text
            )
            for found in await self._session.execute(query)
        }
