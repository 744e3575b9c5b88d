"""Keeps what a model only thinks out of what it says."""

from __future__ import annotations

import re

_HIDDEN = "think|thinking|thought|reasoning|tool_call"
_TAG = re.compile(rf"<(/?)(?:{_HIDDEN})>", re.I)
_LONGEST = max(len(name) for name in _HIDDEN.split("|")) + 3
_BEGINNINGS = tuple(f"<{slash}{name}>" for name in _HIDDEN.split("|") for slash in ("", "/"))


class SpokenText:
    """Takes a model's text in any pieces and gives what may be said of it.

    `<think>` and its like hide what follows up to their end, or to the answer's. `opens_late`: the answer begins
    inside a thought whose opening was never sent, so that nothing is known to be words before `</think>`; where none
    comes, all of it were words. An end without a beginning at any other place hides the rest of its own piece, and
    `closed_late` says that it was seen; `closed_never` that `opens_late` was wrong.
    """

    def __init__(self, *, opens_late: bool = False) -> None:
        self._held: list[str] | None = [] if opens_late else None
        self._hiding = False
        self._begun = False
        self._rest = ""
        self.closed_late = False
        self.closed_never = False

    @property
    def thinking(self) -> bool:
        """Whether what comes is not said, or not yet."""
        return self._hiding or self._held is not None

    def add(self, text: str) -> str:
        """What may be said now: at first without the empty lines that follow a thought."""
        self._rest += text
        said: list[str] = []
        while (tag := _TAG.search(self._rest)) is not None:
            before, self._rest = self._rest[: tag.start()], self._rest[tag.end() :]
            self._at_tag(before, closing=bool(tag.group(1)), said=said)
        cut = _where_a_tag_may_begin(self._rest)
        before, self._rest = self._rest[:cut], self._rest[cut:]
        self._words(before, said)
        return self._trimmed("".join(said))

    def thinks_elsewhere(self) -> str:
        """The server sends thoughts apart from the text: what was held back were words."""
        if self._held is None:
            return ""
        held, self._held = self._held, None
        self.closed_never = True
        return self._trimmed("".join(held))

    def end(self, *, cut_off: bool = False) -> str:
        """What is left to say. `cut_off`: the answer reached its limit, so what is still held may all be thought."""
        rest, self._rest = self._rest, ""
        said: list[str] = []
        self._words(rest, said)
        if self._held is not None and not cut_off:
            self.closed_never = True
            said = [*self._held, *said]
        self._held = None
        return self._trimmed("".join(said))

    def _at_tag(self, before: str, *, closing: bool, said: list[str]) -> None:
        if not closing:
            if self._held is None and not self._hiding:
                said.append(before)
            self._held, self._hiding = None, True
            return
        if not self._hiding:  # what came before was thought: of that, this piece's part can still be kept back
            said.clear()
            self.closed_late = True
        self._held, self._hiding = None, False

    def _words(self, text: str, said: list[str]) -> None:
        if self._hiding:
            return
        if self._held is not None:
            self._held.append(text)
        else:
            said.append(text)

    def _trimmed(self, text: str) -> str:
        if not self._begun:
            text = text.lstrip()
            self._begun = bool(text)
        return text


def _where_a_tag_may_begin(text: str) -> int:
    """The index from which on the text could become a tag; its length where it cannot."""
    at = text.rfind("<", max(0, len(text) - _LONGEST))
    if at < 0:
        return len(text)
    tail = text[at:].casefold()
    return at if any(tag.startswith(tail) for tag in _BEGINNINGS) else len(text)
