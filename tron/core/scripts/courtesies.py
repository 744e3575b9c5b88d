"""What an agent says when a vendor is slow or fails: a filler, that it did not hear, a polite end."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, TypeAdapter


class Courtesies(BaseModel):
    """One language's. `fillers` and `unclear` are taken in turn."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fillers: tuple[str, ...]
    unclear: tuple[str, ...]
    trouble_goodbye: str


def courtesies(language: str) -> Courtesies:
    """Of a BCP 47 code; English where the language has none."""
    known = _all()
    return known.get(language.split("-", maxsplit=1)[0]) or known["en"]


@cache
def _all() -> Mapping[str, Courtesies]:
    text = files("tron.core.scripts").joinpath("courtesies.json").read_text(encoding="utf-8")
    return TypeAdapter(dict[str, Courtesies]).validate_json(text)
