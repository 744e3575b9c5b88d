"""What a voice is asked to speak: nothing of what has no sound."""

from __future__ import annotations

import pytest

from tron.core.spoken import speakable
from tron.voice.speaker import _sounds


@pytest.mark.parametrize("text", ["Ji, boliye.", "हाँ जी, बताइए।", "நன்றி", "₹500", "A", "It's 5 o'clock"])
def test_words_sound(text: str) -> None:
    assert _sounds(text, "hi-IN")


@pytest.mark.parametrize("text", ["😀", "...", "**", "__", "", "- -"])
def test_signs_alone_do_not(text: str) -> None:
    assert not _sounds(text, "hi-IN")


@pytest.mark.parametrize("text", [":)", "**haan**", "<b>", "[a](b)", "`x`", "1.", "_a_", "5", "हाँ?"])
def test_a_plain_look_says_what_the_normaliser_would(text: str) -> None:
    assert _sounds(text, "hi-IN") == any(map(str.isalnum, speakable(text, "hi-IN")))
