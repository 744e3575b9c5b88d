"""The page of lines has words, in English and Hindi, for every setting of a trunk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tron.core.clock import SystemClock
from tron.core.lines import Lines
from tron.core.trunks.settings import form_of
from tron.core.trunks.spec import Configurable
from tron.telephony.registry import LineContext, register_lines

LOCALES = Path(__file__).resolve().parents[2] / "tron/web/src/locales"


def words(language: str) -> dict[str, Any]:
    return json.loads((LOCALES / language / "phone.json").read_text("utf-8"))["form"]


@pytest.fixture(scope="module")
def forms(tmp_path_factory) -> dict[str, dict[str, dict[str, str]]]:
    """Title and help of each setting, by line and name, as the lines say them."""
    lines = register_lines(Lines(), LineContext(SystemClock(), tmp_path_factory.mktemp("data")))
    return {
        line.name: {
            field.name: {"title": field.title, "help": field.description} for field in form_of(line.trunk_model)
        }
        for line in lines
        if isinstance(line, Configurable)
    }


def test_the_english_words_are_the_lines_own(forms):
    assert words("en") == forms


def test_every_setting_has_hindi_words(forms):
    hindi = words("hi")
    for line, fields in forms.items():
        for name, text in fields.items():
            assert hindi[line][name]["title"], f"{line}.{name}"
            assert hindi[line][name]["help"], f"{line}.{name}"
            assert hindi[line][name] != text
