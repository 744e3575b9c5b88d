"""A first spoken call, from a fresh folder.

Run by `make accept T=first_call`. Everything happens in processes started as a person starts them.
"""

from __future__ import annotations

import re
import signal
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.house import FINAL, House, Serving, Told, wait_until
from tests.acceptance.sockets import SocketWatch
from tests.audio import hear, read_stereo, share_heard, silence, words, write_mono
from tests.practice import TABLE, number
from tron.commands.sound import decode_channels
from tron.core.templates import find_template
from tron.providers.engines import EngineClient
from tron.providers.engines.supervisor import socket_path_for

pytestmark = [pytest.mark.slow, pytest.mark.sound]

ENGLISH, HINDI, HINGLISH = "support_agent", "payment_reminder", "cod_confirmation"
TOGETHER = 4
AFTER_A_CRASH = 15.0

# template, last digits, fidelity
LONG = [(HINGLISH, "00001", "text"), (HINDI, "00001", "text"), (ENGLISH, "00001", "text"), (ENGLISH, "00008", "text")]
IN_SOUND = [(HINGLISH, "00009", "audio"), (HINDI, "00011", "audio"), (ENGLISH, "00012", "audio")]
# The longest first, so that all are over soon.
BY_COMMAND = [
    *LONG,
    *IN_SOUND,
    *[(ENGLISH, last, "text") for last in TABLE if (ENGLISH, last, "text") not in LONG],
    (ENGLISH, "00007", "audio"),
]


