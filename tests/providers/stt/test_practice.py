"""The practice recogniser on synthetic words: only what arrived, whatever the line does to it."""

from __future__ import annotations

import time
import tracemalloc

import numpy as np
import pytest

from tests.providers.stt._sound import (
    LINES,
    Sound,
    catalogue,
    eight_kilohertz,
    finals,
    frames_blanked,
    frames_dropped,
    hear,
    mu_law,
    noisy,
    pcm,
    samples,
    silence,
    talked_over,
    texts,
    utterance,
)
from tron.core.speech import FRAME_BYTES, SpokenUtterance
from tron.providers.stt.practice import Final, Partial, PracticeRecogniser, SpeechEnded, SpeechStarted, recogniser

pytestmark = pytest.mark.thorough

ONE, TWO, THREE = (utterance(seed) for seed in (1, 2, 3))
KNOWN = catalogue(ONE, TWO, THREE)
STRANGER = utterance(99)


def upto(one: SpokenUtterance, number: int, share: float) -> Sound:
    """The sound up to `share` of word `number`."""
    word = one.words[number]
    return samples(one)[: round((word.start + share * (word.end - word.start)) * 16000)]


def since(one: SpokenUtterance, number: int, share: float = 0.0) -> Sound:
    word = one.words[number]
    return samples(one)[round((word.start + share * (word.end - word.start)) * 16000) :]


def words(one: SpokenUtterance, first: int, last: int) -> str:
    return " ".join(word.text for word in one.words[first:last])


# ---------------------------------------------------------------- what arrived


def test_a_whole_utterance_gives_its_words_its_times_and_its_id():
    events = hear(KNOWN, silence(0.5), samples(ONE))
    (final,) = finals(events)
    assert (final.text, final.language, final.utterance_id) == (ONE.text, "hi-IN", "u1")
    assert final.start == pytest.approx(0.5, abs=0.03)
    assert final.end == pytest.approx(0.5 + ONE.words[-1].end, abs=0.04)
    kinds = [type(event) for _, event in events]
    assert kinds[0] is SpeechStarted
    assert kinds[-2:] == [Final, SpeechEnded]
    assert set(kinds[1:-2]) == {Partial}


def test_partials_grow_word_by_word_and_keep_their_distance():
    partials = [(at, event) for at, event in hear(KNOWN, silence(0.3), samples(TWO)) if isinstance(event, Partial)]
    assert [event.text for _, event in partials] == [words(TWO, 0, n) for n in range(1, 8)]
    assert np.diff([at for at, _ in partials]).min() >= 0.2 - 1e-6


@pytest.mark.parametrize("number", [1, 3, 5])
@pytest.mark.parametrize(("share", "counts"), [(0.0, False), (0.4, False), (0.75, True), (1.0, True)])
def test_sound_that_is_cut_cuts_the_words(number: int, share: float, counts: bool):
    for follows in (silence(0), samples(STRANGER)):
        heard = texts(hear(KNOWN, silence(0.3), upto(ONE, number, share), follows))
        assert heard == [words(ONE, 0, number + counts)]


@pytest.mark.parametrize("number", [1, 3, 5])
@pytest.mark.parametrize(("lost", "counts"), [(0.0, True), (0.25, True), (0.6, False)])
def test_sound_that_starts_midway_gives_the_later_words(number: int, lost: float, counts: bool):
    assert texts(hear(KNOWN, silence(0.3), since(ONE, number, lost))) == [words(ONE, number + (not counts), 7)]


@pytest.mark.parametrize("gap", [0.0, 0.1, 0.3, 0.8])
@pytest.mark.parametrize("second", [TWO, ONE], ids=["another", "the same again"])
def test_two_utterances_one_after_the_other(gap: float, second: SpokenUtterance):
    heard = finals(hear(KNOWN, silence(0.3), samples(ONE), silence(gap), samples(second)))
    assert [(final.text, final.utterance_id) for final in heard] == [(ONE.text, "u1"), (second.text, second.id)]


def test_cut_off_and_said_again_from_the_start():
    heard = texts(hear(KNOWN, silence(0.3), upto(ONE, 3, 1.0), silence(0.5), samples(ONE)))
    assert heard == [words(ONE, 0, 4), ONE.text]


