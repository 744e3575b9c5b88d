"""What keeps a call going while vendors fail: the chain of recognisers, fillers, and the guard against deafness."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from tron.core.speech import SAMPLE_RATE
from tron.voice.audio_io import LineAudioOutput
from tron.voice.deafness import DeafnessGuard
from tron.voice.hearing import Hearing
from tron.voice.parts import VoiceOptions, VoiceParts
from tron.voice.patience import LOOKS_EVERY, Filler, SilenceKeeper
from tron.voice.recognition import DEAF, Recogniser, Recognition
from tron.voice.story import Story


class StayingAlive:
    """Of one session. `changed` is called when another recogniser hears from now on."""

    def __init__(
        self,
        parts: VoiceParts,
        options: VoiceOptions,
        *,
        output: LineAudioOutput,
        hearing: Hearing,
        story: Story,
        changed: Callable[[], None],
    ) -> None:
        self._parts = parts
        self._output = output
        self._hearing = hearing
        self._outbox = story.outbox
        self._log = story.log
        self._deafness = DeafnessGuard(self._is_deaf)
        self.recognition = Recognition(
            parts.recognisers or [Recogniser("stt/builtin", parts.stt)],
            report=hearing.vendor_failed,
            lost=hearing.unclear,
            changed=changed,
            circuits=parts.circuits,
            meter=parts.speech,
        )
        self._keeper = SilenceKeeper(
            parts.fillers(options.language),
            output,
            hearing.inbox,
            unanswered=lambda: self.recognition.unanswered,
            spoke=self._spoke,
            after=options.filler_after,
        )

    def start(self) -> None:
        self._keeper.start()

    async def aclose(self) -> None:
        await self._keeper.aclose()

    def owed(self, owed: bool, *, from_now: bool = False) -> None:
        """Whether the caller waits for the agent to speak; `from_now`: they have only begun to."""
        self._keeper.owes(owed, from_now=from_now)

    def noticed(self) -> None:
        """A voice or words of the caller were noticed."""
        self._deafness.noticed()

    def reopen(self, reason: str) -> None:
        """Recognition seems to hear nothing any more."""
        self.recognition.rebuild(reason)

    def caller_frame(self, frame: bytes) -> None:
        """Each frame of the caller, as it came."""
        if self._output.sounding:
            self._deafness.noticed()
        else:
            self._deafness.frame(frame)

    def speak(self, language: str) -> None:
        """The call is in another language (BCP 47) from now on."""
        self.recognition.set_language(language)
        self._keeper.fillers = self._parts.fillers(language)

    async def say_goodbye(self, over: Callable[[], bool]) -> None:
        """No voice speaks any more: what is left to say was made ahead. Until it was played, or `over`."""
        goodbye = self._keeper.fillers.goodbye
        if goodbye is None or not self._output.interject(goodbye.pcm, firm=True):
            return
        self._spoke(goodbye, time.time())
        while self._output.sounding and not over():
            await asyncio.sleep(LOOKS_EVERY)

    def _is_deaf(self) -> None:
        self._hearing.vendor_failed({"kind": "stt", "reason": DEAF, "name": self.recognition.name})
        self.reopen(DEAF)
        self._hearing.unclear()

    def _spoke(self, filler: Filler, at: float) -> None:
        self._log.add("agent", filler.text, at, at + len(filler.pcm) / 2 / SAMPLE_RATE)
        self._outbox.put("filler.spoken", {"text": filler.text, "at": round(self._log.since_answer(at), 2)})
