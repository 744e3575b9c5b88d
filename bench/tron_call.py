"""The same call through Tron: a VoiceSession driven by a Script, its events written to Postgres."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

from bench.flows import Nowhere
from bench.stand_ins import AGENT_SAYS, DrivenLine, StandInModel, StandInSTT, StandInVoice
from tron.core.events.emit import Emit
from tron.core.flow_engine.canvas import read_canvas
from tron.core.flow_engine.graph import Flows, build
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.script import FlowScript
from tron.core.flow_engine.state import MAIN
from tron.core.flow_engine.world import World
from tron.core.ports import CallOver, Conversation, Script, ScriptResult
from tron.core.scripts.phrases import is_backchannel
from tron.voice.parts import SharedModels, VoiceOptions, VoiceParts
from tron.voice.recording import CallRecorder
from tron.voice.session import VoiceSession

PATIENCE = 3600.0


class AnsweringScript:
    """Answers every turn, by the model or with fixed text, until the call is over."""

    def __init__(self, *, generates: bool, says: str = AGENT_SAYS) -> None:
        self._generates = generates
        self._says = says

    async def run(self, conversation: Conversation) -> ScriptResult:
        try:
            while True:
                await conversation.listen(PATIENCE)
                if self._generates:
                    await conversation.generate()
                else:
                    await conversation.say(self._says)
        except CallOver as over:
            return ScriptResult(over.reason)


def _script(*, generates: bool, walks: bool) -> Script:
    return keyword_script() if walks else AnsweringScript(generates=generates)


def keyword_script() -> Script:
    """A flow that answers every turn by a keyword: listen, branch, speak, and round again."""
    nodes = [
        {"id": "start", "type": "start_inbound"},
        {"id": "listen", "type": "listen", "data": {"timeout_seconds": 60, "tries": 5}},
        {
            "id": "branch",
            "type": "branch_keyword",
            "data": {"routes": [{"id": "more", "keywords": ["tell .. more", "aur batao"]}]},
        },
        {"id": "answer", "type": "speak", "data": {"text": AGENT_SAYS}},
    ]
    ways = [("start", "next", "listen"), ("listen", "next", "branch"), ("branch", "more", "answer")]
    ways += [("branch", "fallback", "answer"), ("answer", "next", "listen")]
    edges = [
        {"id": f"e{number}", "source": source, "sourceHandle": handle, "target": target}
        for number, (source, handle, target) in enumerate(ways)
    ]
    flows = Flows({MAIN: build(read_canvas({"nodes": nodes, "edges": edges}))})
    return FlowScript(flows, FlowRules(), cast(World, Nowhere()))


@asynccontextmanager
async def tron_call(
    line: DrivenLine,
    stt: StandInSTT,
    models: SharedModels,
    emit: Emit,
    *,
    generates: bool,
    walks: bool = False,
    model_delay: float,
    voice_delay: float,
    recording: Path | None,
) -> AsyncIterator[VoiceSession]:
    """A started session whose Script answers each turn; `walks`: by a flow."""
    parts = VoiceParts(
        line=line,
        stt=stt,
        tts=StandInVoice(voice_delay),
        models=models,
        model=StandInModel(model_delay) if generates else None,
        recorder=CallRecorder(recording, executor=models.recording) if recording else None,
        emit=emit,
        is_backchannel=is_backchannel,
    )
    session = VoiceSession(parts, VoiceOptions(instructions="Be brief.", min_delay=0.0, max_delay=0.0))
    await session.start()
    script = asyncio.create_task(_script(generates=generates, walks=walks).run(session), name="script")
    try:
        yield session
    finally:
        line.hang_up()
        await session.close("caller_hung_up")
        await script
