"""The key of all stored secrets: sealing, checking it at start, and replacing it."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from pydantic import SecretStr
from sqlalchemy import Column, Table, Text, literal, select, text, type_coerce, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.encrypted import Encrypted, SecretBox
from tron.core.database.engine import Database
from tron.core.database.tables import Base, SettingsState
from tron.core.errors import StartupError, TronError
from tron.core.key_file import KEY_BYTES, KEY_FILE, KeyFile

CHECK_WORD = "tron"
KEY_LOCK = 0x74726F6B
_FORMAT = "v1"
_NONCE_BYTES = 12
_SALT = b"tron.secret-key.v1"


class WrongKey(TronError):
    """A secret was sealed with a key that this process does not hold."""

    status = 503
    code = "wrong_key"

    def __init__(self) -> None:
        super().__init__(
            "A stored secret was sealed with another key than the one in use.",
            hint="If the key was replaced while Tron ran, restart it. Otherwise bring back the former key.",
        )


class KeyBox:
    """AES-256-GCM. Seals with the first key, opens with any.

    `reload` gives the keys as they are now, the current one first: another process may have replaced them.
    A sealed string is `v1:<key id>:<base64 of nonce and ciphertext>`.
    """

    def __init__(self, keys: Sequence[bytes], reload: Callable[[], Iterable[bytes]] | None = None) -> None:
        self._keys = {key_id(key): key for key in keys}
        self._first = key_id(keys[0])
        self._reload = reload

    @property
    def keys(self) -> list[bytes]:
        return list(self._keys.values())

    def is_current(self, sealed: str) -> bool:
        """Whether it was sealed with the key that seals now."""
        return sealed.startswith(f"{_FORMAT}:{self._first}:")

    def seal(self, plain: str) -> str:
        self._follow()
        nonce = os.urandom(_NONCE_BYTES)
        sealed = AESGCM(self._keys[self._first]).encrypt(nonce, plain.encode(), None)
        return f"{_FORMAT}:{self._first}:{base64.b64encode(nonce + sealed).decode()}"

    def open(self, sealed: str) -> str:
        """The plain text. Raises WrongKey, also for text that was tampered with."""
        format_, _, rest = sealed.partition(":")
        name, _, body = rest.partition(":")
        if name not in self._keys and self._reload is not None:
            self._adopt(self._reload(), name)
        if format_ != _FORMAT or name not in self._keys:
            raise WrongKey
        try:
            data = base64.b64decode(body, validate=True)
            return AESGCM(self._keys[name]).decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], None).decode()
        except (InvalidTag, ValueError):
            raise WrongKey from None

    def opens(self, sealed: str) -> bool:
        try:
            self.open(sealed)
        except WrongKey:
            return False
        return True

    def _follow(self) -> None:
        """Seal with the key that holds now: what a former one sealed would be lost with this process."""
        with suppress(StartupError):  # a damaged file; the key in memory is what is left
            if self._reload is not None and (keys := list(self._reload())):
                self._adopt(keys, key_id(keys[0]))

    def _adopt(self, keys: Iterable[bytes], wanted: str) -> None:
        for key in keys:
            self._keys.setdefault(key_id(key), key)
        if wanted in self._keys:
            self._first = wanted


def key_id(key: bytes) -> str:
    """A short public name of a key."""
    return hashlib.sha256(b"tron.key-id:" + key).hexdigest()[:8]


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


def key_from_text(value: str) -> bytes:
    """A key of 32 bytes: decoded from base64, else derived from the text as a passphrase."""
    try:
        decoded = base64.b64decode(value.strip().replace("-", "+").replace("_", "/"), validate=True)
    except ValueError:
        decoded = b""
    if len(decoded) == KEY_BYTES:
        return decoded
    return Scrypt(salt=_SALT, length=KEY_BYTES, n=2**14, r=8, p=1).derive(value.encode())


def attach(database: Database, box: SecretBox) -> None:
    """Let this database's Encrypted columns use `box`."""
    database.engine.sync_engine.dialect.secret_box = box  # type: ignore[attr-defined]


async def unlock(database: Database, folder: Path, secret_key: SecretStr | None) -> KeyBox:
    """Find (or make) the key, check it against the database, and give the database its box.

    Call it after the migrations and before anything reads a secret. Raises StartupError; never deletes anything.
    """
    async with database.transaction() as session:
        await _lock(session)
        box = await _find_box(session, KeyFile(folder), secret_key)
        attach(database, box)
        stored = insert(SettingsState).values(id=1, key_check=CHECK_WORD)
        await session.execute(
            stored.on_conflict_do_update(
                index_elements=[SettingsState.id],
                set_={"key_check": stored.excluded.key_check},
                where=SettingsState.key_check.is_(None),
            )
        )
    return box


