"""What the caller did and nobody has listened to yet, and how long they have been silent."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass

from livekit.agents import llm

from tron.core.ports import Heard


@dataclass(frozen=True, slots=True)
class Turn:
    """A finished turn of the caller. `message` is livekit's, with its metrics."""

    message: llm.ChatMessage
    heard: Heard


@dataclass(slots=True)
class _Aside:
    text: str
    at: float
    private: bool


class Inbox:
    """Turns, keys and asides. `wake` is set whenever something changed; times are the loop's.

    An aside is what the caller said into an utterance that could not be interrupted: livekit drops it as a turn, so
    it is kept here until either a later turn turns out to contain it or `settle` seconds have passed.
    """

    def __init__(self, *, key_pause: float, settle: float) -> None:
        self.wake = asyncio.Event()
        self.language: str | None = None
        self._loop = asyncio.get_running_loop()
        self._key_pause = key_pause
        self.settle = settle
        """Seconds after which no turn comes any more that could contain an aside."""
        self._turns: deque[Turn] = deque()
        self._asides: list[_Aside] = []
        self._keys = ""
        self._keys_private = False
        self._key_at = 0.0
        self.took_private = False
        """Whether what was taken last, an aside or keys, is to be masked."""
        self._voice_since: float | None = None
        self._voice_ended = 0.0
        self._turn_due = False
        self._unclear = False

    @property
    def caller_speaks(self) -> bool:
        """Whether the caller's voice is heard right now."""
        return self._voice_since is not None

    @property
    def voice_ended(self) -> float:
        """Loop time at which the caller's last voice ended."""
        return self._voice_ended

    def add_turn(self, message: llm.ChatMessage, *, private: bool = False) -> Turn:
        """A turn livekit has finished; asides that belong in front of it are put there. `private`: said in
        confidence."""
        text = message.text_content or ""
        private = private or any(aside.private for aside in self._asides)
        before = " ".join(aside.text for aside in self._asides)
        self._asides = []
        if before and before not in text:
            text = f"{before} {text}".strip()
            message.content = [text]
        # livekit has 0 where the recogniser tells no confidence: that is not a doubt.
        confidence = message.transcript_confidence or None
        turn = Turn(message, Heard("speech", text, self.language, confidence=confidence, private=private))
        self._turns.append(turn)
        self._turn_due = self._unclear = False
        self.wake.set()
        return turn

    def add_aside(self, text: str, *, private: bool = False) -> None:
        self._asides.append(_Aside(text, self._loop.time(), private))
        self.wake.set()

    def add_key(self, key: str, *, private: bool = False) -> None:
        self._keys += key
        self._keys_private = self._keys_private or private
        self._key_at = self._loop.time()
        self.wake.set()

    def voice(self, speaking: bool, *, silent_for: float = 0.0) -> None:
        """The caller's voice started, or ended `silent_for` seconds ago."""
        now = self._loop.time()
        if speaking:
            self._voice_since = now
        else:
            self._voice_since = None
            self._voice_ended = now - silent_for
            self._turn_due = True
        self.wake.set()

    def voice_is_noise(self) -> None:
        """The voice that goes on is nobody's: silence counts again."""
        self._voice_since = None
        self._voice_ended = self._loop.time()
        self._turn_due = False
        self.wake.set()

    def sounds(self) -> None:
        """What comes of the far side is neither a voice nor silence: that counts from here."""
        if self._voice_since is None:
            self._voice_ended = self._loop.time()
            self._turn_due = False

    def forget(self) -> None:
        """What is there was said to somebody else."""
        self._turns.clear()
        self._asides, self._keys, self._keys_private = [], "", False
        self._turn_due = self._unclear = False

    @property
    def caller_due(self) -> bool:
        """Whether the caller speaks, or what they said is about to come."""
        coming = self._turn_due and self._loop.time() < self._voice_ended + self.settle
        return self._voice_since is not None or coming or bool(self._turns)

    def take_turn(self) -> Turn | None:
        """The oldest turn waiting."""
        return self._turns.popleft() if self._turns else None

    def add_unclear(self) -> None:
        """The caller spoke, and nobody could make out what."""
        self._unclear = True
        self._turn_due = False
        self.wake.set()

    def take_unclear(self) -> bool:
        unclear, self._unclear = self._unclear, False
        return unclear

    def take_aside(self, *, last: bool = False) -> str:
        """Asides that no turn is going to contain any more; `last`: the call is over, so none will."""
        if not last and self._loop.time() < self.aside_due:
            return ""
        text = " ".join(aside.text for aside in self._asides)
        self.took_private = any(aside.private for aside in self._asides)
        self._asides = []
        return text

    def take_keys(self) -> str:
        """Digits, once a short pause or a # closed them."""
        if not self._keys or (not self._keys.endswith("#") and self._loop.time() < self.keys_due):
            return ""
        keys, self._keys = self._keys, ""
        self.took_private, self._keys_private = self._keys_private, False
        return keys

    @property
    def aside_due(self) -> float:
        """When no turn can come any more that contains the asides; not while the caller is talking."""
        if not self._asides or self._voice_since is not None:
            return float("inf")
        return max(self._asides[-1].at, self._voice_ended if self._turn_due else 0.0) + self.settle

    @property
    def keys_due(self) -> float:
        return self._key_at + self._key_pause if self._keys else float("inf")

    def silence_due(self, since: float, timeout: float) -> float:
        """When the caller has been silent for `timeout` seconds, counted from `since` or the end of their voice.

        Words of a voice that just ended may still come: silence is not called before they could have.
        """
        if self._voice_since is not None:
            return float("inf")
        due = max(since, self._voice_ended) + timeout
        if self._turn_due:
            due = max(due, self._voice_ended + self.settle)
        # Words said over uninterruptible speech are there already: they come before any silence.
        return max(due, self.aside_due) if self._asides else due

    async def changed(self, until: float) -> None:
        """Waits for the next change, at most until loop time `until`. Clear `wake` before looking."""
        try:
            async with asyncio.timeout_at(None if until == float("inf") else until):
                await self.wake.wait()
        except TimeoutError:
            pass
