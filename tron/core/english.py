"""The English transcript of a call that is over: who translates which line, what it cost, and what is left.

The caller's lines are translated from their sound, the agent's from their words; words stand in where sound gave none.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

from tron.core.cost import Usage
from tron.core.languages import weigh
from tron.core.ports import SpokenPart, Translator
from tron.core.private_words import is_masked
from tron.core.settings import SettingsSnapshot
from tron.core.speech import SAMPLE_RATE
from tron.core.translation import is_english
from tron.core.vendors import Trouble, VendorTrouble

Reason = Literal["no_translator", "no_model", "nothing_came", "too_slow", "error", "lost"] | Trouble
"""Why lines stay without English. `no_translator`: neither a key for speech nor a model that talks freely.

`no_model`: there is a key, but these lines have no sound of a caller.
"""

BYTES_A_MINUTE = SAMPLE_RATE * 2 * 60
SOUND_VENDOR = "sarvam"
UNKNOWN = "und"
"""BCP 47 for a language that nobody knows."""

CutSound = Callable[[Sequence[tuple[float, float]]], Awaitable[list[bytes]]]
"""The caller's sound of these spans (seconds since the answer): 16 kHz mono s16le, empty where there is none."""


class SoundTranslators(Protocol):
    """Who translates by sound."""

    def translator(self, settings: SettingsSnapshot) -> Translator | None:
        """None without a key."""
        ...


@dataclass(frozen=True, slots=True)
class Translators:
    """Who can translate now. `words_name` says which model it was, once it has answered."""

    by_sound: Translator | None = None
    cut_sound: CutSound | None = None
    by_words: Translator | None = None
    words_name: Callable[[], str] = lambda: "model"


@dataclass(frozen=True, slots=True)
class English:
    """`texts`: one for each line, "" where none could be had, which `reason` explains. `usages`: of sound alone."""

    texts: list[str]
    by: list[str] = field(default_factory=list)
    reason: Reason | None = None
    usages: list[Usage] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Answer:
    """Texts by place in the transcript, or why there are none."""

    texts: Mapping[int, str] = field(default_factory=dict)
    failed: Reason | None = None


async def translate(lines: Sequence[Mapping[str, Any]], language: str, who: Translators, within: float) -> English:
    """English of a stored transcript's lines (role, text, start, end); those that have it keep it.

    `language` (BCP 47) is the agent's, `within` seconds for all. What a vendor fails in is told as the reason.
    """
    deadline = asyncio.get_running_loop().time() + within
    parts = [_part(line, language) for line in lines]
    known = [_known(line, part) for line, part in zip(lines, parts, strict=True)]
    wanted = {place: part for place, part in enumerate(parts) if part.text and not known[place]}
    heard = await _heard(lines, wanted, who)
    rest = {place: part for place, part in wanted.items() if place not in heard}
    sound, words = await asyncio.gather(_ask(who.by_sound, heard, deadline), _ask(who.by_words, rest, deadline))
    unheard = {place: wanted[place] for place in heard if not sound.texts.get(place)}
    again = await _ask(who.by_words, unheard, deadline)
    found = {**sound.texts, **words.texts, **{place: text for place, text in again.texts.items() if text}}
    texts = [text or found.get(place, "") for place, text in enumerate(known)]
    by = [SOUND_VENDOR] if any(sound.texts.values()) else []
    by += [who.words_name()] if any([*words.texts.values(), *again.texts.values()]) else []
    minutes = sum(len(part.pcm or b"") for place, part in heard.items() if sound.texts.get(place)) / BYTES_A_MINUTE
    reason: Reason | None = None
    if not all(texts[place] for place in wanted):
        reason = again.failed or words.failed or sound.failed or _nobody(who)
    return English(texts, by, reason, [Usage("stt", SOUND_VENDOR, minutes)] if minutes else [])


def _part(line: Mapping[str, Any], language: str) -> SpokenPart:
    text = str(line.get("text") or "").strip()
    evidence = weigh(text, None, None)
    told = evidence.language if evidence else language
    return SpokenPart(text, told if is_english(text, told) or not told.startswith("en") else UNKNOWN)


def _known(line: Mapping[str, Any], part: SpokenPart) -> str:
    """What is English already, by an earlier translation or as it was said; what was said in confidence is nobody's
    to hear again."""
    stays = is_masked(part.text) or is_english(part.text, part.language)
    return str(line.get("english") or "") or (part.text if stays else "")


async def _heard(
    lines: Sequence[Mapping[str, Any]], wanted: Mapping[int, SpokenPart], who: Translators
) -> dict[int, SpokenPart]:
    """Of the wanted lines those that somebody can translate from their sound, with it."""
    if who.by_sound is None or who.cut_sound is None:
        return {}
    places = [place for place in wanted if lines[place].get("role") == "caller"]
    spans = [(float(lines[place].get("start") or 0), float(lines[place].get("end") or 0)) for place in places]
    sounds = await who.cut_sound(spans) if spans else []
    return {place: replace(wanted[place], pcm=pcm) for place, pcm in zip(places, sounds, strict=True) if pcm}


def _nobody(who: Translators) -> Reason:
    if who.by_words is not None:
        return "nothing_came"
    return "no_translator" if who.by_sound is None else "no_model"


async def _ask(translator: Translator | None, parts: Mapping[int, SpokenPart], deadline: float) -> _Answer:
    if translator is None or not parts:
        return _Answer()
    try:
        async with asyncio.timeout_at(deadline):
            return _Answer(dict(zip(parts, await translator.english(list(parts.values())), strict=True)))
    except VendorTrouble as trouble:
        return _Answer(failed=trouble.state)
    except TimeoutError:
        return _Answer(failed="too_slow")
