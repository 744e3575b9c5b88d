"""What the model is told, and what waits to be said."""

from __future__ import annotations

from tron.voice.guidance import HANDED_BACK, MOST_WHISPERS, WHISPERED, Guidance


def test_whispers_stand_behind_the_instructions_the_last_one_first() -> None:
    guidance = Guidance()
    assert guidance.added_to("Be kind.") == "Be kind."
    for number in range(MOST_WHISPERS + 2):
        guidance.whisper(f"Whisper {number}.")
    told = guidance.added_to("Be kind.")
    assert told.startswith(f"Be kind.\n\n{WHISPERED}\n- Whisper {MOST_WHISPERS + 1}.\n")
    assert "Whisper 1." not in told
    assert "Whisper 2." in told


def test_a_sentence_waits_while_somebody_else_speaks() -> None:
    guidance = Guidance()
    guidance.hold(True)
    guidance.say_next("One moment.")
    assert not guidance.waits
    guidance.hold(False)
    assert guidance.waits
    assert guidance.take() == "One moment."
    assert not guidance.waits


def test_the_model_learns_that_somebody_spoke_in_its_place() -> None:
    guidance = Guidance()
    guidance.hold(False)
    assert guidance.added_to("") == ""
    guidance.hold(True)
    guidance.hold(False)
    assert guidance.added_to("") == HANDED_BACK
