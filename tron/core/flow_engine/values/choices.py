"""One of several choices: by its words in either script, nearly so, or by its place ("doosra wala")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from tron.core.flow_engine.values import number_words as words
from tron.core.flow_engine.values.corrections import segments
from tron.core.flow_engine.values.latin import latin
from tron.core.flow_engine.values.model import Choice, Parsed, missing
from tron.core.flow_engine.values.simple_numbers import simple_at
from tron.core.flow_engine.values.sounds import sound, sounds_of
from tron.core.flow_engine.values.tokens import Token, tokenise
from tron.core.scripts.matching import NEGATIONS
from tron.core.scripts.phrases import yes_no
from tron.core.word_lists import ENGLISH, HINDI

_NEAR: Final = 80
"""Per cent of likeness from which a word counts as one misheard."""
_SHORTEST: Final = 4
"""Letters of a word that may be misheard."""
_MANY: Final = 300
"""Different words of an utterance that are compared one by one."""
_FEW: Final = 4
"""Words of an utterance in which a bare number is a place."""
_OPTION: Final = "option number vikalp choice no ऑप्शन नंबर विकल्प"
_LAST: Final = "last aakhri akhri aakhiri आखिरी आखरी लास्ट"
_SMALL: Final = ENGLISH | HINDI
_NOT: Final = "not no dont nahi mat nahin neither nor na"
_BESIDE: Final = "wala wali wale plan bhi to bilkul ko वाला वाली वाले भी तो बिल्कुल को"
"""They may stand between a choice and what refuses it: "gold wala nahi"."""


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Keys of words in order, by the first of them, the longest first; with the choice's place."""

    by_first: Mapping[str, Sequence[tuple[tuple[str, ...], int]]]
    vocabulary: frozenset[str]
    telling: tuple[str, ...]
    """Words that may be recognised when misheard."""


def parse_choice(said: str, choices: Sequence[Choice]) -> Parsed:
    """The id of the choice that was said; ambiguous where several were."""
    tokens = tokenise(said)
    if not choices or not tokens:
        return missing("nothing")
    phrases = _phrases(tuple(choices))
    heard = _heard(tokens, phrases)
    meant: set[int] = set()
    for part in reversed(segments(tokens, lambda token: heard.get(token.word) in phrases.vocabulary)):
        meant = _said(part, [heard[token.word] for token in part], phrases) or _by_place(part, len(choices))
        if meant:
            break
    meant = meant or _agreed(said, choices)
    if len(meant) == 1:
        choice = choices[meant.pop()]
        return Parsed(choice.id, spoken=choice.label)
    return missing("ambiguous" if meant else "nothing")


def _heard(tokens: Sequence[Token], phrases: _Phrases) -> dict[str, str]:
    """The key of each word; of one that was misheard or stands in the other script, the key that is meant."""
    heard = {token.word: _key(token) for token in tokens}
    unknown = [word for word, key in heard.items() if key not in phrases.vocabulary and len(key) > 2]
    for word in unknown[-_MANY:]:
        heard[word] = _nearest(word, heard[word], phrases) or heard[word]
    return heard


def _nearest(word: str, key: str, phrases: _Phrases) -> str | None:
    """The telling word that is most like this one, if any is like it."""
    likeness = {telling: _likeness(key, telling, other_script=not word.isascii()) for telling in phrases.telling}
    nearest = max(likeness, key=lambda telling: likeness[telling], default="")
    return nearest if nearest and likeness[nearest] >= _NEAR else None


def _likeness(key: str, telling: str, *, other_script: bool) -> float:
    """Per cent. Written in another script a word keeps its consonants, and has no mute e: होम, home."""
    if other_script and (telling.removesuffix("e") == key or _bones(key) == _bones(telling) != ""):
        return 99
    return fuzz.ratio(key, telling) if len(key) >= _SHORTEST else 0


