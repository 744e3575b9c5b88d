"""`tron serve`: the API and the pages, with Postgres, the engines and a worker beside it. `tron api`: no worker."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import webbrowser
from contextlib import AsyncExitStack

import uvicorn
from fastapi import FastAPI

from tron.app import create_app
from tron.commands.checks import common_checks, engine_checks, ollama_check, worker_check
from tron.commands.child import WorkerChild
from tron.commands.console import Console
from tron.commands.engine_parts import wire_engines
from tron.commands.instance import only_instance
from tron.commands.listening import CLOSING_SECONDS, WebServer, address_of, listen, on_stop
from tron.commands.opening import open_services
from tron.commands.sip_parts import keep_sip_gateway
from tron.commands.tool_parts import open_tools
from tron.commands.vendor_parts import wire_vendors
from tron.core.call_engine.inbound import Reception
from tron.core.call_engine.reconcile import Reconciler, reconcile
from tron.core.config import BootConfig, check_bind, prepare_data_dir
from tron.core.errors import StartupError
from tron.core.services import Services
from tron.core.trunks.book import StoredBook
from tron.providers.engines.client import EngineClient
from tron.providers.engines.status import EngineStatus
from tron.providers.engines.supervisor import EngineSupervisor
from tron.telephony.closing import close_lines
from tron.telephony.registry import LineContext, register_lines

log = logging.getLogger(__name__)

RECONCILE_SECONDS = 3.0


async def run_serve(config: BootConfig, *, browser: bool, alone: bool = False) -> int:
    """Until SIGINT or SIGTERM. Raises StartupError before anything is started that cannot run.

    `alone`: no worker and no SIP gateway beside it; workers of the same database hold the calls.
    """
    console = Console()
    check_bind(config.host, config.access_token)
    data_dir = prepare_data_dir(config)
    with only_instance(data_dir) as announce, contextlib.closing(listen(config.host, config.port)) as listener:
        port = int(listener.getsockname()[1])
        address = address_of(config.host, port, config.base_path)
        announce(address)
        serving = _Serving(config.model_copy(update={"data_dir": data_dir, "port": port}), listener, console, alone)
        with on_stop(serving.stop):
            try:
                await serving.run(address, browser=browser)
            except asyncio.CancelledError:
                if not serving.stopped:
                    raise
    console.line("Tron has stopped")
    return 0


class _Serving:
    """One run of serve, from its start to its end."""

    def __init__(self, config: BootConfig, listener: socket.socket, console: Console, alone: bool) -> None:
        self._config = config
        self._alone = alone
        self._listener = listener
        self._console = console
        self._server: WebServer | None = None
        self._task = asyncio.current_task()
        self.stopped = False

    def stop(self) -> None:
        """End: the web server first, then what runs beside it. While Tron still starts, give that up."""
        self.stopped = True
        calls = "workers go on with their calls" if self._alone else "calls are hung up"
        self._console.line(f"Stopping: {calls}, the database is closed")
        if self._server is not None:
            self._server.should_exit = True
        elif self._task is not None:
            self._task.cancel()

    async def run(self, address: str, *, browser: bool) -> None:
        async with open_services(self._config, self._console) as services, AsyncExitStack() as stack:
            # Calls that a vendor's webhook tells of come in here; any worker may take them.
            reception = Reception(services.database, services.bus, services.clock)
            context = LineContext(
                services.clock,
                self._config.data_dir,
                settings=services.settings.snapshot,
                receive=reception.receive,
                book=StoredBook(services.database),
            )
            register_lines(services.lines, context)
            stack.push_async_callback(close_lines, services.lines)
            engines = await _start_beside(services, stack, self._console)
            if not self._alone:
                await _start_calls(services, stack, self._console)
            _keep_watch(services, stack, engines, self._console)
            server = WebServer(_web_config(create_app(services)))
            serving = asyncio.create_task(server.serve(sockets=[self._listener]), name="http")
            await _until_started(server, serving)
            self._server = server
            self._console.line(f"Tron is ready: {address}   (Ctrl+C stops it)")
            if browser:
                await asyncio.get_running_loop().run_in_executor(None, webbrowser.open, address)
            await serving


def _web_config(app: FastAPI) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        lifespan="off",
        ws_max_size=1 << 22,  # a canvas fits; each socket has a lower limit of its own
        # Sound does not get smaller by it, and each call would pay for trying.
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=CLOSING_SECONDS,
    )


async def _start_beside(services: Services, stack: AsyncExitStack, console: Console) -> EngineSupervisor:
    """Engines, vendors and tools of the pages; all of them end with this process."""
    await reconcile(services.database, services.lines, services.clock)
    engines = EngineSupervisor(services.config.data_dir, lambda status: _report(console, status))
    await engines.start()
    stack.push_async_callback(engines.close)
    # A page waits for the answer: rather an error in time than a voice too late.
    asked = EngineClient(engines.socket_path, patience=8.0)
    stack.push_async_callback(asked.close)
    wire_vendors(services, asked)
    await stack.enter_async_context(open_tools(services, ahead=True))
    await wire_engines(services, engines, stack)
    stack.push_async_callback(services.flow_sessions.aclose)
    return engines


async def _start_calls(services: Services, stack: AsyncExitStack, console: Console) -> None:
    """Worker and SIP gateway, processes that end with this one."""
    worker = WorkerChild(
        {"TRON_DATA_DIR": str(services.config.data_dir)}, lambda pid: console.line(f"The worker starts (process {pid})")
    )
    await worker.start()
    stack.push_async_callback(worker.close)
    keep_sip_gateway(services, stack, on_start=lambda pid: console.line(f"The SIP gateway starts (process {pid})"))


def _keep_watch(services: Services, stack: AsyncExitStack, engines: EngineSupervisor, console: Console) -> None:
    """Reconciliation, and what readyz looks at."""
    reconciling = asyncio.create_task(_reconcile_forever(services), name="reconcile")
    stack.push_async_callback(_cancel, reconciling)
    local = ollama_check(services)
    looking = asyncio.create_task(_tell_of_local_models(services, console), name="find-ollama")
    stack.push_async_callback(_cancel, looking)
    services.checks += [*common_checks(services), worker_check(services), *engine_checks(engines), local]


async def _tell_of_local_models(services: Services, console: Console) -> None:
    """Beside the start, which waits for nobody."""
    finder = services.vendors.local_models
    try:
        found = await finder.find(await services.settings.snapshot()) if finder is not None else None
    except Exception as error:  # noqa: BLE001 - the database may be away; the page asks again
        log.info("nobody looked for Ollama: %s", type(error).__name__)
        return
    if found is not None and found.models:
        console.line(f"Ollama runs here: {', '.join(found.models[:5])}. Settings offer it for new agents.")


def _report(console: Console, status: EngineStatus) -> None:
    took = f" in {status.seconds:.1f} s" if status.seconds else ""
    detail = f": {status.detail}. {status.hint}" if status.detail and status.state in ("missing", "failed") else ""
    console.line(f"Engine {status.title}: {status.state}{took}{detail}")


async def _reconcile_forever(services: Services) -> None:
    # One for all rounds: after an outage of the database it gives every owner time to say that it lives.
    reconciler = Reconciler(services.database, services.lines, services.clock)
    while True:
        await asyncio.sleep(RECONCILE_SECONDS)
        try:
            ended = await reconciler.run()
            services.bus.publish(*(f"call:{call.id}" for call in ended))
        except Exception as error:  # noqa: BLE001 - the database may be away; the next round tries again
            log.warning("reconciliation waits: %s", type(error).__name__)


async def _until_started(server: uvicorn.Server, serving: asyncio.Task[None]) -> None:
    while not server.started:
        if serving.done():
            serving.result()
            raise StartupError("The web server did not start.")
        await asyncio.sleep(0.01)


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
