"""The catalogue in memory, on disk, and from several threads."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.providers.stt._sound import catalogue, hear, samples, texts, utterance
from tron.core.speech import SpokenUtterance
from tron.providers.stt.practice import PracticeCatalogue

ONE, TWO = utterance(1), utterance(2)


def test_adding_the_same_id_replaces():
    known = catalogue(ONE, ONE)
    assert len(known) == 1
    known.add(SpokenUtterance(ONE.id, TWO.pcm, TWO.words, "en-IN"))
    assert len(known) == 1
    assert texts(hear(known, samples(ONE))) == []
    assert texts(hear(known, samples(TWO))) == [TWO.text]
    known.remove(ONE.id)
    assert len(known) == 0


@pytest.mark.parametrize("pcm", [b"", b"\0\0\0"])
def test_what_is_not_sound_is_refused(pcm: bytes):
    with pytest.raises(ValueError, match="16-bit"):
        PracticeCatalogue().add(SpokenUtterance("x", pcm, (), "hi-IN"))


@pytest.mark.parametrize("pcm", [b"\0\0", bytes(20000)])
def test_the_shortest_and_the_silent_are_harmless(pcm: bytes):
    known = catalogue(ONE, SpokenUtterance("x", pcm, (), "hi-IN"))
    assert texts(hear(known, samples(ONE))) == [ONE.text]


def test_another_process_reads_what_was_saved(tmp_path: Path):
    catalogue(ONE).save(tmp_path)
    other = PracticeCatalogue()
    assert other.load(tmp_path) == 1
    catalogue(ONE, TWO).save(tmp_path)
    assert (other.load(tmp_path), other.load(tmp_path), len(other)) == (1, 0, 2)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".npz", ".npz"]
    assert texts(hear(other, samples(TWO))) == [TWO.text]
    other.remove(ONE.id)
    assert other.load(tmp_path) == 0


def test_a_damaged_file_is_named(tmp_path: Path):
    catalogue(ONE).save(tmp_path)
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(ValueError, match=path.name):
        PracticeCatalogue().load(tmp_path)


def test_a_file_under_another_name_is_refused(tmp_path: Path):
    catalogue(ONE).save(tmp_path)
    (path,) = tmp_path.iterdir()
    path.rename(tmp_path / ("0" * 64 + ".npz"))
    with pytest.raises(ValueError, match="name"):
        PracticeCatalogue().load(tmp_path)


def test_a_worker_thread_may_add_while_a_loop_listens():
    known = catalogue(ONE)
    stop = threading.Event()
    failed: list[BaseException] = []

    def churn() -> None:
        try:
            while not stop.is_set():
                known.add(TWO)
                known.remove(TWO.id)
        except BaseException as error:  # noqa: BLE001
            failed.append(error)

    thread = threading.Thread(target=churn)
    thread.start()
    try:
        heard = texts(hear(known, samples(ONE)))
    finally:
        stop.set()
        thread.join()
    assert (heard, failed) == ([ONE.text], [])