def test_cut_off_and_gone_on_later():
    heard = texts(hear(KNOWN, silence(0.3), upto(ONE, 3, 1.0), silence(1.0), since(ONE, 4)))
    assert heard == [words(ONE, 0, 4), words(ONE, 4, 7)]


def test_known_words_right_after_a_stranger():
    assert texts(hear(KNOWN, silence(0.3), samples(STRANGER), samples(ONE))) == [ONE.text]


def test_utterances_that_begin_alike_are_told_apart():
    fork = samples(ONE)[: round(ONE.words[3].start * 16000)]
    other = SpokenUtterance(
        "fork",
        pcm(np.concatenate([fork, samples(STRANGER)])),
        ONE.words[:3]
        + tuple(type(w)(w.text, w.start + len(fork) / 16000, w.end + len(fork) / 16000) for w in STRANGER.words),
        "hi-IN",
    )
    known = catalogue(ONE, other)
    for one in (ONE, other):
        (final,) = finals(hear(known, silence(0.3), samples(one)))
        assert (final.text, final.utterance_id) == (one.text, one.id)


# ---------------------------------------------------------------- what does not count


@pytest.mark.parametrize(
    "sound",
    [samples(STRANGER), np.random.default_rng(2).normal(0, 1000, 48000), 4000 * np.sin(np.arange(32000) * 0.2)],
    ids=["a stranger", "noise", "a tone"],
)
def test_unknown_sound_gives_speech_events_only(sound: Sound):
    events = [event for _, event in hear(KNOWN, silence(0.4), sound, after=1.0)]
    assert [type(event) for event in events] == [SpeechStarted, SpeechEnded]
    assert isinstance(events[0], SpeechStarted)
    assert events[0].at == pytest.approx(0.4, abs=0.05)


def test_silence_gives_nothing():
    assert hear(KNOWN, silence(3)) == []
    assert hear(KNOWN, np.random.default_rng(3).normal(0, 8, 48000)) == []


def test_an_empty_catalogue_gives_no_words():
    assert texts(hear(catalogue(), samples(ONE))) == []


def test_what_is_removed_is_unknown_and_what_is_added_is_known_at_once():
    known = catalogue(ONE)
    recogniser_ = PracticeRecogniser(known)
    told = recogniser_.feed(pcm(np.concatenate([samples(TWO), silence(0.6)])))
    known.add(TWO)
    known.remove("u1")
    known.remove("nobody")
    told += recogniser_.feed(pcm(np.concatenate([samples(ONE), silence(0.6), samples(TWO), silence(0.6)])))
    assert [event.text for event in told if isinstance(event, Final)] == [TWO.text]


# ---------------------------------------------------------------- lines


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("one", [ONE, TWO, THREE], ids=lambda one: one.id)
def test_whatever_the_line_does(line: str, one: SpokenUtterance):
    assert texts(hear(KNOWN, LINES[line](np.concatenate([silence(0.5), samples(one), silence(0.6)])))) == [one.text]


@pytest.mark.parametrize("damage", [frames_blanked, frames_dropped])
@pytest.mark.parametrize("phase", range(0, 50, 7))
def test_one_frame_in_fifty_is_lost(damage, phase: int):
    sound = damage(np.concatenate([silence(0.5), samples(ONE), silence(0.1)]), phase)
    assert texts(hear(KNOWN, sound)) == [ONE.text]


def test_a_phone_line_with_everything():
    sound = noisy(np.concatenate([silence(0.5), samples(ONE), silence(0.1)]), 20)
    assert texts(hear(KNOWN, frames_dropped(mu_law(sound), 33))) == [ONE.text]


@pytest.mark.parametrize("one", [ONE, TWO, THREE], ids=lambda one: one.id)
def test_a_quieter_voice_talks_over_it(one: SpokenUtterance):
    mixed = talked_over(samples(STRANGER))(np.concatenate([silence(0.5), samples(one)]))
    assert texts(hear(KNOWN, mixed)) == [one.text]


def test_a_cut_is_a_cut_on_a_phone_line_too():
    sound = noisy(np.concatenate([silence(0.5), upto(ONE, 3, 1.0), silence(1.0)]))
    assert texts(hear(KNOWN, eight_kilohertz(sound))) == [words(ONE, 0, 4)]


