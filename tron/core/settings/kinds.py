"""Checks and makers for each kind of setting."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import phonenumbers
from pydantic import AfterValidator, Field, StringConstraints, TypeAdapter

from tron.core import phone as numbers
from tron.core.errors import Invalid
from tron.core.settings.spec import SettingSpec
from tron.core.voices import parse_voice_id

OLLAMA_PORT = 11434
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def text(
    key: str,
    title: str,
    about: str,
    *,
    max_length: int = 200,
    pattern: str | None = None,
    examples: Sequence[str] = (),
    **more: Any,
) -> SettingSpec:
    """One line of text; forms offer `examples`."""
    size = StringConstraints(strip_whitespace=True, min_length=1, max_length=max_length, pattern=pattern)
    kind = TypeAdapter(Annotated[str, size, AfterValidator(one_line)])
    limits: dict[str, Any] = {"max_length": max_length}
    if examples:
        limits["examples"] = list(examples)
    return _spec(key, "text", kind, title, about, limits, more)


def secret(key: str, title: str, about: str, **more: Any) -> SettingSpec:
    """One line that is sealed in the database and shown as a mask."""
    return text(key, title, about, max_length=500, secret=True, **more)


def choice(key: str, title: str, about: str, choices: Sequence[str], **more: Any) -> SettingSpec:
    def check(value: str) -> str:
        if value not in choices:
            raise ValueError(f"Choose one of {', '.join(choices)}.")
        return value

    kind = TypeAdapter(Annotated[str, AfterValidator(check)])
    return _spec(key, "text", kind, title, about, {"choices": list(choices)}, more)


def url(key: str, title: str, about: str, *, schemes: Sequence[str] = ("http", "https"), **more: Any) -> SettingSpec:
    def check(value: str) -> str:
        return web_address(value, schemes)

    kind = TypeAdapter(Annotated[str, StringConstraints(strip_whitespace=True, max_length=300), AfterValidator(check)])
    return _spec(key, "url", kind, title, about, {"schemes": list(schemes)}, more)


def phone(key: str, title: str, about: str, **more: Any) -> SettingSpec:
    kind = TypeAdapter(Annotated[str, AfterValidator(phone_number)])
    return _spec(key, "phone", kind, title, about, {}, more)


def integer(key: str, title: str, about: str, *, low: int, high: int, **more: Any) -> SettingSpec:
    kind = TypeAdapter(Annotated[int, Field(ge=low, le=high)])
    return _spec(key, "integer", kind, title, about, {"min": low, "max": high}, more)


def decimal(key: str, title: str, about: str, *, low: float, high: float, **more: Any) -> SettingSpec:
    kind = TypeAdapter(Annotated[float, Field(ge=low, le=high, allow_inf_nan=False)])
    return _spec(key, "decimal", kind, title, about, {"min": low, "max": high}, more)


def switch(key: str, title: str, about: str, **more: Any) -> SettingSpec:
    return _spec(key, "switch", TypeAdapter(bool), title, about, {}, more)


def clock_time(key: str, title: str, about: str, *, low: str, high: str, **more: Any) -> SettingSpec:
    """HH:MM between `low` and `high`, both included."""

    def check(value: str) -> str:
        if not _CLOCK.fullmatch(value):
            raise ValueError("Give a time as HH:MM, such as 10:00.")
        if not low <= value <= high:
            raise ValueError(f"Must lie between {low} and {high}.")
        return value

    kind = TypeAdapter(Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(check)])
    return _spec(key, "time", kind, title, about, {"min": low, "max": high}, more)


def checked_text(key: str, title: str, about: str, check: Callable[[str], str], **more: Any) -> SettingSpec:
    size = StringConstraints(strip_whitespace=True, min_length=1, max_length=200)
    return _spec(key, "text", TypeAdapter(Annotated[str, size, AfterValidator(check)]), title, about, {}, more)


def string_list(
    key: str, title: str, about: str, check: Callable[[str], str], *, max_items: int, **more: Any
) -> SettingSpec:
    """A list of checked texts; doubles are dropped."""
    item = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(check)]
    kind: TypeAdapter[Any] = TypeAdapter(Annotated[list[item], Field(max_length=max_items), AfterValidator(_unique)])
    return _spec(key, "list", kind, title, about, {"max_items": max_items}, more)


def json_value(key: str, title: str, about: str, model: type[Any], **more: Any) -> SettingSpec:
    return _spec(key, "json", TypeAdapter(model), title, about, {}, more)


def one_line(value: str) -> str:
    if _CONTROL.search(value):
        raise ValueError("Must be one line without control characters.")
    return value


def web_address(value: str, schemes: Sequence[str]) -> str:
    """A URL with one of the schemes and a host, without a slash at its end."""
    example = f"Give an address such as {schemes[-1]}://example.com."
    try:
        parts = urlsplit(one_line(value))
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        raise ValueError(example) from None
    if parts.scheme not in schemes or not parts.hostname or " " in value or not port_is_fine:
        raise ValueError(example)
    if parts.username or parts.password:
        raise ValueError("An address must not hold a user name or password.")
    return value.rstrip("/")


def ollama_address(value: str) -> str:
    """OLLAMA_HOST as Ollama reads it: scheme and port may be missing, and 0.0.0.0 means this machine."""
    full = value if "://" in value else f"http://{value}"
    try:
        parts = urlsplit(full)
        host = "127.0.0.1" if parts.hostname in {"0.0.0.0", None} else parts.hostname
        port = parts.port or (OLLAMA_PORT if parts.scheme == "http" else 443)
    except ValueError:
        return value
    return f"{parts.scheme}://{f'[{host}]' if host and ':' in host else host}:{port}{parts.path}"


def phone_number(value: str) -> str:
    """A number in E.164. Practice numbers are refused: no real line can dial them."""
    try:
        number = numbers.normalise(value)
    except Invalid as error:
        raise ValueError(error.message) from None
    if numbers.is_practice(number):
        raise ValueError("This is a practice number; only the practice line dials it.")
    return number


def voice(value: str) -> str:
    parse_voice_id(value)
    return value


def country(value: str) -> str:
    code = value.upper()
    if code not in phonenumbers.SUPPORTED_REGIONS:
        raise ValueError("Give a country as two letters, such as IN.")
    return code


def time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, OSError, KeyError):
        raise ValueError("Give a time zone such as Asia/Kolkata.") from None
    return value


def _unique(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _spec(
    key: str, kind: Any, adapter: TypeAdapter[Any], title: str, about: str, limits: dict[str, Any], more: dict[str, Any]
) -> SettingSpec:
    category = more.pop("category", key.partition(".")[0])
    return SettingSpec(
        key=key, type=kind, adapter=adapter, category=category, title=title, help=about, limits=limits, **more
    )
