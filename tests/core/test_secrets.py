"""The key of the stored secrets: made, checked, replaced, never lost."""

from __future__ import annotations

import base64
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Text, select, text, type_coerce

from tests.support import plain_secret_box
from tron.core import secrets
from tron.core.audit import System
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, Setting
from tron.core.errors import StartupError
from tron.core.key_file import KeyFile
from tron.core.secrets import KeyBox, WrongKey, attach, key_from_text, new_key, replace_key, rotate_key, unlock
from tron.core.settings import SettingsService

pytestmark = pytest.mark.thorough

PASSPHRASE = SecretStr("a passphrase for tests")


@pytest.fixture
async def fresh(database: Database) -> AsyncIterator[Database]:
    """The database with no box of its own before the test; the shared one gets its stand-in back."""
    yield database
    attach(database, plain_secret_box())


async def store(database: Database, value: str = "sk_the-key-itself") -> None:
    async with database.transaction() as session:
        settings = SettingsService(database, {})
        revision = (await settings.read(session)).revision
        await settings.update(session, {"ai.sarvam_api_key": value}, revision, System())


async def stored(database: Database) -> str | None:
    return (await SettingsService(database, {}).load()).get_optional("ai.sarvam_api_key")


async def raw(database: Database) -> str:
    async with database.transaction() as session:
        return str(await session.scalar(select(type_coerce(Setting.secret, Text))))


def test_a_box_opens_what_it_sealed_and_nothing_else():
    box, other = KeyBox([new_key()]), KeyBox([new_key()])
    sealed = box.seal("कुंजी")
    assert box.open(sealed) == "कुंजी"
    assert sealed != box.seal("कुंजी")
    changed = sealed[:-4] + ("AAA=" if not sealed.endswith("AAA=") else "BBB=")
    for bad in (changed, "", "v1", "v2:" + sealed[3:], sealed.rpartition(":")[0] + ":", "plain"):
        with pytest.raises(WrongKey):
            box.open(bad)
    assert not other.opens(sealed)


def test_a_key_is_base64_or_a_passphrase():
    key = b"\xfb\xff\xbf" * 10 + b"ab"
    assert key_from_text(base64.b64encode(key).decode() + "\n") == key_from_text(base64.urlsafe_b64encode(key).decode())
    assert key_from_text(base64.b64encode(key).decode()) == key
    assert len(key_from_text("some words that are no base64")) == 32
    assert key_from_text("some words") != key_from_text("other words")


async def test_the_first_start_makes_a_private_key_file(fresh, tmp_path: Path):
    await unlock(fresh, tmp_path, None)
    file = tmp_path / "secret.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]
    await store(fresh)
    assert (await raw(fresh)).startswith("v1:")
    before = file.read_bytes()
    await unlock(fresh, tmp_path, None)
    assert file.read_bytes() == before
    assert await stored(fresh) == "sk_the-key-itself"


async def test_the_key_may_come_from_the_environment(fresh, tmp_path: Path):
    await unlock(fresh, tmp_path, PASSPHRASE)
    await store(fresh)
    await unlock(fresh, tmp_path, PASSPHRASE)
    assert await stored(fresh) == "sk_the-key-itself"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("wrong", ["environment", "file", "missing", "damaged"])
async def test_a_wrong_key_says_so_and_wipes_nothing(fresh, tmp_path: Path, wrong):
    await unlock(fresh, tmp_path, None)
    await store(fresh)
    file = tmp_path / "secret.key"
    content, sealed = file.read_bytes(), await raw(fresh)
    key = None
    if wrong == "environment":
        key = SecretStr("quite another passphrase")
    elif wrong == "missing":
        file.unlink()
    elif wrong == "damaged":
        file.write_bytes(b"x")
    else:
        file.unlink()
        KeyFile(tmp_path).create(new_key())
    with pytest.raises(StartupError) as error:
        await unlock(fresh, tmp_path, key)
    assert error.value.hint
    assert await raw(fresh) == sealed
    assert (wrong == "missing") == (not file.exists())
    file.write_bytes(content)
    await unlock(fresh, tmp_path, None)
    assert await stored(fresh) == "sk_the-key-itself"


async def test_a_wrong_key_is_noticed_even_before_the_first_secret(fresh, tmp_path: Path):
    await unlock(fresh, tmp_path, PASSPHRASE)
    with pytest.raises(StartupError):
        await unlock(fresh, tmp_path, SecretStr("quite another passphrase"))


async def test_every_encrypted_column_is_sealed_again(fresh):
    old, new = KeyBox([new_key()]), KeyBox([new_key()])
    attach(fresh, old)
    columns = {(table.name, column.name) for table, column in secrets._encrypted_columns()}
    assert {("settings", "secret"), ("settings_state", "key_check"), ("agents", "llm_api_key")} <= columns
    async with fresh.transaction() as session:
        session.add(Setting(key="a", secret="one", category="ai"))
        session.add(Setting(key="b", value="2", category="ai"))
        session.add(Agent(name="x", persona="y", llm_api_key="three", **agent_columns()))
    assert await rotate_key(fresh, old, new) == 2
    attach(fresh, new)
    async with fresh.transaction() as session:
        assert set(await session.scalars(select(Setting.secret))) == {"one", None}
        assert await session.scalar(select(Agent.llm_api_key)) == "three"