# ---------------------------------------------------------------- time


def test_the_first_partial_comes_soon_and_the_final_after_the_silence():
    for one in (ONE, TWO, THREE):
        events = hear(KNOWN, silence(0.5), samples(one))
        first = next(at for at, event in events if isinstance(event, Partial))
        last = next(at for at, event in events if isinstance(event, Final))
        assert first - 0.5 <= 0.3
        assert last - (0.5 + one.words[-1].end) == pytest.approx(0.35, abs=0.05)


def test_a_pause_inside_does_not_end_it_and_a_longer_one_does():
    short, long = utterance(21, pauses={2: 0.28}), utterance(22, pauses={2: 0.7})
    known = catalogue(short, long)
    assert texts(hear(known, silence(0.3), samples(short))) == [short.text]
    heard = finals(hear(known, silence(0.3), samples(long)))
    assert [final.text for final in heard] == [words(long, 0, 3), words(long, 3, 7)]
    assert {final.utterance_id for final in heard} == {"u22"}
    assert heard[1].start - heard[0].end == pytest.approx(0.7, abs=0.06)


def test_a_forced_end_of_turn_gives_what_arrived_and_the_rest_comes_later():
    ears = PracticeRecogniser(KNOWN)
    head = pcm(upto(ONE, 3, 0.3))
    told = ears.feed(head)
    forced = ears.flush()
    assert [event.text for event in forced if isinstance(event, Final)] == [words(ONE, 0, 3)]
    assert isinstance(forced[-1], SpeechEnded)
    assert ears.flush() == []
    told = ears.feed(ONE.pcm[len(head) :] + pcm(silence(0.5)))
    assert [event.text for event in told if isinstance(event, Final)] == [words(ONE, 3, 7)]


@pytest.mark.parametrize("chunk", [1, 333, FRAME_BYTES, 5000, 10**6])
def test_any_chunk_size_tells_the_same(chunk: int):
    sounds = (silence(0.4), upto(TWO, 2, 1.0), silence(0.5), samples(ONE))
    expected = [event for _, event in hear(KNOWN, *sounds)]
    assert [event for _, event in hear(KNOWN, *sounds, chunk=chunk)] == expected


# ---------------------------------------------------------------- cost


def test_nothing_searches_the_catalogue_while_an_utterance_is_followed(monkeypatch: pytest.MonkeyPatch):
    searches = 0
    search = recogniser.search

    def counted(*args):
        nonlocal searches
        searches += 1
        return search(*args)

    monkeypatch.setattr(recogniser, "search", counted)
    assert texts(hear(KNOWN, silence(0.5), samples(ONE))) == [ONE.text]
    assert searches <= 3


@pytest.mark.slow
@pytest.mark.sound
@pytest.mark.parametrize("sound", ["known", "unknown"])
def test_a_session_costs_under_three_percent_of_a_core(sound: str):
    everyone = [utterance(seed, words=8) for seed in range(200, 250)]
    known = catalogue(*everyone)
    known.index()
    said = everyone[:8] if sound == "known" else [utterance(seed, words=8) for seed in range(300, 308)]
    data = pcm(np.concatenate([np.concatenate([samples(one), silence(0.2)]) for one in said]))
    ears = PracticeRecogniser(known)
    best = min(_cpu_seconds(ears, data) for _ in range(3))
    assert best / (len(data) / 32000) < 0.03


def _cpu_seconds(ears: PracticeRecogniser, data: bytes) -> float:
    before = time.process_time()
    for start in range(0, len(data), FRAME_BYTES):
        ears.feed(data[start : start + FRAME_BYTES])
    return time.process_time() - before


@pytest.mark.slow
@pytest.mark.sound
def test_memory_does_not_grow_with_the_call():
    ears = PracticeRecogniser(KNOWN)
    part = pcm(np.concatenate([samples(ONE), silence(0.5), samples(STRANGER), silence(0.5)]))
    for _ in range(5):  # fills the buffer
        ears.feed(part)
    tracemalloc.start()
    for _ in range(12):
        ears.feed(part)
    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert grown < 300_000
