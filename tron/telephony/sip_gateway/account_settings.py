"""Accounts as clients send them: their ids, and the settings of their trunks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from tron.telephony.sip.trunk import SipTrunk
from tron.telephony.sip_gateway.orders import BadOrder


@dataclass(frozen=True, slots=True)
class Entry:
    """An account. `home`: it registers here, and calls for it come in here."""

    trunk: SipTrunk
    home: bool


def parsed_accounts(accounts: list[dict[str, Any]]) -> tuple[Mapping[str, Entry], Mapping[str, str]]:
    """By id; and of those that cannot be read, why. Raises BadOrder where one has no id of its own."""
    wanted: dict[str, Entry] = {}
    broken: dict[str, str] = {}
    for one in accounts:
        fields = dict(one)
        name, home = fields.pop("id", None), fields.pop("home", True)
        if not isinstance(name, str) or not name or name in wanted or name in broken:
            raise BadOrder("bad_message", "Each account has an id of its own.")
        try:
            wanted[name] = Entry(SipTrunk.model_validate(fields), bool(home))
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            broken[name] = ": ".join([*map(str, first["loc"]), first["msg"]])
    return wanted, broken
