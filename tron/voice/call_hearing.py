"""Who hears in a call: the vendor's recogniser where there is a key, and the built-in ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from livekit.agents import stt

from tron.core.database.tables import Agent, Call
from tron.core.phone import is_practice
from tron.core.ports import Abilities, SpeechToText
from tron.core.settings import SettingsSnapshot
from tron.providers.stt.practice import CallCatalogues, PracticeRecogniser
from tron.voice.recognition import Recogniser
from tron.voice.speech_to_text import FrameSTT, UtteranceSTT

HEARS_ENGLISH_ONLY = "The built-in recogniser understands English only."
BUILTIN = "builtin"
SLOWEST = 9.0
"""Seconds that the built-in recogniser may take on a busy machine."""
SURELY_STALLED = 3.5
"""Seconds; vendors' recognisers notice their own stalls sooner, this one catches what they miss."""


class CloudRecogniser(Protocol):
    """One call's recogniser of a vendor."""

    @property
    def answers(self) -> bool:
        """Whether each voice that ended is answered, with words or without."""
        ...


class CloudHearing(Protocol):
    """A vendor that recognises speech."""

    def open(self, settings: SettingsSnapshot, *, language: str) -> stt.STT[Any] | None:
        """For one call; None without a key."""
        ...


@dataclass(frozen=True, slots=True)
class Ears:
    """`recognisers` in the order in which they are tried. `wanted`: the language that the first one cannot hear.

    `by_sound`: words are known by their very sound, which must not be changed.
    """

    recognisers: tuple[Recogniser, ...]
    vendor: str
    wanted: str | None = None
    by_sound: bool = False


class Hearings:
    """All that can hear in a process."""

    def __init__(
        self,
        builtin: SpeechToText,
        catalogues: CallCatalogues,
        *,
        cloud: CloudHearing | None = None,
        abilities: Abilities | None = None,
    ) -> None:
        self._builtin = builtin
        self._catalogues = catalogues
        self._cloud = cloud
        self._abilities = abilities

    async def choose(self, agent: Agent, call: Call, settings: SettingsSnapshot) -> Ears:
        """Who hears this call."""
        practice = call.phone_number is not None and is_practice(call.phone_number)
        own, wanted = await self._own(agent, call, practice)
        by_sound = practice and settings.get_str("ai.practice_recognition") == BUILTIN
        cloud = None if by_sound or self._cloud is None else self._cloud.open(settings, language=agent.language)
        if cloud is None:
            return Ears((own,), BUILTIN, wanted, practice)
        answers = bool(getattr(cloud, "answers", False))
        hearing = Recogniser("stt/sarvam", cloud, answers, SURELY_STALLED, tries=1)
        # One that hears another language would take each sentence for some other: better none, and a polite end.
        return Ears((hearing,) if wanted else (hearing, own), "sarvam")

    async def for_colleague(self, agent: Agent, call: Call, settings: SettingsSnapshot) -> stt.STT[Any] | None:
        """One more, for somebody who speaks in the agent's place; None where nothing here hears its language."""
        cloud = self._cloud.open(settings, language=agent.language) if self._cloud is not None else None
        if cloud is not None:
            return cloud
        own, wanted = await self._own(agent, call, practice=False)
        return own.stt if wanted is None else None

    async def _own(self, agent: Agent, call: Call, practice: bool) -> tuple[Recogniser, str | None]:
        name = f"stt/{BUILTIN}"
        if practice:
            catalogue = self._catalogues.of(call.id)
            return Recogniser(name, FrameSTT(lambda: PracticeRecogniser(catalogue), language=agent.language)), None
        if self._abilities is not None and await self._abilities.hears(agent.language):
            both = await self._abilities.hears("hi-IN") and await self._abilities.hears("en-IN")
            ears = UtteranceSTT(self._builtin, language=agent.language, multilingual=both)
            return Recogniser(name, ears, True, SLOWEST), None
        wanted = None if agent.language.startswith("en") else agent.language
        return Recogniser(name, UtteranceSTT(self._builtin, language="en-IN"), True, SLOWEST), wanted
