"""The Settings page knows every setting: its texts in both languages, and its tests' example."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.web_settings import FILE, settings_json
from tron.core.settings import REGISTRY

LOCALES = Path(__file__).resolve().parents[2] / "tron/web/src/locales"


def texts(language: str) -> dict[str, dict[str, str]]:
    fields = json.loads((LOCALES / language / "settings.json").read_text("utf-8"))["field"]
    return {f"{room}.{name}": text for room, names in fields.items() for name, text in names.items()}


def test_the_english_texts_are_the_registrys():
    assert texts("en") == {key: {"title": spec.title, "help": spec.help} for key, spec in REGISTRY.items()}


@pytest.mark.parametrize("key", REGISTRY)
def test_every_setting_has_hindi_texts(key):
    text = texts("hi")[key]
    assert text["title"]
    assert text["help"]
    assert text != texts("en")[key]


def test_the_web_apps_example_is_up_to_date():
    assert json.loads(FILE.read_text("utf-8")) == json.loads(settings_json()), "run python -m tests.web_settings"
