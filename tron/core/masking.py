"""Takes phone numbers, secrets and what people said out of text that is about to be logged."""

from __future__ import annotations

import re
from collections.abc import Iterable

HIDDEN = "***"
SHORTEST_KNOWN_SECRET = 6
MOST_SECRETS = 500

# Ten to fifteen digits, single blanks or dashes between; not inside words, decimals, UUIDs, or an ISO date.
_PHONE = re.compile(
    r"(?:\+|%2B)(?:\d[ ().-]{0,2}){6,14}\d"
    r"|(?<![0-9A-Za-z.:-])(?!\d{4}-\d\d-\d\d)\(?(?:\d[ )-]{0,2}){9,14}\d(?![0-9A-Za-z-])"
)
_KEYS = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"sk[-_][A-Za-z0-9_-]{6,}|AIza[A-Za-z0-9_-]{20,}|(?:AC|SK|TK)[0-9a-f]{32}|API[A-Za-z0-9]{10,}"
    r"|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*"
    r"|v1:[0-9a-f]{8}:[A-Za-z0-9+/=]{20,}"
    r"|(?=[A-Za-z0-9_-]{0,200}[0-9])(?=[A-Za-z0-9_-]{0,200}[a-z])(?=[A-Za-z0-9_-]{0,200}[A-Z])[A-Za-z0-9_-]{40,}"
    r")"
)
_NAMED = re.compile(
    r"(?i)((?:api[-_]?key|access[-_]?token|auth[-_]?token|secret(?:[-_]?key)?|token|password|passwd|authorization|bearer)"
    r"[\"']?\s*(?:[:=]|\s)\s*[\"']?(?:bearer\s+|basic\s+)?)(?=[^\s\"',;&]*[0-9_-])[^\s\"',;&]{8,}"
)
_USERINFO = re.compile(r"(://[^/\s:@]*:)[^/\s@]+@")
_MASK = re.compile(r"[*•]{6}")
# Values that database and validation errors quote: rows and inputs may be transcripts.
_QUOTED = (
    (re.compile(r"\[parameters: .*?\](?=\n|$)", re.DOTALL), "[parameters: ***]"),
    (re.compile(r"(?m)^(\s*DETAIL:\s+).*$"), r"\1***"),
    (re.compile(r"input_value=.*?(?=, input_type=)", re.DOTALL), "input_value=***"),
)


def is_mask(text: str) -> bool:
    """Whether this is what a page shows of a secret, with a public prefix or without, and no secret itself."""
    return bool(_MASK.search(text))


class Masker:
    """Masks text. `remember` adds secret values to be hidden wherever they turn up."""

    def __init__(self) -> None:
        self._known: dict[str, None] = {}
        self._pattern: re.Pattern[str] | None = None

    def remember(self, secrets: Iterable[str]) -> None:
        """Hide these from now on, former ones too: a replaced key may still be valid at its vendor."""
        fresh = [secret for secret in secrets if len(secret) >= SHORTEST_KNOWN_SECRET and secret not in self._known]
        if not fresh:
            return
        self._known.update(dict.fromkeys(fresh))
        for oldest in list(self._known)[:-MOST_SECRETS]:
            del self._known[oldest]
        longest_first = sorted(self._known, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first)))

    def __call__(self, text: str) -> str:
        if self._pattern is not None:
            text = self._pattern.sub(HIDDEN, text)
        for pattern, instead in _QUOTED:
            text = pattern.sub(instead, text)
        text = _USERINFO.sub(rf"\1{HIDDEN}@", text)
        text = _NAMED.sub(rf"\1{HIDDEN}", text)
        text = _KEYS.sub(HIDDEN, text)
        return _PHONE.sub(lambda found: HIDDEN + re.sub(r"\D", "", found.group())[-2:], text)
