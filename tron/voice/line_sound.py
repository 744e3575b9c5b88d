"""The sound of a line both ways, as one session hears and plays it."""

from __future__ import annotations

from collections.abc import Callable

from tron.voice.audio_io import LineAudioInput, LineAudioOutput
from tron.voice.background import room_of
from tron.voice.bridge import Bridge
from tron.voice.caller_gate import CallerGate
from tron.voice.outbox import Outbox
from tron.voice.parts import VoiceOptions, VoiceParts
from tron.voice.recorded import Recorded


class LineSound:
    """Of one session. `on_frame` gets the caller's frames as they come; `on_end` is called when they end."""

    def __init__(
        self,
        parts: VoiceParts,
        options: VoiceOptions,
        outbox: Outbox,
        *,
        on_frame: Callable[[bytes], None],
        on_end: Callable[[], None],
    ) -> None:
        self.recording = Recorded(parts.recorder, parts.new_recorder, outbox)
        self.bridge = Bridge(parts.line)
        self.bridge.tap(caller=self.recording.caller, heard=self.recording.agent)
        self.gate = gate = CallerGate()
        self.input = LineAudioInput(self.bridge, on_frame=on_frame, on_end=on_end, care=parts.care, gate=gate)
        self.output = LineAudioOutput(self.bridge, on_frame=gate.played, may_pause=lambda: gate.near)
        self._background = options.background

    def play_room(self) -> None:
        """From now on the caller hears the room that the agent sits in, if it sits in one."""
        if room := room_of(self._background):
            self.bridge.play("caller", room, loop=True, behind="agent")

    async def aclose(self) -> float | None:
        """Ends both ways and the recording: its seconds, None when nothing was recorded."""
        await self.output.aclose()
        await self.input.aclose()
        await self.bridge.aclose()
        return await self.recording.close()