@dataclass
class Lived:
    """The house that is only used, not broken: serve runs in it all the time, watched for talk off the machine."""

    house: House
    serving: Serving
    watch: SocketWatch
    ready_seconds: float


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    house = House(tmp_path_factory.mktemp("lived"), watched=True)
    watch = SocketWatch(house.processes)
    watch.start()
    began = time.monotonic()
    try:
        serving = house.serve()
        yield Lived(house, serving, watch, time.monotonic() - began)
    finally:
        watch.stop()
        house.close()


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The house in which things are killed."""
    house = House(tmp_path_factory.mktemp("broken"))
    yield house
    house.close()


@pytest.fixture(scope="module")
def by_command(lived: Lived) -> Iterator[dict[tuple[str, str, str], Future[Told]]]:
    """`tron call` to every number, a few at a time, while other tests go on."""
    with ThreadPoolExecutor(TOGETHER) as pool:
        calls = {}
        for template, last, fidelity in BY_COMMAND:
            arguments = ("--agent", template, "--to", number(last), "--fidelity", fidelity, "--name", "Asha")
            calls[template, last, fidelity] = pool.submit(lived.house.call, *arguments)
        yield calls
        pool.shutdown(cancel_futures=True)


@pytest.fixture
async def engines(lived: Lived) -> AsyncIterator[EngineClient]:
    """The engines that serve started."""
    client = EngineClient(socket_path_for(lived.house.data), patience=60)
    yield client
    await client.close()


# ------------------------------------------------------------------ 1. make run, then a spoken call


def test_serve_is_alive_and_ready(lived: Lived) -> None:
    assert lived.serving.get("/healthz")[0] == 200

    def ready() -> dict[str, Any] | None:
        code, body = lived.serving.get("/readyz")
        states = {check["name"]: check["state"] for check in body["checks"]}
        engines_up = all(states[f"engine.{name}"] == "ok" for name in ("whisper", "piper", "espeak"))
        return body if code == 200 and engines_up and states["worker"] == "ok" else None

    body = wait_until(ready, 60, "everything is ready", every=0.5)
    assert body["status"] == "ready"
    # A fresh folder: initdb and all migrations are in it. Later starts are the ones that take five seconds.
    assert lived.ready_seconds < 45


def test_a_second_serve_on_the_folder_names_the_first(lived: Lived) -> None:
    second = lived.house.run("serve", "--no-browser", "--port", "0")
    assert second.returncode == 1
    assert f"http://localhost:{lived.serving.port}" in second.stderr
    assert "Traceback" not in second.stderr
    assert lived.serving.get("/healthz")[0] == 200


async def test_a_spoken_file_is_answered_and_may_interrupt(lived: Lived, engines: EngineClient) -> None:
    said = [
        (11.0, "My washing machine is not working at all."),
        (5.0, "Wait, listen to me, I need this very urgently."),
        (13.0, "Thank you very much, goodbye."),
    ]
    pcm = b""
    for pause, text in said:
        spoken = await engines.synthesize(text, voice="joe", language="en-IN")
        pcm += silence(pause) + spoken.pcm
    spoken_file, both_sides = lived.house.folder / "caller.wav", lived.house.folder / "both.wav"
    write_mono(spoken_file, pcm)

    told = lived.house.call("--agent", ENGLISH, "--wav", str(spoken_file), "--out", str(both_sides), "--name", "Asha")

    assert told.code == 0, told.errors
    assert told.ending[0] == "completed"
    call = lived.serving.call(told.call_id)
    caller_turns = [entry["text"] for entry in call["transcript"] if entry["role"] == "caller"]
    agents_turns = [entry for entry in call["transcript"] if entry["role"] == "agent"]
    assert share_heard(words(*(text for _, text in said)), words(*caller_turns)) > 0.7

    template = find_template(ENGLISH)
    assert template is not None
    greeting = words(re.sub(r"\{\{\s*contact_name\s*\}\}", "Asha", template.agent.greeting_text))
    heard = words(*await hear(engines, read_stereo(both_sides)[1]))
    assert share_heard(greeting, heard) > 0.6, f"the greeting is not in: {' '.join(heard)}"

    cut = [entry for entry in agents_turns if entry["interrupted"]]
    assert cut, "nothing was interrupted"
    whole = next(
        say
        for line in template.agent.prepared_lines.lines
        for say in line.say
        if words(say)[:3] == words(cut[0]["text"])[:3]
    )
    assert 2 < len(words(cut[0]["text"])) < len(words(whole))
    assert words(whole)[: len(words(cut[0]["text"]))] == words(cut[0]["text"])
    # What was cut off was not heard either.
    assert share_heard(words(whole)[-6:], heard[len(greeting) :]) < 0.7
    assert call["turns"]
    assert all(turn["total_ms"] is not None for turn in call["turns"])


# ------------------------------------------------------------------ 3. kill -9 during a call
# (before the numbers: those are called in the background meanwhile)


def begin_call(serving: Serving, last: str) -> tuple[str, float]:
    """A call in sound that has been going on for a few seconds: its id, and since when"""
    call_id = serving.dial(ENGLISH, number(last))

    def talking() -> bool:
        call = serving.call(call_id)
        assert call["status"] not in FINAL, call
        return bool(call["status"] == "in_progress")

    wait_until(talking, 60, "the call is answered")
    began = time.monotonic()
    time.sleep(4)
    return call_id, began


def check_ended(serving: Serving, call_id: str, within: float) -> dict[str, Any]:
    def ended() -> dict[str, Any] | None:
        try:
            call = serving.call(call_id)
        except (OSError, AssertionError):
            return None  # the database is just coming back
        return call if call["status"] in FINAL else None

    call: dict[str, Any] = wait_until(ended, within, "the call is over", every=0.3)
    assert call["reason"]
    assert call["ended_at"]
    return call


def check_recording(house: House, call: dict[str, Any], seconds: float) -> None:
    """The file decodes, and at most its last second is missing."""
    sound = decode_channels(house.data / "recordings" / f"{call['id']}.ogg")
    assert sound.shape[1] / 16_000 > min(seconds, call["talk_time_seconds"] or seconds) - 1.2
    assert abs(sound[1].astype(int)).max() > 1000, "nothing of the agent is in it"


def test_killing_the_worker_ends_its_call(broken: House, by_command: dict[tuple[str, str, str], Future[Told]]) -> None:
    serving = broken.serve()
    call_id, began = begin_call(serving, "00008")
    broken.kill(broken.pid_of("tron worker", "--child"))
    lasted = time.monotonic() - began
    call = check_ended(serving, call_id, AFTER_A_CRASH)
    assert (call["status"], call["reason"]) == ("failed", "lost_owner")
    check_recording(broken, call, lasted)


def test_killing_postgres_ends_no_worse(broken: House) -> None:
    serving = running(broken)
    call_id, began = begin_call(serving, "00011")
    broken.kill(*[pid for pid, line in broken.processes().items() if "postgres" in line and " -D " in f"{line} "])
    lasted = time.monotonic() - began
    call = check_ended(serving, call_id, 60)
    check_recording(broken, call, lasted)
    wait_until(lambda: serving.get("/readyz")[0] == 200, AFTER_A_CRASH, "serve is ready again", every=0.5)


def test_killing_serve_leaves_nothing_running(broken: House) -> None:
    serving = running(broken)
    call_id, began = begin_call(serving, "00008")
    broken.kill(serving.process.pid)
    lasted = time.monotonic() - began
    serving.process.wait()
    broken.empty_within(AFTER_A_CRASH)
    again = broken.serve()
    call = check_ended(again, call_id, AFTER_A_CRASH)
    check_recording(broken, call, lasted)


def test_killing_everything_leaves_a_call_with_a_reason(broken: House) -> None:
    serving = running(broken)
    call_id, began = begin_call(serving, "00008")
    broken.kill(*broken.processes())
    lasted = time.monotonic() - began
    serving.process.wait()
    broken.empty_within(AFTER_A_CRASH)
    again = broken.serve()
    call = check_ended(again, call_id, AFTER_A_CRASH)
    assert (call["status"], call["reason"]) == ("failed", "lost_owner")
    check_recording(broken, call, lasted)
    again.process.send_signal(signal.SIGTERM)
    assert again.process.wait(30) == 0
    broken.empty_within(AFTER_A_CRASH)


def running(house: House) -> Serving:
    """The house's serve, started when there is none."""
    if house.last is not None and house.last.process.poll() is None:
        return house.last
    return house.serve()


