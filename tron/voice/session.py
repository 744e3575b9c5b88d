"""VoiceSession: the Conversation a Script talks to when there is sound.

livekit-agents' AgentSession runs underneath, without a LiveKit server: it detects voices and ends of turns, plays
and interrupts. The Script runs in a task of its own and pulls say, listen and generate from here; nothing in
livekit's hooks ever waits for it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

from livekit.agents import llm
from livekit.agents.types import NOT_GIVEN
from livekit.agents.voice import SpeechHandle

from tron.core.ports import CallOver, Compose, FlowConversation, Heard, RecordAction, Said
from tron.voice.agent import TronVoiceAgent
from tron.voice.ahead import SpeechAhead
from tron.voice.alive import StayingAlive
from tron.voice.audio_io import LineAudioInput, LineAudioOutput
from tron.voice.background import room_of
from tron.voice.bridge import Bridge
from tron.voice.caller_gate import CallerGate
from tron.voice.engine import build_session, forget, remember, resume_after, synchronised
from tron.voice.guidance import Guidance
from tron.voice.hearing import Hearing
from tron.voice.keypad import Keypad
from tron.voice.language_model import PortLLM
from tron.voice.latency import LatencyMeter, TurnLatency
from tron.voice.on_hold import OnHold
from tron.voice.outbox import Outbox
from tron.voice.parts import VoiceOptions, VoiceParts
from tron.voice.recorded import Recorded
from tron.voice.speaker import Speaker, Utterance
from tron.voice.transcript import TranscriptEntry, TranscriptLog, words_heard

CUT_WITHIN = 0.5
LAST_WORDS_WITHIN = 1.5
"""How long the end of a call waits for what the caller said right before they hung up."""
MOST_WITHOUT_VOICE = 2
"""Utterances in a row that no voice could speak: then the call is over."""
WORDS_PER_SECOND = 2.5


class VoiceSession(FlowConversation):
    """One call's conversation over a line's audio. Make it and `start()` it when the line answered; `close()` always.

    say, listen and generate are pulled by one task at a time and raise CallOver once the far side is gone, `end()`
    was called, or the call outlasted its maximum and the closing grace. Needs a running loop from the start.
    """

    def __init__(self, parts: VoiceParts, options: VoiceOptions) -> None:
        self._parts = parts
        self._options = options
        self._over: str | None = None
        self._ending = asyncio.Event()
        self._time_up = False
        self._closed = False
        self._handle: SpeechHandle | None = None
        self._cut_by = "caller"
        self._without_voice = 0
        self._language: str | None = None
        self._guidance = Guidance()
        self._timers: list[asyncio.TimerHandle] = []
        self._keys: asyncio.Task[None] | None = None
        self.recorded_seconds: float | None = None
        """Length of the recording, once closed; None when nothing was recorded."""
        self._latency = LatencyMeter()
        self._outbox = Outbox(parts.emit)
        self._log = TranscriptLog(lambda row: self._outbox.put("call.transcript", row))
        notes = parts.tools.notes if parts.tools is not None else None
        self._on_hold = OnHold(self._outbox.put, lambda: self._log.since_answer(time.time()))
        self._keypad = Keypad(notes, parts.send_keys, self._outbox, lambda: self._log.private)
        self._recording = Recorded(parts.recorder, parts.new_recorder, self._outbox)
        self._ahead = SpeechAhead(parts.render)
        self.bridge = Bridge(parts.line)
        """Where others join the talk."""
        self._gate = CallerGate()
        self.bridge.tap(caller=self._recording.caller, heard=self._recording.agent)
        self._input = LineAudioInput(
            self.bridge,
            on_frame=self._caller_frame,
            on_end=lambda: self.end("caller_hung_up"),
            care=parts.care,
            gate=self._gate,
        )
        self._output = LineAudioOutput(self.bridge, on_frame=self._gate.played, may_pause=lambda: self._gate.near)
        self._hearing = Hearing(
            parts,
            options,
            output=self._output,
            outbox=self._outbox,
            log=self._log,
            latency=self._latency,
            current=lambda: self._handle,
            on_noise=self._talk_over_noise,
            noticed=self._noticed,
            reopen=self._reopen,
        )
        self._inbox = self._hearing.inbox
        self._alive = StayingAlive(
            parts,
            options,
            output=self._output,
            hearing=self._hearing,
            outbox=self._outbox,
            log=self._log,
            changed=self._heard_by_another,
        )
        self._speaker = Speaker(parts.tts, parts.second_voice, options, self._hearing.vendor_failed)
        self._agent = TronVoiceAgent(
            instructions=options.instructions,
            speaker=self._speaker,
            backchannels=self._hearing.backchannels,
            recognition=self._alive.recognition,
            on_turn=self._hearing.turn_finished,
            on_backchannel=self._hearing.backchannel_heard,
        )
        self._session = build_session(parts, options, on_broken=self._reply_broke)
        self._sync = synchronised(self._session, self._input, self._output)

    # ------------------------------------------------------------ life

    async def start(self) -> None:
        """Opens the sound both ways; times of transcript and events count from here."""
        self._log.answered_at = time.time()
        await self._recording.begin()
        self._hearing.subscribe(self._session, self._alive.recognition.voice_changed)
        self._session.on("user_input_transcribed", lambda _event: self._gate.words())
        self._session.on("close", lambda _event: self.end("vendor_failed"))
        await self._session.start(self._agent, record=False, session_host=False)
        self._alive.start()
        if room := room_of(self._options.background):
            self.bridge.play("caller", room, loop=True, behind="agent")
        self._keys = asyncio.create_task(self._read_keys(), name="call keys")
        longest, loop = self._options.max_duration, asyncio.get_running_loop()
        if longest is not None:
            self._timers.append(loop.call_later(longest, self._on_time_up))
            self._timers.append(loop.call_later(longest + self._options.closing_grace, self.end, "max_duration"))

    def end(self, reason: str) -> None:
        """The call is over (`reason` of design.md's table): whatever the Script awaits raises CallOver. Idempotent."""
        if self._over is None:
            self._over = reason
            self._ending.set()
            self._inbox.wake.set()

    def mute(self, muted: bool) -> None:
        """From now on the far side hears silence where the agent speaks, or hears it again."""
        self._output.muted = muted

    def hold(self, on: bool) -> None:
        """Somebody else speaks in the agent's place, or no longer. Meanwhile the Script waits where it is and hears
        nothing; what the caller says is written down, and the call's time runs on."""
        if on == self._guidance.held:
            return
        self._guidance.hold(on)
        if on:
            self._alive.owed(False)
            self._output.stop_aside()
            self._interrupt("supervisor")
            if self._parts.ear is not None:
                self._parts.ear.settle()
        self._inbox.wake.set()

    def whisper(self, text: str) -> None:
        """An instruction to the model for its replies from now on."""
        self._guidance.whisper(text)

    def overheard(self, text: str, began: float, ended: float) -> None:
        """A supervisor said this to the caller (times by time.time()): it belongs to the transcript."""
        if text:
            self._log.add("supervisor", text, began, ended)

    def say_next(self, text: str) -> None:
        """The agent says this as soon as it has said what it is saying, and the caller is silent."""
        self._guidance.say_next(text)
        self._inbox.wake.set()

    async def close(self, reason: str = "agent_ended") -> None:
        """Stops the sound, flushes recording and events, leaves no task behind. Idempotent."""
        if self._closed:
            return
        self._closed = True
        self.end(reason)
        for timer in self._timers:
            timer.cancel()
        await self._ahead.aclose()
        await self._alive.aclose()
        if self._over == "caller_hung_up":
            await self._alive.recognition.last_words(LAST_WORDS_WITHIN)
        self._hearing.leave()
        self._hearing.close()
        if self._keys is not None:
            self._keys.cancel()
            await asyncio.gather(self._keys, return_exceptions=True)
        if self._handle is not None and not self._handle.done():
            self._handle.interrupt(force=True)
        await self._session.aclose()
        await self._sync.aclose()
        await self._output.aclose()
        await self._input.aclose()
        await self.bridge.aclose()
        self.recorded_seconds = await self._recording.close()
        await self._outbox.aclose()

    # ------------------------------------------------------------ Conversation

    async def say(self, text: str, *, interruptible: bool = True, language: str | None = None) -> Said:
        """Speak fixed text; returns when it was played to its end, cut off, or failed."""
        self._raise_if_over()
        await self._free()
        await self._guided()
        self._ahead.hold()
        await self._store_turns()
        said = await self._say_once(text, interruptible and self._options.interruptible, language)
        if self._cut_by == "noise":  # livekit waits for quiet before it speaks, unless nothing may interrupt
            said = await self._say_once(text, False, language)
        self._without_voice = self._without_voice + 1 if said.failed and not said.heard else 0
        if self._without_voice >= MOST_WITHOUT_VOICE:
            await self._leave()
        return said

    async def generate(self, instructions: str = "") -> Said:
        """Let the model answer the caller's last turn. RuntimeError when there is no model."""
        self._raise_if_over()
        if not self.can_generate:
            raise RuntimeError("no model stands behind generate()")
        if await self._free():
            return Said("", "", True, 0.0)  # the turn that it was to answer is long past
        await self._guided()
        self._ahead.hold()
        self._keypad.forget()
        turns = self._hearing.unstored
        message = turns.pop() if turns else None
        await self._store_turns()
        utterance = self._agent.utterance = Utterance(language=self._language)
        handle = self._session.generate_reply(
            user_input=message or NOT_GIVEN,
            instructions=self._guidance.added_to(instructions) or NOT_GIVEN,
            allow_interruptions=self._options.interruptible,
        )
        return await self._pressed(await self._spoken(handle, utterance))

    async def compose(self, wanted: Compose) -> Said:
        """`generate` within these limits; failed and empty without a model."""
        model = self._session.llm
        if not isinstance(model, PortLLM):
            self._raise_if_over()
            return Said("", "", False, 0.0, failed=True)
        tools = self._parts.tools
        with (
            model.limited(temperature=wanted.temperature, max_tokens=wanted.max_tokens),
            tools.lent(wanted.tools) if tools is not None else nullcontext(),
        ):
            return await self.generate(wanted.instructions)

    async def set_language(self, language: str) -> None:
        """Recognition, the voice of replies, fillers; no connection is made anew where the vendor allows it."""
        self._language = language
        self._alive.speak(language)
        if self._parts.on_language is not None:
            self._parts.on_language(language)

    async def _leave(self) -> None:
        await self._alive.say_goodbye(lambda: self._over is not None)
        self.end("vendor_failed")
        self._raise_if_over()

    async def listen(self, timeout: float) -> Heard:
        """The caller's next turn, keys, or silence of `timeout` seconds (their voice and ours not counted)."""
        heard = await self._listen(timeout)
        self._alive.owed(heard.kind != "time_up", from_now=heard.kind != "speech")
        return heard

    async def dictate(self, timeout: float) -> Heard:
        """Like listen, for somebody who reads out: a pause does not end the turn so soon."""
        options = self._options
        self._end_turns(options.dictated_min_delay, options.dictated_max_delay)
        try:
            return await self.listen(timeout)
        finally:
            self._end_turns(options.min_delay, options.max_delay)

    def _end_turns(self, min_delay: float, max_delay: float) -> None:
        self.set_endpointing(min_delay=min_delay, max_delay=max_delay)
        self._hearing.patience(max_delay)

    async def pause(self, seconds: float) -> None:
        """Nobody speaks for so long; what is said meanwhile is heard by the next listen."""
        self._alive.owed(False)
        try:
            async with asyncio.timeout(seconds):
                await self._ending.wait()
        except TimeoutError:
            pass
        self._raise_if_over()
        await self._free()
        self._alive.owed(True)

    async def over(self) -> str:
        """Waits until the call is over; its reason."""
        await self._ending.wait()
        return self._over or "agent_ended"

    async def _listen(self, timeout: float) -> Heard:
        self._alive.owed(False)
        inbox, loop = self._inbox, asyncio.get_running_loop()
        since = max(loop.time(), self._output.finished_at or 0.0)
        while True:
            inbox.wake.clear()
            if await self._free() or (not inbox.caller_due and await self._guided()):
                self._alive.owed(False)
                since = loop.time()
                continue
            # What was said before a hang-up is still heard: it may be the wish never to be called again.
            if (heard := self._hearing.take()) is not None:
                self._on_hold.heard(heard.text)
                return heard
            self._raise_if_over()
            if self._time_up:
                return Heard("time_up")
            if inbox.take_unclear():
                return Heard("unclear")
            silence = inbox.silence_due(since, self._on_hold.patience(timeout))
            if loop.time() >= silence:
                self._on_hold.over()
                return Heard("silence")
            await inbox.changed(min(silence, inbox.keys_due, inbox.aside_due))

    @property
    def can_generate(self) -> bool:
        return self._parts.model is not None

    async def emit(self, type_: str, payload: Mapping[str, Any], node: str | None = None) -> None:
        """Append an event to the call's story, behind those already on their way."""
        self._outbox.put(type_, payload, node)

    def set_endpointing(self, *, min_delay: float, max_delay: float) -> None:
        """How long to wait for the end of a turn from now on (a Script that expects a number waits longer)."""
        self._session.update_options(endpointing_opts={"min_delay": min_delay, "max_delay": max_delay})

    async def record(self, action: RecordAction) -> None:
        """Begin, end, or interrupt the recording; one that begins late has silence up to then."""
        self._raise_if_over()
        await self._recording.do(action, since=self._log.since_answer(time.time()))

    def expect(self, texts: Sequence[str]) -> None:
        """Their sound is put into the voice's cache while nobody waits for it."""
        self._ahead.expect(texts)

    def watch(self, told: Callable[[str], None] | None) -> None:
        """`told` gets the words of the caller's turn while it goes on, and once they are final."""
        self._hearing.watch(told)

    def private(self, on: bool) -> None:
        """Transcript, events and the model's memory get masks for what is heard meanwhile."""
        self._log.private = on

    @property
    def transcript(self) -> list[TranscriptEntry]:
        """What was said, in order of the utterances' ends."""
        return self._log.entries

    @property
    def latencies(self) -> list[TurnLatency]:
        return self._latency.turns

    # ------------------------------------------------------------ speaking

    async def _say_once(self, text: str, interruptible: bool, language: str | None) -> Said:
        utterance = Utterance(text, language, asked_at=time.time())
        sound = self._speaker.say(text, utterance)
        return await self._spoken(self._session.say(text, audio=sound, allow_interruptions=interruptible), utterance)

    async def _spoken(self, handle: SpeechHandle, utterance: Utterance) -> Said:
        self._handle, self._cut_by = handle, "caller"
        self._alive.owed(True)
        self._hearing.backchannels.speech_began()
        wake = self._inbox.wake
        handle.add_done_callback(lambda _: wake.set())
        try:
            while not handle.done() and self._over is None:
                wake.clear()
                if not handle.done() and self._over is None:
                    await wake.wait()
        except asyncio.CancelledError:
            # The Script was broken off: nobody goes on speaking for it, and what was heard is written down.
            await self._break_off(handle, utterance, "machine")
            raise
        said = await self._break_off(handle, utterance, "hang_up")
        self._raise_if_over()
        await self._free()
        return said

    async def _pressed(self, said: Said) -> Said:
        """Presses what the model wants pressed, even where a menu spoke on over its words: then it has answered."""
        if not self._keypad.waits or (said.interrupted and self._cut_by == "supervisor"):
            return said
        self._alive.owed(False)
        self._output.stop_aside()
        await self._keypad.press(self._ending)
        self._raise_if_over()
        return replace(said, failed=False, pressed=True)

    # ------------------------------------------------------------ a supervisor

    async def _free(self) -> bool:
        """Waits while somebody else speaks in the agent's place; whether that was so. What the caller said to them is
        nothing that the Script has to answer."""
        if not self._guidance.held:
            return False
        while self._guidance.held and self._over is None:
            self._inbox.wake.clear()
            if self._guidance.held and self._over is None:
                await self._inbox.wake.wait()
        self._raise_if_over()
        self._inbox.forget()
        self._latency.forget()
        return True

    async def _guided(self) -> bool:
        """Says what a supervisor wants said; whether there was anything."""
        if not self._guidance.waits:
            return False
        await self._store_turns()
        while self._guidance.waits and (text := self._guidance.take()) is not None:
            await self._say_once(text, self._options.interruptible, None)
        return True

    async def _break_off(self, handle: SpeechHandle, utterance: Utterance, cause: str) -> Said:
        """What came of an utterance; one that still sounds is cut, even where nobody may interrupt it."""
        if not handle.done():
            self._cut_by = cause
            handle.interrupt(force=True)
            await asyncio.wait([asyncio.ensure_future(handle.wait_for_playout())], timeout=CUT_WITHIN)
        self._handle = None
        return await self._outcome(handle, utterance)

    async def _outcome(self, handle: SpeechHandle, utterance: Utterance) -> Said:
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
            if answer := self._hearing.backchannels.answer(self._output.played):
                self._hearing.hear(answer)
        elif self._cut_by != "noise":
            at = round(self._log.since_answer(time.time()), 2)
            self._outbox.put("speech.interrupted", {"text": text, "heard": heard, "cause": self._cut_by, "at": at})
        return Said(text, heard, handle.interrupted, self._output.played if heard else 0.0, failed)

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
        now = time.time()
        started = item.metrics.get("started_speaking_at", now)
        # An interruption is confirmed a moment after the sound stopped: what counts is how long it sounded.
        ended = min(started + self._output.played, now) if interrupted else item.metrics.get("stopped_speaking_at", now)
        self._log.add("agent", heard, started, ended, interrupted=interrupted)
        first_token, start = item.metrics.get("llm_node_ttft"), self._log.since_answer(started)
        turn = self._latency.agent_spoke(started, utterance.first_byte, first_token, start)
        if turn is not None:
            self._outbox.put("turn.latency", turn.payload())

    async def _store_turns(self) -> None:
        """livekit drops a turn that its hook stopped: the model must know it all the same."""
        turns = self._hearing.unstored
        if turns and self.can_generate:
            await remember(self._session, self._agent, turns)
        turns.clear()

    def _caller_frame(self, frame: bytes) -> None:
        self._alive.caller_frame(frame)
        if self._parts.ear is not None:
            self._parts.ear.frame(frame)

    # ------------------------------------------------------------ cutting

    async def _read_keys(self) -> None:
        async for key in self._parts.keys:
            self._inbox.add_key(key, private=self._log.private)
            self._cut("keys")

    def _heard_by_another(self) -> None:
        partials = self._alive.recognition.partials
        self._hearing.heard_by(partials=partials)
        resume_after(self._session, partials=partials)

    def _reply_broke(self) -> None:
        self._agent.utterance.broken = True

    def _noticed(self) -> None:
        self._alive.noticed()

    def _reopen(self, reason: str) -> None:
        self._alive.reopen(reason)

    def _on_time_up(self) -> None:
        self._time_up = True
        self._cut("time_up")
        self._inbox.wake.set()

    def _talk_over_noise(self) -> None:
        self._sync.audio_output.resume()
        if not self._output.speaking:
            self._cut("noise")

    def _cut(self, cause: str) -> None:
        handle = self._handle
        if handle is not None and not handle.done() and not handle.interrupted and handle.allow_interruptions:
            self._cut_by = cause
            handle.interrupt()

    def _interrupt(self, cause: str) -> None:
        """The same for what nobody else may interrupt."""
        handle = self._handle
        if handle is not None and not handle.done():
            self._cut_by = cause
            handle.interrupt(force=True)

    def _raise_if_over(self) -> None:
        if self._over is not None:
            raise CallOver(self._over)
