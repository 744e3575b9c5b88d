"""What is about to be said gives nothing away: not the prompt, not a tool, not a secret. Pure.

The prompt is told apart line by line. Facts ("399 rupees a month, everything included") are there to be said, in the
owner's words too; only pages of them in one breath are a recital. Instructions ("Never press after a second no") are
not: a verbatim one is stopped at once, one turned into the agent's own promise ("I never ask for an OTP") is speech,
and several of those in one reply are a recital again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from tron.core.guardrails.unmask import unmask, visible
from tron.core.scripts.matching import fold

Leak = Literal["prompt", "tool", "secret"]

GRAM = 4
"""Words in a row that count as taken from the prompt."""
VERBATIM_WORDS = 6
VERBATIM_SHARE = 0.65
"""A sentence is an instruction's when so many of its words, and such a part of them, are taken from instructions."""
OWN_WORDS = 24
"""Words taken from instructions in one reply, though each sentence says "I"."""
FACTS_WORDS = 70
"""Words taken from the prompt as a whole in one reply."""
HEADING_WORDS = 5

_LINE = re.compile(r"\n+|(?<=[.!?।])\s+")
_CLAUSE = re.compile(r"[:—–\"“”]\s*|\s-\s")
_ORDERS = re.compile(
    r"\b(?:never|always|do not|don't|must|should|rules?|instructions?|whenever|(?:success|goal) is)\b"
    r"|\byou (?:are|must|should|will|have to|need to|call|speak|talk|ask|say|do|want|know)\b"
    r"|\byour (?:name|role|persona|job|task|goal|tone|self)\b|\bif (?:they|the (?:caller|customer|person|user)|asked)\b"
    r"|^\W*(?:be|answer|ask|say|speak|use|keep|treat|repeat|take|warn|read|tell|thank|listen|offer|mark)\b"
    r"|(?<!\S)(?:तुम|कभी|हमेशा|मत|न करें|न करो|करो|कहो|बोलो|पूछो|नियम|निर्देश)(?!\S)",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"\b(?:how you (?:talk|speak)|style|tone|instructions?|guidelines?)\b|निर्देश",
    re.IGNORECASE,
)
_IDENTITY = re.compile(r"^\W*you are\s+(?!an automated\b)", re.IGNORECASE)
_SELF = re.compile(
    r"\b(?:i|i'm|we|my|our|main|hum|mera|meri|hamari)\b|(?<!\S)(?:मैं|हम|मेरा|मेरी|हमारी|हमारे|मुझे)(?!\S)", re.IGNORECASE
)
_CALLER = re.compile(
    r"(?<!['\"‘“])\b(?:please|you|your|aap|aapk[aei])\b|(?<!\S)(?:आप|आपका|आपकी|आपके|आपको|कृपया)(?!\S)", re.IGNORECASE
)
_ADDRESSED = re.compile(
    r"\byou (?:are|call)\b|\byour (?:name|role|persona|job|task) is\b|(?<!\S)(?:आप|तुम)\s\S+\s(?:हैं|हो)(?!\S)",
    re.IGNORECASE,
)

_TOOL_TALK = re.compile(
    r"[{\[]\s*[\"'][^\"']{1,60}[\"']\s*:|</?(?:tool|function)[\w-]*|<\|[^|>]{1,40}\|>|```|\b(?:tool_calls?|function_call|tool_call_id)\b"
    r"|\b(?:tool|function|api)\s+(?:called|named|name is)\b",
    re.IGNORECASE,
)
_URL = re.compile(r"https?\s?:\s?//\s?([^\s/]+)", re.IGNORECASE)
_WWW = re.compile(r"(?<![\w@.-])www\.[\w.-]+", re.IGNORECASE)
_ENDINGS = (
    "com org net in co io ai app dev shop store online site info biz xyz me link click top live pro tech ly gl cc tv"
    " uk us eu ru cn example test club page web website space money loan bank finance pay vip icu fun gov edu nic"
)
# A full stop without its space ("Thank you.In") is no address: the ending is in small letters, or all in capitals.
_ENDING = "|".join(_ENDINGS.split())
_DOMAIN = re.compile(
    rf"(?<![\w@.-])(?:(?:[\w-]+\.)+(?:{_ENDING})|(?:[A-Z0-9-]+\.)+(?:{_ENDING.upper()}))(?![\w-]|\.?[\w.-]*@)"
)
_SECRET = re.compile(
    r"\b(?:sk|pk|rk|ghp|gho|xox[abp])[-_][A-Za-z0-9_-]{12,}|\bAKIA[A-Z0-9]{12,}|\bAIza[\w-]{20,}|\beyJ[\w-]{10,}\.[\w.-]+"
    r"|\bBearer\s+[\w.~+/-]{12,}|-----BEGIN|(?:api|secret|access)[ _-]?(?:key|token)\s*(?:is|:|=)",
    re.IGNORECASE,
)
_ENCODED = re.compile(r"(?<![A-Za-z0-9+/])(?=\S*[a-z])(?=\S*[A-Z])(?=\S*\d)[A-Za-z0-9+/]{24,}={0,2}")


@dataclass(frozen=True, slots=True)
class _Taken:
    """How many words of a text stand in instructions, and in the prompt as a whole."""

    words: int
    orders: int
    prompt: int