async def rotate_key(database: Database, old_box: SecretBox, new_box: KeyBox) -> int:
    """Seal every Encrypted column of every table again, in one transaction. Returns how many values that were."""
    async with database.transaction() as session:
        await _lock(session)
        return await _reseal_all(session, old_box, new_box)


async def replace_key(
    database: Database, folder: Path, secret_key: SecretStr | None, new_secret_key: SecretStr | None = None
) -> int:
    """`tron rotate-key`: a new random key in the data folder, or `new_secret_key`, later TRON_SECRET_KEY.

    Returns the number of values sealed again. Killed at any moment, the next start still opens everything.
    Raises StartupError.
    """
    if secret_key is not None and new_secret_key is None:
        raise StartupError(
            "The key comes from TRON_SECRET_KEY, so Tron cannot replace it by itself.",
            hint="Put the new one into TRON_NEW_SECRET_KEY, run this again, then set TRON_SECRET_KEY to it.",
        )
    file = KeyFile(folder)
    key = key_from_text(new_secret_key.get_secret_value()) if new_secret_key else new_key()
    new_box = KeyBox([key])
    async with database.transaction() as session:
        await _lock(session)
        old_box = await _find_box(session, file, secret_key)
        if new_secret_key is None:
            file.prepare_next(key)
        count = await _reseal_all(session, old_box, new_box)
    file.finish(key)
    attach(database, new_box)
    async with database.transaction() as session:  # what others sealed with the former key meanwhile
        await _reseal_all(session, KeyBox([key, *old_box.keys]), new_box)
    return count


async def _lock(session: AsyncSession) -> None:
    await session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": KEY_LOCK})


async def _find_box(session: AsyncSession, file: KeyFile, secret_key: SecretStr | None) -> KeyBox:
    sealed = await _one_sealed_value(session)
    if secret_key is not None:
        box = KeyBox([key_from_text(secret_key.get_secret_value())])
        if sealed is not None and not box.opens(sealed):
            raise StartupError(
                "TRON_SECRET_KEY is not the key that the stored secrets were sealed with. Nothing was changed.",
                hint=f"Set it to the former key, or leave it out if the key was in {file.path}.",
            )
        return box
    keys = file.read()
    if sealed is None:
        return KeyBox(keys[:1] or [file.create(new_key())], file.read)
    for key in keys:
        if KeyBox([key]).opens(sealed):
            file.finish(key)
            return KeyBox([key], file.read)
    problem = "holds another key than the one" if keys else "is missing; it holds the key"
    raise StartupError(
        f"The key file {file.path} {problem} that the stored secrets were sealed with. Nothing was changed.",
        hint=f"Bring back {KEY_FILE} from a backup of the data folder, or set TRON_SECRET_KEY if the key was there.",
    )


def _encrypted_columns() -> Iterator[tuple[Table, Column[Any]]]:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Encrypted):
                yield table, column


async def _one_sealed_value(session: AsyncSession) -> str | None:
    """The check word as it is stored, else any sealed value."""
    columns = [SettingsState.__table__.c.key_check, *(column for _, column in _encrypted_columns())]
    for column in columns:
        query = select(type_coerce(column, Text)).where(column.is_not(None)).limit(1)
        if (sealed := await session.scalar(query)) is not None:
            return str(sealed)
    return None


async def _reseal_all(session: AsyncSession, old_box: SecretBox, new_box: KeyBox) -> int:
    """How many there were, the check word not counted."""
    count = 0
    for table, column in _encrypted_columns():
        await session.execute(text(f'LOCK TABLE "{table.name}" IN SHARE ROW EXCLUSIVE MODE'))
        keys = list(table.primary_key.columns)
        rows = await session.execute(select(*keys, type_coerce(column, Text)).where(column.is_not(None)))
        for *row_key, sealed in rows.all():
            if new_box.is_current(sealed):
                continue
            same_row = [key == value for key, value in zip(keys, row_key, strict=True)]
            again = literal(new_box.seal(old_box.open(sealed)), Text)
            await session.execute(update(table).where(*same_row).values({column: again}))
            count += table is not SettingsState.__table__
    return count
