"""livekit-agents' detector of answering machines on an opening that Tron's supervisor heard, in virtual time.

It gets nothing hosted: its model is a scripted one that answers from the label at once and never errs, its words come
from the same recogniser at the same moment, and the turn counts as ended with them. Each favours it; what is left are
its own rules and timers, at their defaults.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from livekit.agents import AgentSession, llm
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, NOT_GIVEN, APIConnectOptions, NotGivenOr
from livekit.agents.voice.amd import AMD, AMDCategory, AMDPredictionEvent, classifier

from bench.moments import QUIET_SECONDS, Moment
from bench.virtual_time import run_in_virtual_time

LABELS = {
    "human": AMDCategory.HUMAN,
    "machine": AMDCategory.MACHINE_VM,
    "screening": AMDCategory.MACHINE_IVR,
    "announcement": AMDCategory.MACHINE_UNAVAILABLE,
}
"""What its prompt wants a model to say; call screening is a menu to it."""
AT_MOST = 60.0


def peer_hears(opening: Iterable[Moment], who: str) -> tuple[AMDCategory, float]:
    """Its verdict and the second at which it falls. Call it in a thread without an event loop."""
    return run_in_virtual_time(_hear(opening, LABELS[who]))


async def _hear(opening: Iterable[Moment], label: AMDCategory) -> tuple[AMDCategory, float]:
    loop = asyncio.get_running_loop()
    # The detector measures speech by the wall clock, and waits by the loop's.
    with patch.object(classifier, "time", SimpleNamespace(time=loop.time)):
        session: AgentSession[Any] = AgentSession(vad=None, turn_handling={"turn_detection": "stt"})
        detector = AMD(
            session,
            llm=KnowingModel(label),
            stt=None,
            interrupt_on_machine=False,
            ivr_detection=False,  # what it does about a verdict needs a session that speaks
            suppress_compatibility_warning=True,
        )
        async with detector:
            await asyncio.sleep(0)
            began, verdict = loop.time(), asyncio.create_task(_verdict(detector))
            for moment in opening:
                await asyncio.sleep(max(began + moment.at - loop.time(), 0))
                _tell(detector, moment)
            found, at = await asyncio.wait_for(verdict, AT_MOST)
        return found.category, at - began


async def _verdict(detector: AMD) -> tuple[AMDPredictionEvent, float]:
    found = await detector.execute()
    return found, asyncio.get_running_loop().time()


def _tell(detector: AMD, moment: Moment) -> None:
    """As a session's AudioRecognition does."""
    if moment.voice is True:
        detector._on_user_speech_started()
    elif moment.voice is False:
        detector._on_user_speech_ended(QUIET_SECONDS)
    if moment.words:
        detector._on_transcript(moment.words)
        if detector._classifier is not None:
            detector._classifier.on_end_of_turn()


class KnowingModel(llm.LLM[Any]):
    """Calls the tool that it must call, with the label of the opening, at once."""

    def __init__(self, label: AMDCategory) -> None:
        super().__init__()
        self.answer = label

    def chat(
        self,
        *,
        chat_ctx: llm.ChatContext,
        tools: list[llm.Tool] | None = None,
        conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS,
        parallel_tool_calls: NotGivenOr[bool] = NOT_GIVEN,
        tool_choice: NotGivenOr[llm.ToolChoice] = NOT_GIVEN,
        extra_kwargs: NotGivenOr[dict[str, Any]] = NOT_GIVEN,
    ) -> llm.LLMStream:
        return _Choice(self, chat_ctx=chat_ctx, tools=tools or [], conn_options=conn_options)


class _Choice(llm.LLMStream):
    async def _run(self) -> None:
        assert isinstance(self._llm, KnowingModel)
        arguments = json.dumps({"label": self._llm.answer.value})
        call = llm.FunctionToolCall(name="save_prediction", arguments=arguments, call_id="choice")
        delta = llm.ChoiceDelta(role="assistant", tool_calls=[call])
        self._event_ch.send_nowait(llm.ChatChunk(id="choice", delta=delta))
