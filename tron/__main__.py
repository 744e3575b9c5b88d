"""The command line: `python -m tron [serve|api|worker|migrate|call|doctor|models|rotate-key]`, serve by default."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from tron import __version__
from tron.commands.console import Console
from tron.core.config import BootConfig, load_config
from tron.core.errors import TronError
from tron.core.logs import setup_logging

Command = Callable[[BootConfig, argparse.Namespace], Coroutine[Any, Any, int]]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 when it did what it says."""
    options = _parser().parse_args(_with_default(sys.argv[1:] if argv is None else argv))
    try:
        config = load_config(
            host=getattr(options, "host", None),
            port=getattr(options, "port", None),
            data_dir=getattr(options, "data_dir", None),
        )
        setup_logging(config.log_format)
        run: Command = options.run
        return asyncio.run(run(config, options))
    except TronError as error:
        Console.problem(error)
        return 1
    except KeyboardInterrupt:
        return 130


def _with_default(arguments: Sequence[str]) -> list[str]:
    """`tron` and `tron --port 9000` mean `tron serve ...`."""
    given = list(arguments)
    if given and (not given[0].startswith("-") or given[0] in ("-h", "--help", "--version")):
        return given
    return ["serve", *given]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tron", description="Tron: a self-hosted AI telecaller.")
    parser.add_argument("--version", action="version", version=f"tron {__version__}")
    commands = parser.add_subparsers(required=True, metavar="command")

    serve = _add(commands, "serve", _serve, "start Tron: pages, API, worker, engines, database (the default)")
    serve.add_argument("--no-browser", action="store_true", help="do not open the browser")
    api = _add(commands, "api", _api, "pages and API alone: workers run elsewhere, on the same database")
    for listening in (serve, api):
        listening.add_argument("--host", help="address to listen on (default 127.0.0.1)")
        listening.add_argument("--port", type=int, help="port to listen on (default 8100)")

    worker = _add(commands, "worker", _worker, "hold calls in a process of their own")
    worker.add_argument("--child", action="store_true", help=argparse.SUPPRESS)

    call = _add(commands, "call", _call, "hold one call in this terminal")
    call.add_argument("--agent", required=True, help="an agent's name or id, or a template such as support_agent")
    call.add_argument("--to", help="a practice number such as +910000000001; left out: you are the caller")
    call.add_argument("--line", default="sandbox", help="the line to dial on (default: the practice line)")
    call.add_argument("--fidelity", choices=("text", "audio"), default="text", help="of a practice call")
    call.add_argument("--wav", help="a sound file spoken by the caller, instead of typing")
    call.add_argument("--out", help="write both sides of the call to this WAV file")
    call.add_argument("--name", help="the contact's name")

    _add(commands, "migrate", _migrate, "bring the database schema up to date")
    _add(commands, "doctor", _doctor, "check everything Tron depends on, and say how to fix it")
    models = _add(commands, "models", _models, "list, install or remove models of the built-in engines")
    models.add_argument("action", nargs="?", choices=("list", "install", "remove"), default="list")
    models.add_argument("names", nargs="*", metavar="NAME", help="a model such as whisper-small; none: those of Tron")
    _add(commands, "rotate-key", _rotate_key, "seal all stored secrets with a new key")
    return parser


def _add(commands: Any, name: str, run: Command, text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text.capitalize() + ".")
    parser.add_argument("--data-dir", help="folder for data (default ./data, or TRON_DATA_DIR)")
    parser.set_defaults(run=run)
    return parser


# Each command imports what it needs: `tron --help` and `tron call` should not wait for the web.


async def _serve(config: BootConfig, options: argparse.Namespace) -> int:
    from tron.commands.serve import run_serve

    return await run_serve(config, browser=not options.no_browser)


async def _api(config: BootConfig, _options: argparse.Namespace) -> int:
    from tron.commands.serve import run_serve

    return await run_serve(config, browser=False, alone=True)


async def _worker(config: BootConfig, options: argparse.Namespace) -> int:
    from tron.commands.worker import run_worker

    return await run_worker(config, child=options.child)


async def _call(config: BootConfig, options: argparse.Namespace) -> int:
    from tron.commands.call import run_call

    return await run_call(config, options)


async def _migrate(config: BootConfig, _options: argparse.Namespace) -> int:
    from tron.commands.maintenance import run_migrate

    return await run_migrate(config)


async def _doctor(config: BootConfig, _options: argparse.Namespace) -> int:
    from tron.commands.doctor import run_doctor

    return await run_doctor(config)


async def _models(config: BootConfig, options: argparse.Namespace) -> int:
    from tron.commands.models import run_models

    return await run_models(config, options.action, options.names)


async def _rotate_key(config: BootConfig, _options: argparse.Namespace) -> int:
    from tron.commands.maintenance import run_rotate_key

    return await run_rotate_key(config)


if __name__ == "__main__":
    sys.exit(main())
