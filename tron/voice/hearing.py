"""The listening half of a session: turns livekit's events about the caller into inbox, transcript and events."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

from livekit.agents import AgentSession, llm
from livekit.agents.voice import SpeechHandle

from tron.core.flow_engine.state import masked_keys
from tron.core.ports import Heard
from tron.core.private_words import masked_words
from tron.voice.audio_io import LineAudioOutput
from tron.voice.backchannel import BackchannelFilter, HeardWord
from tron.voice.inbox import Inbox
from tron.voice.noise import NoiseGuard
from tron.voice.on_hold import OnHold
from tron.voice.parts import VoiceOptions, VoiceParts
from tron.voice.recognition import DEAF
from tron.voice.story import Story

logger = logging.getLogger(__name__)

NOISE_AFTER = 4.0
NOISE_AFTER_WITHOUT_PARTIALS = 10.0
"""A voice that long without a word is noise (a television, a street): the agent talks on over it until it ends."""


class Hearing:
    """What the caller says and does. `unstored` are turns the model has not been told of yet."""

    def __init__(
        self,
        parts: VoiceParts,
        options: VoiceOptions,
        *,
        output: LineAudioOutput,
        story: Story,
        on_hold: OnHold,
        current: Callable[[], SpeechHandle | None],
        on_noise: Callable[[], None],
        noticed: Callable[[], None],
        reopen: Callable[[str], None],
    ) -> None:
        partials = self._partials = parts.stt.capabilities.interim_results
        self._longest_delay = options.max_delay
        self._watcher: Callable[[str], None] | None = None
        self._unturned: list[str] = []
        self._unturned_private = False
        self.inbox = Inbox(key_pause=options.key_pause, settle=self._settle(partials))
        self.backchannels = BackchannelFilter(parts.is_backchannel)
        self.unstored: list[llm.ChatMessage] = []
        self._ear = parts.ear
        self._silent_for = (parts.models.vad.min_silence_duration if parts.models.vad else None) or 0.0
        self._output = output
        self._story = story
        self._outbox = story.outbox
        self._log = story.log
        self._on_hold = on_hold
        self._sung = False
        self._current = current
        self._on_noise = on_noise
        self._noticed = noticed
        self._reopen = reopen
        self._wordless = 0
        self._noise = NoiseGuard(NOISE_AFTER if partials else NOISE_AFTER_WITHOUT_PARTIALS, self._is_noise)

    def subscribe(self, session: AgentSession[None], voice_changed: Callable[[bool], None]) -> None:
        """Follows the session; `voice_changed` is told when the caller's voice starts and ends."""

        def on_state(event: Any) -> None:
            speaking = event.new_state == "speaking"
            voice_changed(speaking)
            self._voice(speaking)

        session.on("user_state_changed", on_state)
        session.on("user_input_transcribed", self._words)
        session.on("user_transcription_timeout", self._no_words)
        session.on("error", self._error)

    def close(self) -> None:
        self._noise.reset()

    # ------------------------------------------------------------ for the session

    def take(self) -> Heard | None:
        """What the caller did next and nobody has listened to."""
        if (turn := self.inbox.take_turn()) is not None:
            if turn.heard.private:
                turn.message.content = [masked_words(turn.heard.text)]
            elif self._ear is not None:
                self._ear.answered(turn.heard.text)
            self.unstored.append(turn.message)
            return turn.heard
        if aside := self.inbox.take_aside():
            self.hear(aside, private=self.inbox.took_private)
            return self.take()
        if keys := self.inbox.take_keys():
            private = self.inbox.took_private or self._log.private
            self._outbox.put("keys.pressed", {"keys": masked_keys(keys) if private else keys})
            return Heard("keys", keys=keys, private=private)
        return None

    def watch(self, told: Callable[[str], None] | None) -> None:
        """From now on `told` gets the words of the turn that goes on, as far as they are recognised; None ends it."""
        self._watcher = told

    def patience(self, longest_delay: float) -> None:
        """Turns end at most this many seconds after their last word from now on."""
        self._longest_delay = longest_delay
        self.inbox.settle = self._settle(self._partials)

    def heard_by(self, *, partials: bool) -> None:
        """Another recogniser hears from now on, with or without words before the final ones."""
        self._partials = partials
        self.inbox.settle = self._settle(partials)
        self._noise.patience = NOISE_AFTER if partials else NOISE_AFTER_WITHOUT_PARTIALS

    def _settle(self, partials: bool) -> float:
        return self._longest_delay + (0.6 if partials else 1.5)

    def leave(self) -> None:
        """The call is over: what was said last belongs to the transcript, though nobody listens any more."""
        if self._unturned:
            self.hear(" ".join(self._unturned), private=self._unturned_private)
            self._unturned = []
        if aside := self.inbox.take_aside(last=True):
            self.hear(aside, private=self.inbox.took_private)

    def hear(self, text: str, *, private: bool = False) -> None:
        """Words that livekit made no turn of."""
        now = time.time()
        private = private or self._log.private
        turn = self.inbox.add_turn(llm.ChatMessage(role="user", content=[text]), private=private)
        self._log.add("caller", turn.heard.text, now, now, private=turn.heard.private)

    def turn_finished(self, message: llm.ChatMessage) -> None:
        """livekit's hook: a turn of the caller is over."""
        sung, self._sung = self._sung and not self._unturned, False
        if sung:
            return
        self._wordless = 0
        private, self._unturned, self._unturned_private = self._unturned_private, [], False
        self._story.latency.caller_finished(message.metrics)
        ended = message.metrics.get("stopped_speaking_at", time.time())
        started = message.metrics.get("started_speaking_at", ended)
        turn = self.inbox.add_turn(message, private=private or self._log.in_confidence(started))
        self._log.add("caller", turn.heard.text, started, ended, private=turn.heard.private)

    def unclear(self) -> None:
        """The caller spoke, and nobody could make out what: the Script asks again."""
        self.inbox.add_unclear()

    def backchannel_heard(self, word: HeardWord) -> None:
        self._outbox.put("backchannel", {"text": word.text, "at": round(self._story.now(), 2)})

    def vendor_failed(self, details: Mapping[str, Any]) -> None:
        self._outbox.put("vendor.failed", details)

    # ------------------------------------------------------------ livekit's events

    def _voice(self, speaking: bool) -> None:
        self._noticed()
        if self._ear is not None:
            self._ear.voice(speaking, silent_for=self._silent_for)
        self._noise.voice(speaking)
        self._output.keep_playing = self._noise.noisy or self._on_hold.music
        if not self._noise.noisy:
            self.inbox.voice(speaking, silent_for=self._silent_for)
        if speaking:
            self._output.stop_aside()
        if speaking and self._output.speaking:
            self.backchannels.voice_began(self._output.played)

    def _is_noise(self) -> None:
        logger.info("a voice without words: talking on over it")
        self.inbox.voice_is_noise()
        self._output.keep_playing = True
        self._on_noise()

    def _words(self, event: Any) -> None:
        self._noticed()
        if self._on_hold.sings(time.time()):
            self._sung = self._sung or event.is_final
            return
        self._on_hold.words()
        self._noise.reset()
        self._output.keep_playing = False
        if self._ear is not None and not self._log.private:
            self._ear.words(event.transcript.strip(), final=event.is_final)
        if not event.is_final:
            self._log.partial(event.transcript.strip())
            self._tell(event.transcript.strip())
            return
        self.inbox.language = str(event.language) if event.language else self.inbox.language
        handle = self._current()
        if handle is not None and not handle.done() and not handle.allow_interruptions:
            self.inbox.add_aside(event.transcript.strip(), private=self._log.private)
        else:
            self._unturned.append(event.transcript.strip())
            self._unturned_private = self._unturned_private or self._log.private
            # Twice: what a recogniser has settled on changes no more, and is as good as words that stayed.
            self._tell()
            self._tell()

    def _tell(self, partial: str = "") -> None:
        if self._watcher is not None and not self._log.private:
            self._watcher(" ".join(filter(None, [*self._unturned, partial])))

    def _no_words(self, event: Any) -> None:
        if event.speech_duration >= 1.0 and not self._on_hold.music:  # shorter sounds are coughs and doors
            self.vendor_failed({"kind": "stt", "reason": "no_words", "seconds": round(event.speech_duration, 1)})
            if not (self._output.sounding or self._noise.noisy):
                self._wordless_voice()

    def _wordless_voice(self) -> None:
        """Asks again for the first one, opens recognition anew for the next, and so on until words come."""
        self._wordless += 1
        if self._wordless % 2:
            self.unclear()
        else:
            self._reopen(DEAF)

    def _error(self, event: Any) -> None:
        kind = event.error.type.removesuffix("_error")
        if kind == "stt":
            return  # whoever opens the recognisers tells of them, with their names
        error: Exception = getattr(event.error, "error", event.error)
        logger.warning("%s failed: %s", kind, type(error).__name__)
        self.vendor_failed({"kind": kind, "reason": "error", "error": type(error).__name__})
