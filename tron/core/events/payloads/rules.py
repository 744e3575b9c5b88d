"""What an agent must say, may not say, and knows."""

from __future__ import annotations

from typing import Literal

from tron.core.events.payload import Payload


class GuardrailBlocked(Payload):
    """The model was about to say what it may not; a refusal was said instead. Never holds the words.

    `topic` is the owner's phrase where `kind` is topic.
    """

    type = "guardrail.blocked"
    kind: Literal["topic", "prompt", "tool", "secret", "role", "human"]
    topic: str | None = None


class KnowledgeUsed(Payload):
    """The model was given a passage of this document for its answer. `score`, from 0 to 1: how well it fits."""

    type = "knowledge.used"
    document_id: str
    title: str
    score: float


class AboutDisclosure(Payload):
    """Of a required disclosure: its place in the agent's list, from 0."""

    index: int


class DisclosureSaid(AboutDisclosure):
    """The caller has heard it."""

    type = "disclosure.said"


class DisclosureMissed(AboutDisclosure):
    """The call is over, and it was never heard whole."""

    type = "disclosure.missed"