def _said(tokens: Sequence[Token], keys: Sequence[str], phrases: _Phrases) -> set[int]:
    """The choices whose words occur, without those that are refused."""
    found: set[int] = set()
    at = told = 0
    while at < len(keys):
        hits = phrases.by_first.get(keys[at], ())
        hit = next((hit for hit in hits if tuple(keys[at : at + len(hit[0])]) == hit[0]), None)
        if hit is None:
            at += 1
            continue
        end = at + len(hit[0])
        refused = _refused_by(tokens, max(told, at - 2), at, end)
        if refused is None:
            found.add(hit[1])
        else:
            told = refused + 1
        at = end
    return found


def _refused_by(tokens: Sequence[Token], near: int, start: int, end: int) -> int | None:
    """Where the "no" stands that refuses a choice, from `near` on: "not gold", "gold nahi", "gold wala nahi". Each
    refuses one: "gold wala nahi silver"."""
    before = next((at for at in range(near, start) if _is_not(tokens[at])), None)
    while end < len(tokens) and tokens[end].sound and tokens[end].sound in sounds_of(_BESIDE):
        end += 1
    after = end if end < len(tokens) and _is_not(tokens[end]) else None
    return after if before is None else before


def _is_not(token: Token) -> bool:
    return token.word in NEGATIONS or (bool(token.sound) and token.sound in sounds_of(_NOT))


def _by_place(tokens: Sequence[Token], count: int) -> set[int]:
    """ "first", "doosra", "option 2", "the last one"."""
    found = {nth for token in tokens if (nth := _place(token, count)) is not None}
    if not found:
        english = any(token.word in ENGLISH for token in tokens)
        for at, token in enumerate(tokens):
            named = at > 0 and tokens[at - 1].sound in sounds_of(_OPTION)
            if english and token.word == "do" and not named:
                continue  # "I do not know"
            number = simple_at(tokens, at) if named or len(tokens) <= _FEW else None
            if number is not None and not number.scaled:
                found.add(int(number.value))
    return {place - 1 for place in found if 1 <= place <= count}


def _place(token: Token, count: int) -> int | None:
    return count if token.sound and token.sound in sounds_of(_LAST) else words.ordinal(token)


def _agreed(said: str, choices: Sequence[Choice]) -> set[int]:
    """A yes or a no, where one choice says yes and another no."""
    answer = yes_no(said)
    if answer is None:
        return set()
    places = {place for place, choice in enumerate(choices) if yes_no(choice.label) is answer}
    opposite = any(yes_no(choice.label) is (not answer) for choice in choices)
    return places if opposite and len(places) == 1 else set()


@lru_cache(maxsize=64)
def _phrases(choices: tuple[Choice, ...]) -> _Phrases:
    owners: dict[tuple[str, ...], set[int]] = {}
    for place, choice in enumerate(choices):
        for wording in (choice.label, choice.id.replace("_", " "), *choice.words):
            keys = tuple(_key(token) for token in tokenise(wording) if token.kind != "sign")
            if keys:
                owners.setdefault(keys, set()).add(place)
    for word, place in _own_words(owners).items():
        owners.setdefault((word,), {place})
    vocabulary = frozenset(word for keys in owners for word in keys)
    by_first: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for keys, places in owners.items():
        if len(places) == 1:
            by_first.setdefault(keys[0], []).append((keys, min(places)))
    for hits in by_first.values():
        hits.sort(key=lambda hit: -len(hit[0]))
    small = {sound(word) for word in _SMALL}
    telling = tuple(sorted(word for word in vocabulary - small if len(word) >= _SHORTEST))
    return _Phrases(by_first, vocabulary, telling)


def _own_words(owners: Mapping[tuple[str, ...], set[int]]) -> dict[str, int]:
    """The telling words that no two choices share."""
    having: dict[str, set[int]] = {}
    for keys, places in owners.items():
        for word in keys:
            having.setdefault(word, set()).update(places)
    small = {sound(word) for word in _SMALL}
    return {
        word: min(places) for word, places in having.items() if len(places) == 1 and word not in small and len(word) > 1
    }


def _key(token: Token) -> str:
    return sound(latin(token.word)) if token.kind == "word" else token.raw


def _bones(key: str) -> str:
    """The consonants of a key, if they are enough to tell it."""
    bones = "".join(char for char in key if char not in "aeiou")
    return bones if len(bones) > 2 else ""
