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

from tron.core.call_engine.supervision import PAUSED, RESUMED
from tron.core.ending import Ending
from tron.core.ports import Compose, FlowConversation, Heard, RecordAction, Said
from tron.voice.agent import TronVoiceAgent
from tron.voice.ahead import SpeechAhead
from tron.voice.alive import StayingAlive
from tron.voice.engine import build_session, resume_after, synchronised
from tron.voice.floor import Floor
from tron.voice.guidance import Guidance
from tron.voice.hearing import Hearing
from tron.voice.keypad import Keypad
from tron.voice.language_model import PortLLM
from tron.voice.latency import TurnLatency
from tron.voice.line_sound import LineSound
from tron.voice.listening import Listening
from tron.voice.on_hold import OnHold
from tron.voice.outcomes import Outcomes
from tron.voice.parts import VoiceOptions, VoiceParts
from tron.voice.speaker import Speaker
from tron.voice.speaking import Speaking
from tron.voice.story import Story
from tron.voice.time_limit import TimeLimit
from tron.voice.transcript import TranscriptEntry

LAST_WORDS_WITHIN = 1.5
"""How long the end of a call waits for what the caller said right before they hung up."""
MOST_WITHOUT_VOICE = 2
"""Utterances in a row that no voice could speak: then the call is over."""


