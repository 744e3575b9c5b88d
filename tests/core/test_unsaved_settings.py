"""Settings of a form that are tried before they are saved."""

from __future__ import annotations

import pytest

from tron.core.errors import Invalid
from tron.core.settings import SettingsService

KEY, URL = "ai.sarvam_api_key", "ai.sarvam_endpoint"


async def test_unsaved_values_lie_over_the_stored_ones_and_are_not_kept(database):
    service = SettingsService(database, {"SARVAM_API_KEY": "sk_of_the_environment"})
    tried = await service.with_unsaved({URL: "http://127.0.0.1:9/"}, {KEY, URL})
    assert (tried.get_str(KEY), tried.get_str(URL)) == ("sk_of_the_environment", "http://127.0.0.1:9")
    assert (await service.load()).get_str(URL) == "https://api.sarvam.ai"


async def test_the_log_learns_a_secret_that_was_only_tried(database):
    known: set[str] = set()
    service = SettingsService(database, {}, on_secrets=known.update)
    await service.with_unsaved({KEY: "sk_never_saved"}, {KEY})
    assert "sk_never_saved" in known


async def test_null_and_blank_mean_not_set(database):
    service = SettingsService(database, {"SARVAM_API_KEY": "sk_of_the_environment"})
    for nothing in (None, "  "):
        assert (await service.with_unsaved({KEY: nothing}, {KEY})).get_optional(KEY) is None
    assert (await service.with_unsaved({URL: None}, {URL})).get_str(URL) == "https://api.sarvam.ai"


async def test_strange_keys_and_masks_are_refused_together(database):
    service = SettingsService(database, {})
    values = {"defaults.tone": "casual", "no.such": 1, KEY: "sk_********"}
    with pytest.raises(Invalid) as refused:
        await service.with_unsaved(values, {KEY})
    assert {field.path for field in refused.value.fields} == {f"values.{key}" for key in values}
