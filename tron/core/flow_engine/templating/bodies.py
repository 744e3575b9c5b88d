"""JSON bodies with their {{names}} filled in so that no value can break out of its place."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from jinja2 import Undefined, pass_context
from jinja2.runtime import Context

from tron.core.flow_engine.templating.filled import Filled, marked, miss, place
from tron.core.flow_engine.templating.filters import as_json, plain
from tron.core.flow_engine.templating.sandbox import TemplateProblem, checked, environment


def fill_json(text: str, values: Mapping[str, Any]) -> Filled:
    """A JSON text with its {{names}} filled in so that no value can break out of its place.

    Within quotes a value is written as text, elsewhere as JSON; what is missing is "" or null. Raises TemplateProblem.
    """
    if "{{" not in text and "{%" not in text:
        return Filled(text)
    try:
        done = marked(_BODIES.from_string(checked(text.replace("\0", ""))), values)
    except TemplateProblem:
        raise
    except Exception as error:
        raise TemplateProblem(f"{type(error).__name__}: {error}") from error
    return Filled(_with_values(done.text, done.values), done.missing)


@pass_context
def _kept(context: Context, value: Any) -> str:
    """The place of a value that is written once it is known whether quotes are around it."""
    if isinstance(value, Undefined):
        miss(context, value)
        value = None
    return place(context, value)


def _with_values(text: str, filled: Sequence[Any]) -> str:
    written: list[str] = []
    quoted = False
    for index, part in enumerate(text.split("\0")):
        if index % 2:
            written.append(_within(filled[int(part)]) if quoted else as_json(filled[int(part)]))
            continue
        written.append(part)
        open_ended = part.replace("\\\\", "")
        if open_ended.endswith("\\"):
            raise TemplateProblem("A backslash cannot stand before a value.")
        quoted ^= open_ended.replace('\\"', "").count('"') % 2 == 1
    return "".join(written)


def _within(value: Any) -> str:
    """As part of a JSON string."""
    return json.dumps(plain(value), ensure_ascii=False)[1:-1]


_BODIES: Final = environment(_kept)
