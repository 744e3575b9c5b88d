"""The numbers of an inbound trunk at LiveKit, in the forms in which carriers write them. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tron.core import phone


def as_called(numbers: Sequence[str]) -> list[str]:
    """Every form of these E.164 numbers, once: LiveKit takes no call to a number that it finds twice."""
    forms: dict[str, str] = {}
    for form in [*numbers, *(form for number in numbers for form in phone.network_forms(number))]:
        forms.setdefault(form.removeprefix("+"), form)
    return list(forms.values())


def turned_away(listed: Sequence[str]) -> list[str]:
    """Of a trunk that lists these, the forms in which LiveKit takes no call: they are missing, or there twice."""
    found = Counter(number.removeprefix("+") for number in listed)
    wanted = as_called([number for number in listed if number.startswith("+")])
    return [form for form in wanted if found[form.removeprefix("+")] != 1]
