"""`tron migrate`, `tron rotate-key`."""

from __future__ import annotations

import os

from pydantic import SecretStr

from tron.commands.console import Console
from tron.commands.instance import is_running
from tron.commands.opening import bring_up_to_date, open_database, open_services
from tron.core.config import BootConfig, prepare_data_dir
from tron.core.errors import StartupError
from tron.core.secrets import replace_key
from tron.core.settings.environment import NEW_SECRET_KEY


async def run_migrate(config: BootConfig) -> int:
    """Bring the schema up to date and say so."""
    console = Console()
    config = config.model_copy(update={"data_dir": prepare_data_dir(config)})
    async with open_database(config) as database:
        with console.step("The schema is up to date"):
            await bring_up_to_date(database)
    return 0


async def run_rotate_key(config: BootConfig) -> int:
    """Seal every stored secret with a new key. Raises StartupError."""
    console = Console()
    new = os.environ.get(NEW_SECRET_KEY)
    if new and is_running(prepare_data_dir(config)):
        raise StartupError(
            "Tron runs with the former key and would go on sealing with it.",
            hint="Stop it, run this again, set TRON_SECRET_KEY to the new key, and start it.",
        )
    async with open_services(config) as services:
        count = await replace_key(
            services.database, services.config.data_dir, config.secret_key, SecretStr(new) if new else None
        )
    console.line(f"{count} stored secrets are sealed with the new key")
    if new:
        console.line("Now set TRON_SECRET_KEY to the new key; the former one opens nothing any more")
    return 0
