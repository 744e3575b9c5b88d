"""`tron serve`: the API and the pages, with Postgres, the engines and a worker beside it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import webbrowser
from contextlib import AsyncExitStack

import uvicorn

from tron.app import create_app
from tron.commands.checks import common_checks, engine_checks, worker_check
from tron.commands.child import WorkerChild
from tron.commands.console import Console
from tron.commands.instance import only_instance
from tron.commands.opening import open_services
from tron.core.call_engine.reconcile import reconcile
from tron.core.config import BootConfig, check_bind, prepare_data_dir
from tron.core.errors import StartupError
from tron.core.services import Services
from tron.providers.engines.status import EngineStatus
from tron.providers.engines.supervisor import EngineSupervisor
from tron.telephony.registry import LineContext, register_lines

log = logging.getLogger(__name__)

RECONCILE_SECONDS = 3.0


async def run_serve(config: BootConfig, *, browser: bool) -> int:
    """Until SIGINT or SIGTERM. Raises StartupError before anything is started that cannot run."""
    console = Console()
    check_bind(config.host, config.access_token)
    data_dir = prepare_data_dir(config)
    listener = _listen(config.host, config.port)
    port = int(listener.getsockname()[1])
    with contextlib.closing(listener), only_instance(data_dir, port):
        config = config.model_copy(update={"data_dir": data_dir, "port": port})
        async with open_services(config, console, log_level=logging.INFO) as services, AsyncExitStack() as stack:
            register_lines(services.lines, LineContext(services.clock, data_dir))
            await _start_beside(services, stack, console)
            app = create_app(services)
            server = uvicorn.Server(
                uvicorn.Config(
                    app, log_config=None, access_log=False, proxy_headers=False, lifespan="off", ws_max_size=1 << 20
                )
            )
            serving = asyncio.create_task(server.serve(sockets=[listener]), name="http")
            await _until_started(server, serving)
            address = f"http://localhost:{port}{config.base_path.rstrip('/')}"
            console.line(f"Tron is ready: {address}   (Ctrl+C stops it)")
            if browser:
                await asyncio.get_running_loop().run_in_executor(None, webbrowser.open, address)
            await serving
            console.line("Stopping: calls are hung up, the database is closed")
    return 0


async def _start_beside(services: Services, stack: AsyncExitStack, console: Console) -> None:
    """Engines, worker and reconciliation; all of them end with this process."""
    await reconcile(services.database, services.lines, services.clock)
    engines = EngineSupervisor(services.config.data_dir, lambda status: _report(console, status))
    await engines.start()
    stack.push_async_callback(engines.close)
    worker = WorkerChild(
        {"TRON_DATA_DIR": str(services.config.data_dir)}, lambda pid: console.line(f"The worker starts (process {pid})")
    )
    await worker.start()
    stack.push_async_callback(worker.close)
    reconciling = asyncio.create_task(_reconcile_forever(services), name="reconcile")
    stack.push_async_callback(_cancel, reconciling)
    services.checks += [*common_checks(services), worker_check(services), *engine_checks(engines)]


def _report(console: Console, status: EngineStatus) -> None:
    took = f" in {status.seconds:.1f} s" if status.seconds else ""
    detail = f": {status.detail}. {status.hint}" if status.detail and status.state in ("missing", "failed") else ""
    console.line(f"Engine {status.title}: {status.state}{took}{detail}")


async def _reconcile_forever(services: Services) -> None:
    while True:
        await asyncio.sleep(RECONCILE_SECONDS)
        try:
            ended = await reconcile(services.database, services.lines, services.clock)
            services.bus.publish(*(f"call:{call.id}" for call in ended))
        except Exception as error:  # noqa: BLE001 - the database may be away; the next round tries again
            log.warning("reconciliation waits: %s", type(error).__name__)


async def _until_started(server: uvicorn.Server, serving: asyncio.Task[None]) -> None:
    while not server.started:
        if serving.done():
            serving.result()
            raise StartupError("The web server did not start.")
        await asyncio.sleep(0.01)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise StartupError(
            f"Port {port} on {host} cannot be used: {error.strerror}.",
            hint="Stop what listens there, or choose another port with --port.",
        ) from None
    listener.listen(1024)
    listener.setblocking(False)
    return listener


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
