"""The registry and the service: precedence, limits, other processes."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.support import VirtualClock
from tron.core.audit import System
from tron.core.database.engine import Database
from tron.core.errors import Conflict, Invalid, StartupError
from tron.core.settings import REGISTRY, SettingsService
from tron.core.settings.environment import unknown_names
from tron.core.settings.pricing import Price, PriceTable, in_both
from tron.core.settings.snapshot import mask_secret

PLAN_KEYS = {
    "telephony": "twilio_account_sid twilio_auth_token from_number sip_trunk_id",
    "ai": "sarvam_api_key default_llm_provider default_llm_model ollama_endpoint openai_api_key gemini_api_key "
    "stt_model tts_model custom_endpoint custom_api_key",
    "livekit": "url api_key api_secret outbound_trunk_id",
    "defaults": "voice language tone max_call_duration",
    "compliance": "calling_hours_start calling_hours_end timezone",
}


async def change(service: SettingsService, database: Database, changes: dict, revision: int = 1):
    async with database.transaction() as session:
        return await service.update(session, changes, revision, System())


def test_every_key_of_the_plan_and_every_field_of_the_page_is_there():
    assert {f"{group}.{name}" for group, names in PLAN_KEYS.items() for name in names.split()} <= set(REGISTRY)


@pytest.mark.parametrize("key", REGISTRY)
def test_each_setting_is_whole(key):
    spec = REGISTRY[key]
    assert spec.title
    assert spec.help.endswith(".")
    assert spec.env_name == "TRON_" + key.upper().replace(".", "_")
    assert len(key) <= 100
    if spec.default is not None:
        assert spec.parse(spec.default) == spec.default
        assert not spec.secret


def test_env_names_are_unique():
    names = [name for spec in REGISTRY.values() for name in spec.env_names]
    assert len(names) == len(set(names))


async def test_environment_beats_stored_beats_default(database):
    service = SettingsService(database, {})
    assert (await service.snapshot()).get_int("defaults.max_call_duration") == 300
    await change(service, database, {"defaults.max_call_duration": 60})
    assert (await service.snapshot()).sources["defaults.max_call_duration"] == "stored"
    other = SettingsService(database, {"TRON_DEFAULTS_MAX_CALL_DURATION": "90"})
    snapshot = await other.load()
    assert (snapshot.get_int("defaults.max_call_duration"), snapshot.sources["defaults.max_call_duration"]) == (
        90,
        "environment",
    )


@pytest.mark.parametrize(
    ("name", "value", "key", "wanted"),
    [
        ("SARVAM_API_KEY", "sk_abcdef", "ai.sarvam_api_key", "sk_abcdef"),
        ("OPENAI_API_KEY", "sk-abcdef", "ai.openai_api_key", "sk-abcdef"),
        ("GEMINI_API_KEY", "AIzaabcdef", "ai.gemini_api_key", "AIzaabcdef"),
        ("TWILIO_ACCOUNT_SID", "ACabcdef", "telephony.twilio_account_sid", "ACabcdef"),
        ("TWILIO_AUTH_TOKEN", "abcdef", "telephony.twilio_auth_token", "abcdef"),
        ("LIVEKIT_URL", "wss://x.example.com/", "livekit.url", "wss://x.example.com"),
        ("LIVEKIT_API_KEY", "APIabcdef", "livekit.api_key", "APIabcdef"),
        ("LIVEKIT_API_SECRET", "abcdef", "livekit.api_secret", "abcdef"),
        ("OLLAMA_HOST", "0.0.0.0", "ai.ollama_endpoint", "http://127.0.0.1:11434"),
        ("OLLAMA_HOST", "gpu-box:9000", "ai.ollama_endpoint", "http://gpu-box:9000"),
        ("OLLAMA_HOST", "https://gpu.example.com", "ai.ollama_endpoint", "https://gpu.example.com:443"),
        ("TRON_RECORDING_ENABLED", "false", "recording.enabled", False),
        ("TRON_COMPLIANCE_TEST_NUMBERS", "+1 202 555 0101, +12025550102", "compliance.test_numbers", None),
        ("TRON_COMPLIANCE_COUNTRIES", '["in","us"]', "compliance.countries", ["IN", "US"]),
        ("TRON_COMPLIANCE_CALLING_HOURS_START", "11:30", "compliance.calling_hours_start", "11:30"),
        ("TRON_PRICING_INR_PER_USD", "90.5", "pricing.inr_per_usd", 90.5),
    ],
)
async def test_variables_are_read_under_their_usual_names(database, name, value, key, wanted):
    snapshot = await SettingsService(database, {name: value}).load()
    assert snapshot.get(key) == (wanted or snapshot.get(key))
    if key == "compliance.test_numbers":
        assert snapshot.get_list(key) == ["+12025550101", "+12025550102"]
    assert (snapshot.sources[key], snapshot.env_names[key]) == ("environment", name)


async def test_trons_own_name_comes_first(database):
    environ = {"SARVAM_API_KEY": "sk_usual", "TRON_AI_SARVAM_API_KEY": "sk_own"}
    assert (await SettingsService(database, environ).load()).get_str("ai.sarvam_api_key") == "sk_own"


def test_bad_variables_stop_the_start_and_are_all_named(database):
    environ = {
        "TRON_DEFAULTS_MAX_CALL_DURATION": "soon",
        "TRON_COMPLIANCE_CALLING_HOURS_START": "08:00",
        "TRON_PRICING_TABLE": "{",
        "OPENAI_API_KEY": " ",
    }
    with pytest.raises(StartupError) as error:
        SettingsService(database, environ)
    hint = str(error.value.hint)
    assert all(name in hint for name in environ if name != "OPENAI_API_KEY")
    assert "OPENAI" not in hint


async def test_other_processes_see_a_change_within_two_seconds(database):
    clock = VirtualClock()
    here, there = SettingsService(database, {}, clock=clock), SettingsService(database, {})
    before = await here.snapshot()
    await change(there, database, {"defaults.voice": "aditya"})
    assert await here.snapshot() is before
    clock.elapsed += 2.1
    assert (await here.snapshot()).get_str("defaults.voice") == "aditya"


async def test_an_unchanged_revision_is_not_read_again(database):
    clock = VirtualClock()
    service = SettingsService(database, {}, clock=clock)
    before = await service.snapshot()
    clock.elapsed += 10
    assert await service.snapshot() is before


async def test_the_process_that_changed_sees_it_at_once_but_only_once_committed(database):
    service = SettingsService(database, {})
    await service.snapshot()
    async with database.transaction() as session:
        await service.update(session, {"defaults.voice": "rahul"}, 1, System())
        await session.rollback()
    assert (await service.snapshot()).get_str("defaults.voice") == "shreya"
    await change(service, database, {"defaults.voice": "aditya"})
    assert (await service.snapshot()).get_str("defaults.voice") == "aditya"


async def test_a_stored_value_that_is_no_longer_allowed_falls_back(database, caplog):
    async with database.transaction() as session:
        await session.execute(
            text("INSERT INTO settings (key, value, category) VALUES ('defaults.tone', '\"rude\"', 'defaults')")
        )
    snapshot = await SettingsService(database, {}).load()
    assert (snapshot.get("defaults.tone"), snapshot.sources["defaults.tone"]) == ("professional", "default")
    assert "defaults.tone" in caplog.text


async def test_hours_that_never_open_are_refused(database):
    service = SettingsService(database, {})
    hours = {"compliance.calling_hours_start": "18:00", "compliance.calling_hours_end": "12:00"}
    with pytest.raises(Invalid) as error:
        await change(service, database, hours)
    assert {field.path for field in error.value.fields} == {f"values.{key}" for key in hours}
    await change(service, database, {"compliance.calling_hours_start": "18:00"})
    with pytest.raises(Invalid):
        await change(service, database, {"compliance.calling_hours_end": "17:00"}, 2)


async def test_a_conflict_shows_no_secret(database):
    service = SettingsService(database, {})
    await change(service, database, {"ai.sarvam_api_key": "sk_the-key-itself"})
    with pytest.raises(Conflict) as error:
        await change(service, database, {"defaults.voice": "rahul"})
    assert "the-key-itself" not in str(error.value.extra)


async def test_secret_values_are_told_to_the_log_mask(database):
    told: list[str] = []
    service = SettingsService(database, {"OPENAI_API_KEY": "sk-from-env"}, on_secrets=told.extend)
    await change(service, database, {"ai.sarvam_api_key": "sk_stored"})
    assert {"sk-from-env", "sk_stored"} <= set(told)


async def test_typed_reads(database):
    snapshot = await SettingsService(database, {}).load()
    assert snapshot.get_time("compliance.calling_hours_end").hour == 21
    assert snapshot.get_bool("recording.enabled") is True
    assert snapshot.get_float("pricing.inr_per_usd") > 1
    assert snapshot.get_optional("ai.sarvam_api_key") is None
    for wrong in ("ai.sarvam_api_key", "compliance.countries"):
        with pytest.raises(ValueError, match=wrong):
            snapshot.get_str(wrong)
    with pytest.raises(KeyError):
        snapshot.get("no.such_key")
    assert "shreya" not in repr(snapshot)


def test_masks_show_a_public_prefix_and_no_length():
    assert mask_secret("sk-proj-abc") == "sk-proj-********"
    assert mask_secret("ACabc") == "AC********"
    assert mask_secret("a") == mask_secret("a" * 100) == "********"


async def test_prices_are_found_by_model_provider_or_star(database):
    prices = (await SettingsService(database, {}).load()).prices
    assert isinstance(prices, PriceTable)
    assert prices.price("telephony", "sandbox") == Price(amount=0, currency="INR")
    assert prices.price("telephony", "twilio") == prices.telephony_per_minute["*"]
    assert prices.price("tts", "sarvam/bulbul:v3") == prices.tts_per_1k_characters["sarvam"]
    assert prices.price("stt", "nobody") is None
    assert in_both(Price(amount=8.8, currency="INR"), 10, 88) == pytest.approx((88, 1))
    assert in_both(Price(amount=1, currency="USD"), 2, 88) == (176, 2)


def test_a_misspelt_variable_is_noticed():
    assert unknown_names({"TRON_DEFAULT_LANGUAGE": "hi-IN", "TRON_FROBNICATE": "1", "OPENAI_API_KEY": "x"}) == [
        "TRON_DEFAULT_LANGUAGE is no setting of Tron; TRON_DEFAULTS_LANGUAGE is",
        "TRON_FROBNICATE is no setting of Tron",
    ]
    named = [
        "TRON_NEW_SECRET_KEY",
        "TRON_TEST_DATABASE_URL",
        "TRON_PORT",
        *(spec.env_name for spec in REGISTRY.values()),
    ]
    assert unknown_names(dict.fromkeys(named, "1")) == []
