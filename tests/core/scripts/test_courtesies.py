from __future__ import annotations

import pytest

from tron.core.scripts.courtesies import courtesies
from tron.core.scripts.phrases import is_opt_out, script_of
from tron.core.voices import LANGUAGE_CODES


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_every_language_has_its_own_words_in_its_own_script(language: str) -> None:
    said = courtesies(language)
    others = {code: courtesies(code) for code in LANGUAGE_CODES if code != language}
    assert all(said != other for other in others.values())
    assert len(said.fillers) >= 3
    texts = [*said.fillers, *said.unclear, said.trouble_goodbye]
    assert len({script_of(text) for text in texts}) == 1
    assert not any(is_opt_out(text) for text in texts)


def test_an_unknown_language_is_answered_in_english() -> None:
    assert courtesies("fr-FR") == courtesies("en-IN")
