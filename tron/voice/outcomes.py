"""What came of an utterance: what the caller really heard of it, in the transcript and in the model's memory."""

from __future__ import annotations

import time

from livekit.agents import AgentSession, llm
from livekit.agents.voice import SpeechHandle

from tron.core.ports import Said
from tron.voice.agent import TronVoiceAgent
from tron.voice.audio_io import LineAudioOutput
from tron.voice.engine import forget
from tron.voice.hearing import Hearing
from tron.voice.speaker import Utterance
from tron.voice.story import Story
from tron.voice.transcript import words_heard

WORDS_PER_SECOND = 2.5


class Outcomes:
    """Of one session's utterances."""

    def __init__(
        self,
        session: AgentSession[None],
        agent: TronVoiceAgent,
        *,
        output: LineAudioOutput,
        hearing: Hearing,
        story: Story,
    ) -> None:
        self._session = session
        self._agent = agent
        self._output = output
        self._hearing = hearing
        self._story = story

    async def of(self, handle: SpeechHandle, utterance: Utterance, cut_by: str) -> Said:
        """Of one that is over; `cut_by` says by what, where it was cut off."""
        item = next((item for item in handle.chat_items if isinstance(item, llm.ChatMessage)), None)
        failed = utterance.failed or utterance.broken or (item is None and not handle.interrupted)
        heard = self._really_heard(item, handle, utterance) if item is not None else ""
        text = utterance.text or heard
        if item is not None and heard:
            item.content = [heard]
            self._log_speech(item, heard, utterance, interrupted=handle.interrupted or failed)
        elif item is not None:
            await forget(self._session, self._agent, item)
        if not handle.interrupted:
            self._hear_backchannel()
        elif cut_by != "noise":
            cut = {"text": text, "heard": heard, "cause": cut_by, "at": round(self._story.now(), 2)}
            self._story.outbox.put("speech.interrupted", cut)
        return Said(text, heard, handle.interrupted, self._output.played if heard else 0.0, failed)

    def _hear_backchannel(self) -> None:
        """A "haan" into the last moments of what was said is its answer."""
        if answer := self._hearing.backchannels.answer(self._output.played):
            self._hearing.hear(answer)

    def _really_heard(self, item: llm.ChatMessage, handle: SpeechHandle, utterance: Utterance) -> str:
        """livekit's cut, corrected where the length of the sound is known or the voice broke off."""
        text, played = item.text_content or "", self._output.played
        if utterance.failed:
            usual = len(text.split()) / WORDS_PER_SECOND
            return words_heard(text, min(played / usual, 1.0)) if utterance.seconds else ""
        if handle.interrupted and utterance.complete and text:
            return words_heard(utterance.text, played / utterance.seconds)
        return text

    def _log_speech(self, item: llm.ChatMessage, heard: str, utterance: Utterance, *, interrupted: bool) -> None:
        now, log = time.time(), self._story.log
        started = item.metrics.get("started_speaking_at", now)
        # An interruption is confirmed a moment after the sound stopped: what counts is how long it sounded.
        ended = min(started + self._output.played, now) if interrupted else item.metrics.get("stopped_speaking_at", now)
        log.add("agent", heard, started, ended, interrupted=interrupted)
        first_token, start = item.metrics.get("llm_node_ttft"), log.since_answer(started)
        turn = self._story.latency.agent_spoke(started, utterance.first_byte, first_token, start)
        if turn is not None:
            self._story.outbox.put("turn.latency", turn.payload())
