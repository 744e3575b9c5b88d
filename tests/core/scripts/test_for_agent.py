"""From an agent's row to what its Script says."""

from __future__ import annotations

import pytest

from tests.factories import agent_row
from tron.core.database.tables import Call
from tron.core.scripts.for_agent import freeform_config
from tron.core.scripts.render import render


@pytest.mark.parametrize("greeting", ["", "   "])
@pytest.mark.parametrize(
    ("language", "word"),
    [("en-IN", "automated assistant"), ("hi-IN", "ऑटोमेटेड असिस्टेंट"), ("ta-IN", "automated assistant")],
)
def test_an_agent_without_a_greeting_still_says_who_calls(greeting: str, language: str, word: str) -> None:
    config = freeform_config(
        agent_row(name="Meera", greeting_text=greeting, language=language), Call(contact_metadata={})
    )
    said = render(config.greeting, config.variables)
    assert "Meera" in said
    assert word in said


def test_a_greeting_that_somebody_wrote_is_said() -> None:
    config = freeform_config(agent_row(greeting_text="Namaste, Meera here."), Call(contact_metadata={}))
    assert config.greeting == "Namaste, Meera here."