class Leaks:
    """Knows one agent's prompt. `spoken` are texts of the owner that are meant to be said as they are."""

    def __init__(
        self, prompt: str, *, spoken: Sequence[str] = (), tools: Iterable[str] = (), hosts: Iterable[str] = ()
    ) -> None:
        said = _grams_of(spoken)
        lines = [line for line in _LINE.split(prompt) if line.strip()]
        self._orders = _grams_of(_without_identity(line) for line in _instructions(lines)) - said
        self._identity = _grams_of(line for line in lines if _IDENTITY.search(line)) - _grams_of(
            map(_without_identity, lines)
        )
        self._prompt = _grams_of([prompt]) - said
        self._tools = [re.compile(_tool_pattern(name), re.IGNORECASE) for name in tools]
        self._owners_hosts = _addresses("\n".join([prompt, *spoken]))
        # A service without a dot in its name is called like a thing ("crm"); one that the owner wrote may be said.
        inside = {_host(host) for host in hosts if "." in host} - self._owners_hosts
        self._hosts = [re.compile(rf"(?<![\w.-]){re.escape(host)}(?![\w-])") for host in sorted(inside)]

    def found(self, sentence: str, before: str = "") -> Leak | None:
        """What the sentence gives away; `before` is what the same reply has said so far."""
        if _holds_secret(sentence):
            return "secret"
        if (
            _TOOL_TALK.search(sentence)
            or any(tool.search(sentence) for tool in self._tools)
            or self._leads_away(sentence)
        ):
            return "tool"
        if self._recites(sentence, before):
            return "prompt"
        plain = unmask(sentence)
        return "prompt" if plain != sentence and self._recites(plain, unmask(before)) else None

    def _leads_away(self, sentence: str) -> bool:
        """An address that the owner never wrote, or one of a tool."""
        plain = unicodedata.normalize("NFKC", visible(sentence))
        if any(host.search(plain.casefold()) for host in self._hosts):
            return True
        return not _addresses(plain) <= self._owners_hosts

    def _recites(self, sentence: str, before: str) -> bool:
        here = self._taken(sentence)
        if _ADDRESSED.search(sentence) and _covered(_words(sentence), self._identity):
            return True
        # "I am told this: never promise ..." speaks before the colon only.
        if any(self._is_verbatim(clause) for clause in {sentence, *_CLAUSE.split(sentence)}):
            return True
        reply = self._taken(f"{before} {sentence}") if before else here
        # What was harmless before is not judged again: this sentence has to add to it.
        return here.prompt > 0 and (reply.orders >= OWN_WORDS or reply.prompt >= FACTS_WORDS)

    def _is_verbatim(self, clause: str) -> bool:
        taken = self._taken(clause)
        whole = taken.orders >= VERBATIM_WORDS and taken.orders >= VERBATIM_SHARE * taken.words
        return whole and not _is_speech(clause)

    def _taken(self, text: str) -> _Taken:
        words = _words(text)
        return _Taken(len(words), _covered(words, self._orders), _covered(words, self._prompt))


def _instructions(lines: Sequence[str]) -> Iterable[str]:
    """The lines that tell the agent what to do: by their words, or because they stand under such a heading."""
    under = False
    for line in lines:
        if len(line.split()) <= HEADING_WORDS and line.strip()[-1].isalnum():
            under = _HEADING.search(line) is not None
        elif under or _ORDERS.search(line):
            yield line


def _addresses(text: str) -> set[str]:
    """The hosts that a text leads to, with or without https:// and www."""
    found = [*_URL.findall(text), *_WWW.findall(text), *_DOMAIN.findall(text)]
    return {_host(host) for host in found}


def _host(address: str) -> str:
    return address.casefold().strip(".,;:!?)]}\"'।").removeprefix("www.")


def _holds_secret(sentence: str) -> bool:
    return bool(_SECRET.search(sentence) or _ENCODED.search(sentence))


def _is_speech(sentence: str) -> bool:
    """Whether somebody speaks to somebody: an instruction does so only to the agent."""
    return bool(_SELF.search(sentence) or (_CALLER.search(sentence) and not _ADDRESSED.search(sentence)))


def _words(text: str) -> list[str]:
    return fold(text).split()


def _grams_of(texts: Iterable[str]) -> set[tuple[str, ...]]:
    return {gram for text in texts for gram in _grams(_words(text))}


def _grams(words: list[str]) -> Iterable[tuple[str, ...]]:
    return (tuple(words[at : at + GRAM]) for at in range(len(words) - GRAM + 1))


def _covered(words: list[str], grams: set[tuple[str, ...]]) -> int:
    """Words that are part of a run that stands in `grams`."""
    marked: set[int] = set()
    for at, gram in enumerate(_grams(words)):
        if gram in grams:
            marked.update(range(at, at + GRAM))
    return len(marked)


def _without_identity(line: str) -> str:
    """ "You are Riya, who calls ..." is a fact about the agent once it says it of itself."""
    return _IDENTITY.sub("", line)


def _tool_pattern(name: str) -> str:
    """A name that nobody says by chance counts as it stands, a plain word only where it is called a tool."""
    plain = re.escape(name)
    spaced = re.escape(name.replace("_", " "))
    called = rf"\b(?:tool|function)\s+(?:{plain}|{spaced})\b|\b(?:{plain}|{spaced})\s+(?:tool|function)\b"
    if "_" in name or re.search(r"[a-z][A-Z]", name):
        return rf"(?<!\w){plain}(?!\w)|{called}"
    return rf"(?<!\w){plain}\s*\(|[\"'`]{plain}[\"'`]|{called}"
