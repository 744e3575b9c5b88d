"""What an Exotel trunk may be."""

from __future__ import annotations

import pytest

from tron.core.errors import Invalid
from tron.core.trunks.settings import split
from tron.telephony.exotel.trunk import ExotelTrunk

ACCOUNT = {"account_sid": "acme1", "api_key": "k", "api_token": "t", "webhook_token": "w" * 16}


def test_secrets_are_kept_apart() -> None:
    plain, secret = split(ExotelTrunk, {**ACCOUNT, "networks": ["10.0.0.0/8"], "app_id": "12"}, {})
    assert plain == {
        "account_sid": "acme1",
        "region": "mumbai",
        "networks": ["10.0.0.0/8"],
        "app_id": "12",
        "endpoint": "",
    }
    assert secret == {"api_key": "k", "api_token": "t", "webhook_token": "w" * 16}
    assert split(ExotelTrunk, {"account_sid": "acme2"}, secret)[1] == secret, "what is not given stays"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("webhook_token", "w" * 15),
        ("webhook_token", "a token of some words"),
        ("networks", ["here"]),
        ("app_id", "../x"),
        ("account_sid", "a/b"),
        ("endpoint", "ftp://x"),
        ("region", "delhi"),
        ("api_key", ""),
    ],
)
def test_what_it_may_not_be(name: str, value: object) -> None:
    with pytest.raises(Invalid) as raised:
        split(ExotelTrunk, {**ACCOUNT, name: value}, {})
    assert [problem.path.split(".")[1] for problem in raised.value.fields] == [name]