def agent_columns() -> dict[str, object]:
    return {"voice_id": "shreya", "language": "hi-IN", "llm_provider": "builtin", "llm_model": "m", "tone": "friendly"}


async def test_a_key_that_does_not_open_everything_changes_nothing(fresh):
    old = KeyBox([new_key()])
    attach(fresh, old)
    async with fresh.transaction() as session:
        session.add(Setting(key="a", secret="one", category="ai"))
    sealed = await raw(fresh)
    with pytest.raises(WrongKey):
        await rotate_key(fresh, KeyBox([new_key()]), KeyBox([new_key()]))
    assert await raw(fresh) == sealed


async def test_replacing_the_key_file(fresh, tmp_path: Path):
    await unlock(fresh, tmp_path, None)
    await store(fresh)
    before = (tmp_path / "secret.key").read_bytes()
    assert await replace_key(fresh, tmp_path, None) == 1
    assert (tmp_path / "secret.key").read_bytes() != before
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]
    assert await stored(fresh) == "sk_the-key-itself"
    await unlock(fresh, tmp_path, None)


@pytest.mark.parametrize("moment", ["prepare_next", "_reseal_all", "finish"])
@pytest.mark.parametrize("after", [False, True])
async def test_killed_while_replacing_the_next_start_opens_everything(
    fresh, tmp_path: Path, monkeypatch, moment: str, after: bool
):
    await unlock(fresh, tmp_path, None)
    await store(fresh)
    owner = secrets if moment == "_reseal_all" else KeyFile
    real = getattr(owner, moment)

    class Killed(BaseException):
        pass

    def dying(*arguments):
        if moment == "finish" and not (tmp_path / "secret.key.new").exists():
            return  # the look before the replacement begins
        if after and moment != "_reseal_all":
            real(*arguments)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(owner, moment, dying)
        with pytest.raises(Killed):
            await replace_key(fresh, tmp_path, None)
    await unlock(fresh, tmp_path, None)
    assert await stored(fresh) == "sk_the-key-itself"
    await replace_key(fresh, tmp_path, None)
    await unlock(fresh, tmp_path, None)
    assert await stored(fresh) == "sk_the-key-itself"


async def test_a_running_process_follows_a_new_key_file(fresh, database_url, tmp_path: Path):
    running = Database(database_url)
    try:
        await unlock(running, tmp_path, None)
        await store(running)
        await unlock(fresh, tmp_path, None)
        await replace_key(fresh, tmp_path, None)
        await store(running, "sk_another-key")
        assert await stored(fresh) == "sk_another-key"
    finally:
        await running.close()


async def test_a_running_process_seals_with_the_new_key_before_it_has_read_anything(fresh, tmp_path: Path):
    running = await unlock(fresh, tmp_path, None)
    await replace_key(fresh, tmp_path, None)
    sealed = running.seal("written after the key was replaced")
    assert KeyBox(KeyFile(tmp_path).read()).opens(sealed)
    (tmp_path / "secret.key").write_bytes(b"damaged")
    assert running.opens(running.seal("and with what is in memory when the file is gone"))


async def test_what_was_sealed_while_the_key_was_replaced_is_sealed_again(fresh, tmp_path: Path, monkeypatch):
    box = await unlock(fresh, tmp_path, None)
    await store(fresh)
    late = box.seal('"sk_sealed-a-moment-too-late"')
    once, real = [late], secrets._reseal_all

    async def reseal(session, *boxes):
        count = await real(session, *boxes)
        if once:
            await session.execute(text("UPDATE settings SET secret = :late"), {"late": once.pop()})
        return count

    monkeypatch.setattr(secrets, "_reseal_all", reseal)
    await replace_key(fresh, tmp_path, None)
    await unlock(fresh, tmp_path, None)
    assert await stored(fresh) == "sk_sealed-a-moment-too-late"


async def test_a_key_of_the_environment_is_replaced_by_a_given_one(fresh, tmp_path: Path):
    await unlock(fresh, tmp_path, PASSPHRASE)
    await store(fresh)
    with pytest.raises(StartupError):
        await replace_key(fresh, tmp_path, PASSPHRASE)
    new = SecretStr("the passphrase after this")
    await replace_key(fresh, tmp_path, PASSPHRASE, new)
    await unlock(fresh, tmp_path, new)
    assert await stored(fresh) == "sk_the-key-itself"
    with pytest.raises(StartupError):
        await unlock(fresh, tmp_path, PASSPHRASE)


async def test_two_first_starts_agree_on_one_key(tmp_path: Path):
    file = KeyFile(tmp_path)
    assert file.create(new_key()) == file.create(new_key())


async def test_the_revision_survives_the_check_word(fresh, tmp_path: Path):
    await unlock(fresh, tmp_path, None)
    await store(fresh)
    await unlock(fresh, tmp_path, None)
    async with fresh.transaction() as session:
        assert await session.scalar(text("SELECT revision FROM settings_state")) == 2