class VoiceSession(FlowConversation):
    """One call's conversation over a line's audio. Make it and `start()` it when the line answered; `close()` always.

    say, listen and generate are pulled by one task at a time and raise CallOver once the far side is gone, `end()`
    was called, or the call outlasted its maximum and the closing grace. Needs a running loop from the start.
    """

    def __init__(self, parts: VoiceParts, options: VoiceOptions) -> None:
        self._parts = parts
        self._options = options
        self._ending = Ending()
        self._closed = False
        self._without_voice = 0
        self._hidden = False
        self._language: str | None = None
        self._guidance = Guidance()
        self.limit = TimeLimit(
            options.max_duration,
            options.closing_grace,
            time_up=self._on_time_up,
            over=lambda: self.end("max_duration"),
        )
        """How long the agent, and people who are brought in, may talk."""
        self._keys: asyncio.Task[None] | None = None
        self.recorded_seconds: float | None = None
        """Length of the recording, once closed; None when nothing was recorded."""
        self._story = story = Story(parts.emit)
        self._on_hold = OnHold(story.outbox.put, story.now)
        notes = parts.tools.notes if parts.tools is not None else None
        self._keypad = Keypad(notes, parts.send_keys, story.outbox, story.private)
        self._ahead = SpeechAhead(parts.render)
        self._sound = LineSound(parts, options, story.outbox, on_frame=self._caller_frame, on_end=self._hung_up)
        self.bridge = self._sound.bridge
        """Where others join the talk."""
        self._output = output = self._sound.output
        self._hearing = hearing = self._make_hearing()
        self._inbox = hearing.inbox
        self._alive = StayingAlive(
            parts, options, output=output, hearing=hearing, story=story, changed=self._heard_by_another
        )
        speaker = Speaker(parts.tts, parts.second_voice, options, hearing.vendor_failed)
        self._agent = TronVoiceAgent(options.instructions, speaker, hearing, self._alive.recognition)
        self._session = build_session(parts, options, on_broken=self._reply_broke)
        self._sync = synchronised(self._session, self._sound.input, output)
        self._floor = Floor(self._guidance, self._ending, self._inbox, story.latency)
        self._speaking = self._make_speaking(speaker)
        self._listening = self._make_listening()

    def _make_hearing(self) -> Hearing:
        return Hearing(
            self._parts,
            self._options,
            output=self._output,
            story=self._story,
            on_hold=self._on_hold,
            current=lambda: self._speaking.handle,
            on_noise=self._talk_over_noise,
            noticed=self._noticed,
            reopen=self._reopen,
        )

    def _make_speaking(self, speaker: Speaker) -> Speaking:
        session, agent, hearing = self._session, self._agent, self._hearing
        return Speaking(
            session,
            agent,
            speaker,
            hearing=hearing,
            outcomes=Outcomes(session, agent, output=self._output, hearing=hearing, story=self._story),
            ending=self._ending,
            floor=self._floor,
            interruptible=self._options.interruptible,
            began=lambda: self._alive.owed(True),
        )

    def _make_listening(self) -> Listening:
        return Listening(
            self._options,
            hearing=self._hearing,
            speaking=self._speaking,
            alive=self._alive,
            on_hold=self._on_hold,
            output=self._output,
            floor=self._floor,
            ending=self._ending,
            limit=self.limit,
            endpointing=lambda least, most: self.set_endpointing(min_delay=least, max_delay=most),
        )

    # ------------------------------------------------------------ life

    async def start(self) -> None:
        """Opens the sound both ways; times of transcript and events count from here."""
        self._story.log.answered_at = time.time()
        await self._sound.recording.begin()
        self._hearing.subscribe(self._session, self._alive.recognition.voice_changed)
        self._session.on("user_input_transcribed", lambda _event: self._sound.gate.words())
        self._session.on("close", lambda _event: self.end("vendor_failed"))
        await self._session.start(self._agent, record=False, session_host=False)
        self._alive.start()
        self._sound.play_room()
        self._keys = asyncio.create_task(self._read_keys(), name="call keys")
        self.limit.begin()

    def end(self, reason: str) -> None:
        """The call is over (`reason` of design.md's table): whatever the Script awaits raises CallOver. Idempotent."""
        if self._ending.end(reason):
            self._inbox.wake.set()

    def mute(self, muted: bool) -> None:
        """From now on the far side hears silence where the agent speaks, or hears it again."""
        self._output.muted = muted

    def hold(self, on: bool) -> None:
        """Somebody else speaks in the agent's place, or no longer. Meanwhile the Script waits where it is and hears
        nothing; what the caller says is written down, and the agent's time stands still."""
        if on == self._guidance.held:
            return
        self._guidance.hold(on)
        self.limit.people_talk(on, "supervisor")
        if on:
            self._alive.owed(False)
            self._output.stop_aside()
            self._speaking.interrupt("supervisor")
            if self._parts.ear is not None:
                self._parts.ear.settle()
        self._inbox.wake.set()

    def whisper(self, text: str) -> None:
        """An instruction to the model for its replies from now on."""
        self._guidance.whisper(text)

    def overheard(self, text: str, began: float, ended: float) -> None:
        """A supervisor said this to the caller (times by time.time()): it belongs to the transcript."""
        if text:
            self._story.log.add("supervisor", text, began, ended)

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
        self.limit.close()
        await self._ahead.aclose()
        await self._alive.aclose()
        if self._ending.reason == "caller_hung_up":
            await self._alive.recognition.last_words(LAST_WORDS_WITHIN)
        self._hearing.leave()
        self._hearing.close()
        if self._keys is not None:
            self._keys.cancel()
            await asyncio.gather(self._keys, return_exceptions=True)
        self._speaking.interrupt("hang_up")
        await self._session.aclose()
        await self._sync.aclose()
        self.recorded_seconds = await self._sound.aclose()
        await self._story.outbox.aclose()

    # ------------------------------------------------------------ Conversation

    async def say(self, text: str, *, interruptible: bool = True, language: str | None = None) -> Said:
        """Speak fixed text; returns when it was played to its end, cut off, or failed."""
        self._ending.check()
        await self._floor.free()
        await self._speaking.guided()
        self._ahead.hold()
        await self._speaking.store_turns()
        said = await self._speaking.say(text, interruptible=interruptible, language=language)
        if self._speaking.cut_by == "noise":  # livekit waits for quiet before it speaks, unless nothing may interrupt
            said = await self._speaking.say(text, interruptible=False, language=language)
        self._without_voice = self._without_voice + 1 if said.failed and not said.heard else 0
        if self._without_voice >= MOST_WITHOUT_VOICE:
            await self._leave()
        return said

    async def generate(self, instructions: str = "") -> Said:
        """Let the model answer the caller's last turn. RuntimeError when there is no model."""
        self._ending.check()
        if not self.can_generate:
            raise RuntimeError("no model stands behind generate()")
        if await self._floor.free():
            return Said("", "", True, 0.0)  # the turn that it was to answer is long past
        await self._speaking.guided()
        self._ahead.hold()
        self._keypad.forget()
        turns = self._hearing.unstored
        message = turns.pop() if turns else None
        await self._speaking.store_turns()
        said = await self._speaking.reply(message, self._guidance.added_to(instructions), language=self._language)
        return await self._pressed(said)

    async def compose(self, wanted: Compose) -> Said:
        """`generate` within these limits; failed and empty without a model."""
        model = self._session.llm
        if not isinstance(model, PortLLM):
            self._ending.check()
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

    async def listen(self, timeout: float) -> Heard:
        """The caller's next turn, keys, or silence of `timeout` seconds (their voice and ours not counted)."""
        return await self._listening.next(timeout)

    async def dictate(self, timeout: float) -> Heard:
        """Like listen, for somebody who reads out: a pause does not end the turn so soon."""
        with self._listening.dictated():
            return await self._listening.next(timeout)

    async def pause(self, seconds: float) -> None:
        """Nobody speaks for so long; what is said meanwhile is heard by the next listen."""
        self._alive.owed(False)
        try:
            async with asyncio.timeout(seconds):
                await self._ending.wait()
        except TimeoutError:
            pass
        self._ending.check()
        await self._floor.free()
        self._alive.owed(True)

    async def over(self) -> str:
        """Waits until the call is over; its reason."""
        return await self._ending.wait()

    @property
    def can_generate(self) -> bool:
        return self._parts.model is not None

    async def emit(self, type_: str, payload: Mapping[str, Any], node: str | None = None) -> None:
        """Append an event to the call's story, behind those already on their way."""
        self._story.outbox.put(type_, payload, node)

    def set_endpointing(self, *, min_delay: float, max_delay: float) -> None:
        """How long to wait for the end of a turn from now on (a Script that expects a number waits longer)."""
        self._session.update_options(endpointing_opts={"min_delay": min_delay, "max_delay": max_delay})

    async def record(self, action: RecordAction) -> None:
        """Begin, end, or interrupt the recording; one that begins late has silence up to then.

        While it is interrupted supervisors hear nothing.
        """
        self._ending.check()
        await self._floor.free()
        if action == "pause":
            self._hide(True)
        await self._sound.recording.do(action, since=self._story.now())
        if action in ("start", "resume"):
            self._hide(False)

    def _hide(self, on: bool) -> None:
        """From those who listen in."""
        if self._hidden != on:
            self._hidden = on
            self.bridge.withhold("supervisor", on)
            self._story.outbox.put(PAUSED if on else RESUMED, {"at": round(self._story.now(), 2)})

    def expect(self, texts: Sequence[str]) -> None:
        """Their sound is put into the voice's cache while nobody waits for it."""
        self._ahead.expect(texts)

    def watch(self, told: Callable[[str], None] | None) -> None:
        """`told` gets the words of the caller's turn while it goes on, and once they are final."""
        self._hearing.watch(told)

    def private(self, on: bool) -> None:
        """Transcript, events and the model's memory get masks for what is heard meanwhile."""
        self._story.log.private = on

    @property
    def transcript(self) -> list[TranscriptEntry]:
        """What was said, in order of the utterances' ends."""
        return self._story.log.entries

    @property
    def latencies(self) -> list[TurnLatency]:
        return self._story.latency.turns

    # ------------------------------------------------------------ speaking and hearing

    async def _leave(self) -> None:
        await self._alive.say_goodbye(lambda: self._ending.reason is not None)
        self.end("vendor_failed")
        self._ending.check()

    async def _pressed(self, said: Said) -> Said:
        """Presses what the model wants pressed, even where a menu spoke on over its words: then it has answered."""
        if not self._keypad.waits or (said.interrupted and self._speaking.cut_by == "supervisor"):
            return said
        self._alive.owed(False)
        self._output.stop_aside()
        await self._keypad.press(self._ending.event)
        self._ending.check()
        return replace(said, failed=False, pressed=True)

    def _caller_frame(self, frame: bytes) -> None:
        self._alive.caller_frame(frame)
        if self._on_hold.frame(frame):
            self._inbox.sounds()
            self._alive.noticed()
        if self._parts.ear is not None:
            self._parts.ear.frame(frame)

    # ------------------------------------------------------------ cutting

    async def _read_keys(self) -> None:
        async for key in self._parts.keys:
            self._inbox.add_key(key, private=self._story.log.private)
            self._speaking.cut("keys")

    def _heard_by_another(self) -> None:
        partials = self._alive.recognition.partials
        self._hearing.heard_by(partials=partials)
        resume_after(self._session, partials=partials)

    def _reply_broke(self) -> None:
        self._agent.utterance.broken = True

    def _hung_up(self) -> None:
        self.end("caller_hung_up")

    def _noticed(self) -> None:
        self._alive.noticed()

    def _reopen(self, reason: str) -> None:
        self._alive.reopen(reason)

    def _on_time_up(self) -> None:
        self._speaking.cut("time_up")
        self._inbox.wake.set()

    def _talk_over_noise(self) -> None:
        self._sync.audio_output.resume()
        if not self._output.speaking:
            self._speaking.cut("noise")
