"""What a call is held with: which model talks, which recogniser hears, and what is said to stand in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.core.flow_engine.talks import canvas
from tests.core.flows.drawn import save_flow
from tests.factories import agent_row, make_services
from tests.voice import sounds
from tests.voice.fakes import FakeEars, FakeLine, FakeVoice, Keypad
from tron.core.chat import ModelChoice, Piece, Row, ToolCall, ToolSpec
from tron.core.clock import SystemClock
from tron.core.database.tables import Agent, Call, KnowledgeDocument
from tron.core.flow_calls.script import CallFlow
from tron.core.ids import uuid7
from tron.core.knowledge.words import sounds_of, words_of
from tron.core.ports import LanguageModel
from tron.core.repositories.knowledge import KnowledgeRepository, NewPassage
from tron.core.scripts.for_agent import system_prompt
from tron.core.settings import SettingsSnapshot
from tron.providers.stt.practice import CallCatalogues
from tron.voice.answering import AnsweredScript
from tron.voice.talk import TalkFactory
from tron.voice.talks import Talk

pytestmark = [pytest.mark.slow, pytest.mark.sound]


class Model:
    def __init__(self) -> None:
        self.asked: list[Sequence[Row]] = []

    async def reply(
        self, messages: Sequence[Row], *, temperature: float, max_tokens: int, tools: Sequence[ToolSpec] = ()
    ) -> AsyncIterator[Piece]:
        self.asked.append(messages)
        for word in ("It ", "ships ", "today."):
            yield word


class Abilities:
    """What a downloaded chat model and a larger Whisper would give."""

    def __init__(self, model: Model | None, *languages: str) -> None:
        self._model, self._languages = model, languages
        self.wanted: list[ModelChoice] = []

    async def find(self, choice: ModelChoice, settings: SettingsSnapshot) -> LanguageModel | None:
        self.wanted.append(choice)
        return self._model

    async def hears(self, language: str) -> bool:
        return language in self._languages

    async def voices(self) -> str:
        return "joe"


class Stage:
    def __init__(self, factory: TalkFactory, agent: Agent) -> None:
        self.factory, self.agent, self.line = factory, agent, FakeLine()
        self.pressed: list[str] = []
        self.events: list[tuple[str, Mapping[str, Any]]] = []

    async def emit(self, type_: str, payload: Mapping[str, Any], node: str | None) -> None:
        self.events.append((type_, payload))

    async def talk(self, number: str | None = None) -> Talk:
        call = Call(id=uuid7(), line="browser", contact_metadata={}, line_options={}, phone_number=number)
        claim = SimpleNamespace(call=call, agent=self.agent)
        return await self.factory(claim, _far(self), self.emit)  # type: ignore[arg-type]

    def stand_ins(self) -> set[str]:
        return {str(payload["component"]) for name, payload in self.events if name == "engine.stand_in"}


@pytest.fixture
async def stage_with(database, tmp_path: Path) -> AsyncIterator[Any]:
    made: list[TalkFactory] = []

    def make(abilities: Abilities | None, **changes: Any) -> Stage:
        services = make_services(database, tmp_path, SystemClock())
        ears: Any = FakeEars("where is my parcel exactly", delay=0.05)
        voice: Any = FakeVoice()
        factory = TalkFactory(services, recogniser=ears, voice=voice, catalogues=CallCatalogues(), abilities=abilities)
        made.append(factory)
        agent = agent_row(greeting_text="Hello.", voice_id="builtin~joe", language="en-IN", is_active=True)
        agent.max_call_duration, agent.voice_speed, agent.llm_temperature = 60, 1.0, 0.3
        for name, value in changes.items():
            setattr(agent, name, value)
        agent.options = {**agent.options, "recording": False}
        return Stage(factory, agent)

    yield make
    for factory in made:
        await factory.close()


async def test_a_model_that_is_there_answers_in_the_call(stage_with) -> None:
    model = Model()
    abilities = Abilities(model)
    stage = stage_with(abilities)
    talk = await stage.talk()
    assert abilities.wanted == [ModelChoice("builtin", "smollm2-135m")]
    assert "llm" not in stage.stand_ins()
    await talk.session.start()
    running = asyncio.create_task(talk.script.run(talk.session))
    async with asyncio.timeout(20):
        while not talk.session.transcript:
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.5)
        stage.line.say("where is my parcel exactly", sounds.words("question"))
        while "It ships today." not in [entry.text for entry in talk.session.transcript]:
            await asyncio.sleep(0.05)
    talk.session.end("agent_ended")
    await running
    await talk.session.close()
    assert model.asked[0][0]["role"] == "system"
    assert model.asked[0][-1]["role"] == "user"
    assert "where is my parcel exactly" in model.asked[0][-1]["content"]


class MenuModel(Model):
    """Presses a key first, and says something then."""

    async def reply(
        self, messages: Sequence[Row], *, temperature: float, max_tokens: int, tools: Sequence[ToolSpec] = ()
    ) -> AsyncIterator[Piece]:
        self.asked.append(messages)
        offered = {tool.name for tool in tools}
        yield ToolCall("c1", "press_keys", '{"keys": "2"}') if offered and len(self.asked) == 1 else "Not a word."


async def test_an_agent_with_the_tool_presses_keys_on_its_line(stage_with) -> None:
    stage = stage_with(Abilities(MenuModel()), tools_enabled=["press_keys"])
    talk = await stage.talk()
    await talk.session.start()
    running = asyncio.create_task(talk.script.run(talk.session))
    async with asyncio.timeout(20):
        while not talk.session.transcript:
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.5)
        stage.line.say("for billing press two", sounds.words("question"))
        while "keys.sent" not in [name for name, _ in stage.events]:
            await asyncio.sleep(0.05)
    talk.session.end("agent_ended")
    await running
    await talk.session.close()
    await talk.leave()
    assert stage.pressed == ["2"]
    assert "Not a word." not in [entry.text for entry in talk.session.transcript]
    assert stage.stand_ins().isdisjoint({"llm"})


@pytest.mark.parametrize("tools", [[], ["press_keys"]], ids=["without keys", "with keys"])
async def test_only_an_agent_with_keys_stays_with_a_menu(stage_with, tools: list[str]) -> None:
    talk = await stage_with(Abilities(Model()), tools_enabled=tools).talk("+910000000001")
    assert isinstance(talk.script, AnsweredScript)
    assert (talk.script._ear._supervisor._menus, talk.script._policy.walks_menus) == (bool(tools), bool(tools))
    await talk.session.close()
    await talk.leave()


async def test_the_model_answers_from_the_agents_documents(stage_with, database) -> None:
    model = Model()
    stage = stage_with(Abilities(model))
    async with database.transaction() as session:
        session.add(stage.agent)
        await session.flush()
        document = KnowledgeDocument(agent_id=stage.agent.id, kind="text", title="Shipping", state="ready", passages=1)
        session.add(document)
        await session.flush()
        text = "A parcel leaves our house within two days."
        words = words_of(text)
        passage = NewPassage("", text, " ".join(words), sounds_of(words))
        await KnowledgeRepository(session).replace_passages(document, [passage])
    talk = await stage.talk()
    await talk.session.start()
    running = asyncio.create_task(talk.script.run(talk.session))
    async with asyncio.timeout(20):
        while not talk.session.transcript:
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.5)
        stage.line.say("where is my parcel exactly", sounds.words("question"))
        while not model.asked:
            await asyncio.sleep(0.05)
    talk.session.end("agent_ended")
    await running
    await talk.session.close()
    assert talk.leave is not None
    await talk.leave()
    assert text in model.asked[0][0]["content"]
    [used] = [payload for name, payload in stage.events if name == "knowledge.used"]
    assert (used["title"], used["document_id"]) == ("Shipping", str(document.id))


async def test_a_model_reads_the_persona_while_it_rings(stage_with) -> None:
    model = Model()
    stage = stage_with(Abilities(model))
    call = Call(id=uuid7(), line="browser", contact_metadata={"city": "Pune"}, line_options={})
    await stage.factory.prepare(SimpleNamespace(call=call, agent=stage.agent))
    async with asyncio.timeout(5):
        while not model.asked:
            await asyncio.sleep(0.01)
    assert model.asked[0][0] == {"role": "system", "content": system_prompt(stage.agent, call)}


async def test_a_model_that_cannot_read_ahead_holds_up_nothing(stage_with) -> None:
    class Stuck(Model):
        async def reply(self, *_: Any, **__: Any) -> AsyncIterator[str]:
            await asyncio.sleep(3600)
            yield ""

    stage = stage_with(Abilities(Stuck()))
    call = Call(id=uuid7(), line="browser", contact_metadata={}, line_options={})
    async with asyncio.timeout(5):
        await stage.factory.models()
        await stage.factory.prepare(SimpleNamespace(call=call, agent=stage.agent))
        await stage.factory.close()


async def test_without_a_model_prepared_lines_stand_in(stage_with) -> None:
    for abilities in (None, Abilities(None)):
        stage = stage_with(abilities)
        talk = await stage.talk()
        assert stage.stand_ins() == {"llm"}
        assert not talk.session.can_generate
        await talk.session.close()


async def test_hindi_is_heard_where_a_recogniser_knows_it(stage_with) -> None:
    deaf = stage_with(Abilities(Model()), language="hi-IN", voice_id="builtin~asha")
    await (await deaf.talk()).session.close()
    assert deaf.stand_ins() == {"stt"}
    hearing = stage_with(Abilities(Model(), "hi-IN"), language="hi-IN", voice_id="builtin~asha")
    await (await hearing.talk()).session.close()
    assert hearing.stand_ins() == set()


async def test_a_flows_first_words_are_rendered_while_it_rings(stage_with, database) -> None:
    nodes = [
        ("s", "start_outbound", {}),
        ("hi", "greeting", {"text": "Hello {{contact.city}}, an automated assistant. Well?"}),
        ("bye", "end_call", {"message": "Goodbye then."}),
    ]
    flow_id = await save_flow(database, canvas(nodes, ["s > hi", "hi > bye"]))
    stage = stage_with(None)
    call = Call(id=uuid7(), line="browser", contact_metadata={"city": "Pune"}, line_options={}, flow_id=flow_id)
    call.flow_version = 1
    await stage.factory.prepare(SimpleNamespace(call=call, agent=stage.agent))
    rendered = stage.factory._voices._builtin._voice.asked
    assert rendered[:2] == ["Hello Pune, an automated assistant. Well?", "Goodbye then."]
    assert "Hello." not in rendered
    talk = await stage.factory(SimpleNamespace(call=call, agent=stage.agent), _far(stage), stage.emit)
    assert isinstance(talk.script, CallFlow)
    await talk.session.close()
    assert talk.leave is not None
    await talk.leave()


def _far(stage: Stage) -> Any:
    async def send_keys(digits: str) -> None:
        stage.pressed.append(digits)

    return SimpleNamespace(audio=stage.line, text=None, keys=Keypad, send_keys=send_keys)
