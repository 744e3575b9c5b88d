"""The practice line: dials the virtual network of simulated people. Rings nobody's phone."""

from __future__ import annotations

import asyncio
from uuid import UUID

from tron.core.lines import PracticePerson
from tron.core.phone import is_practice
from tron.core.ports import DialFailed, DialRequest, LineCall, RingListener
from tron.core.ports.colleagues import COLLEAGUE
from tron.core.speech import SpokenUtterance
from tron.telephony.registry import LineContext
from tron.telephony.sandbox.audio_person import AudioPerson
from tron.telephony.sandbox.call import SandboxCall
from tron.telephony.sandbox.colleague import RING_OUT_SECONDS, Colleagues
from tron.telephony.sandbox.mail import LONGEST, MessageBox
from tron.telephony.sandbox.people import FAILURES, Person, colleague_for, directory, person_for, saying
from tron.telephony.sandbox.ring_log import RingLog
from tron.telephony.sandbox.text_person import TextPerson
from tron.telephony.sandbox.wear import Wear, hiss, worn

PERSON_VOICES = {"hi": "arjun", "en": "james", "ta": "ta"}


class SandboxLine:
    """Line `sandbox`. Options: `fidelity` "audio" (default) or "text"; `says`, what who answers is to say; `wear`,
    what the telephone does to their voice (wear.py; none: a clear wide band).

    It delivers text messages too, to practice numbers. A second leg reaches the same people as colleagues.
    """

    name = "sandbox"
    title = "Practice line"
    rings_phone = False
    rings_colleagues = True

    def __init__(self, context: LineContext) -> None:
        self._clock = context.clock
        self._speech = context.speech
        self._on_spoken = context.on_spoken
        self.rings = RingLog(context.data_dir)
        self.messages = MessageBox(context.data_dir)
        self._live: dict[UUID, SandboxCall] = {}

    def people(self) -> list[PracticePerson]:
        return directory()

    async def dial(self, request: DialRequest, listener: RingListener) -> LineCall:
        person = _whom(request)
        direction = "transfer" if _is_colleague(request) else str(request.options.get("direction", "outbound"))
        self.rings.write(self._clock.now(), _call_of(request), request.to or "", person.name, direction)
        as_text = request.options.get("fidelity") == "text"
        prepare = asyncio.ensure_future(self._sounds(person, request)) if not as_text else None
        try:
            if direction != "inbound":
                await self._ring(person, request, listener)
            return await self._answer(person, request, await prepare if prepare else None)
        finally:
            if prepare is not None:
                prepare.cancel()
                await asyncio.gather(prepare, return_exceptions=True)

    async def _ring(self, person: Person, request: DialRequest, listener: RingListener) -> None:
        if person.fate in ("invalid", "unreachable"):
            await self._clock.sleep(0.2)
        else:
            await listener.ringing()
            seconds = RING_OUT_SECONDS if person.fate == "no_answer" else person.rings
            await self._clock.sleep(min(seconds, request.ring_timeout))
            if seconds > request.ring_timeout:
                raise DialFailed(*FAILURES["no_answer"])
        if person.fate != "answers":
            status, reason, sip_status = FAILURES[person.fate]
            raise DialFailed(status, reason, sip_status)

    async def _answer(self, person: Person, request: DialRequest, sounds: dict[str, bytes] | None) -> SandboxCall:
        colleagues = Colleagues(self._clock, self.rings, request.call_id, request.language)
        call = SandboxCall(request.call_id, person.name, lambda: self._forget(request.call_id), colleagues.ring)
        self._live[request.call_id] = call
        if sounds is None:
            call.text = TextPerson(person)
        else:
            wear = request.options.get("wear")
            between = b"" if wear is None else await asyncio.to_thread(hiss, list(sounds.values()), Wear.of(wear))
            call.audio = AudioPerson(person, sounds, self._clock, call.press, call.far_side_left, between)
        return call

    def _forget(self, call_id: UUID) -> None:
        self._live.pop(call_id, None)

    async def exists(self, call_id: UUID) -> bool | None:
        return call_id in self._live

    async def send_message(self, message_id: UUID, to: str, text: str, *, channel: str = "sms") -> str | None:
        if not is_practice(to):
            return "The practice line delivers to practice numbers only."
        if len(text) > LONGEST:
            return f"A text message has at most {LONGEST} characters."
        self.messages.deliver(self._clock.now(), message_id, to, text, channel)
        return None

    async def _sounds(self, person: Person, request: DialRequest) -> dict[str, bytes]:
        """What this person will say, synthesised while it rings; the recogniser is told each utterance's words."""
        texts = [step.text for step in person.steps if step.text] + ([person.opening] if person.opening else [])
        if texts and self._speech is None:
            raise DialFailed("failed", "trunk_error", 500, "No built-in voice is ready to speak for the practice line.")
        sounds: dict[str, bytes] = {}
        wear = request.options.get("wear")
        for text in texts:
            spoken = await self._speak(text, request.language)
            if not _is_colleague(request):  # whom no recogniser hears
                self._on_spoken(request.call_id, spoken)
            worn_by = None if wear is None else Wear.of(wear)
            sounds[text] = spoken.pcm if worn_by is None else await asyncio.to_thread(worn, spoken.pcm, worn_by)
        return sounds

    async def _speak(self, text: str, language: str) -> SpokenUtterance:
        assert self._speech is not None
        voice = PERSON_VOICES.get(language.split("-", maxsplit=1)[0], "")
        return await self._speech.synthesize(text, voice=voice, language=language)


def _whom(request: DialRequest) -> Person:
    """Who is behind the number. Raises DialFailed."""
    to, named = request.to or "", not any(map(str.isdigit, request.to or ""))
    if _is_colleague(request) and to and (named or is_practice(to)):
        return colleague_for(None if named else to, request.language)
    if not is_practice(to):
        raise DialFailed("failed", "invalid_number", 404, "The practice line rings practice numbers only.")
    person = person_for(to, request.language, request.options.get("template"))
    says = request.options.get("says")
    return saying(person, says) if says else person


def _is_colleague(request: DialRequest) -> bool:
    return request.options.get("leg") == COLLEAGUE


def _call_of(request: DialRequest) -> UUID:
    """The call in which it rings."""
    return UUID(str(request.options["of"])) if _is_colleague(request) else request.call_id