# ------------------------------------------------------------------ 2. every practice number


@pytest.mark.parametrize(("template", "last", "fidelity"), BY_COMMAND)
def test_a_call_from_the_command_line(
    by_command: dict[tuple[str, str, str], Future[Told]], lived: Lived, template: str, last: str, fidelity: str
) -> None:
    told = by_command[template, last, fidelity].result(timeout=200)
    expected = TABLE[last]
    status, reason, sip_status = told.ending
    assert (told.code, status, sip_status) == (0, expected.status, str(expected.sip_status))
    assert reason in expected.reasons
    assert "Traceback" not in told.errors
    call = lived.serving.call(told.call_id)
    assert (call["status"], call["fidelity"]) == (status, fidelity if status == "completed" else call["fidelity"])
    if status == "completed":
        assert call["transcript"] or (last, fidelity) == ("00007", "audio")
    if last == "00001":
        found = find_template(template)
        assert found is not None
        assert told.outcome in found.agent.success_outcomes
    if last == "00011":
        assert told.outcome == "do_not_call"
    if last == "00012":
        assert call["extracted_data"]["keys"] == "12"


# ------------------------------------------------------------------ 4. nothing leaves the machine, nothing is told


def test_no_socket_left_the_machine(lived: Lived, by_command: dict[tuple[str, str, str], Future[Told]]) -> None:
    for call in by_command.values():
        call.result(timeout=200)
    watched = {int(line) for line in Path(f"{lived.house.notes}.pids").read_text().split()}
    assert lived.serving.process.pid in watched, "nobody watched"
    assert len(watched) > len(BY_COMMAND)
    assert lived.watch.looks > 20
    assert not lived.house.notes.exists(), lived.house.notes.read_text()
    assert not lived.watch.seen


def test_logs_hold_no_words_and_no_numbers(
    lived: Lived, broken: House, by_command: dict[tuple[str, str, str], Future[Told]]
) -> None:
    for call in by_command.values():
        call.result(timeout=200)
    logs = [*lived.house.logs.glob("*.log"), *lived.house.data.rglob("*.log*")]
    logs += [*broken.logs.glob("*.log"), *broken.data.rglob("*.log*")]
    text = "\n".join(log.read_text(errors="replace") for log in logs if log.is_file())
    assert "Tron is ready" in text
    assert not re.findall(r"\+?9100000\d{5}", text)
    code, page = lived.serving.get("/api/tron/calls?limit=100")
    assert code == 200
    said = set()
    for row in page["items"]:
        transcript = lived.serving.call(row["id"])["transcript"]
        said |= {entry["text"] for entry in transcript if len(entry["text"].split()) >= 3}
    assert len(said) > 20
    assert not [sentence for sentence in said if sentence in text]


def test_serve_ends_with_all_it_started(lived: Lived) -> None:
    lived.serving.process.send_signal(signal.SIGTERM)
    assert lived.serving.process.wait(30) == 0
    lived.house.empty_within(AFTER_A_CRASH)
