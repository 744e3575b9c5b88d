"""The page of lines has words, in English and Hindi, for every setting of a sender."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tron.core.messages.senders import Senders
from tron.core.trunks.settings import form_of
from tron.providers.messages.registry import register_senders

LOCALES = Path(__file__).resolve().parents[3] / "tron/web/src/locales"
FORMS = {
    sender.name: {field.name: {"title": field.title, "help": field.description} for field in form_of(sender.model)}
    for sender in register_senders(Senders())
}


def words(language: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((LOCALES / language / "messages.json").read_text("utf-8"))
    return found


def test_the_english_words_are_the_senders_own() -> None:
    assert words("en")["form"] == FORMS
    assert words("en")["kind"] == {sender.name: sender.title for sender in register_senders(Senders())}


def test_every_setting_has_hindi_words() -> None:
    for kind, fields in FORMS.items():
        for name, text in fields.items():
            hindi = words("hi")["form"][kind][name]
            assert hindi["title"], f"{kind}.{name}"
            assert hindi["help"], f"{kind}.{name}"
            assert hindi != text
