"""`tron call`: one call in the terminal. A practice number, typed text, or sound from and to WAV files."""

from __future__ import annotations

import asyncio
import logging
import sys
from argparse import Namespace
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from tron.commands.console import Console
from tron.commands.opening import open_services
from tron.commands.report import print_call, print_event
from tron.commands.sound import decode_channels, read_wav, write_wav
from tron.commands.voice_parts import engines_are_running, open_voice
from tron.core.agent_registry import AgentRegistry
from tron.core.call_engine.requests import CallRequest, request_call
from tron.core.call_engine.states import FINAL
from tron.core.config import BootConfig
from tron.core.database.tables import Agent, Call
from tron.core.errors import NotFound
from tron.core.models.agent import AgentCreate
from tron.core.repositories.calls import CallRepository
from tron.core.services import Services
from tron.core.templates import TEMPLATE_KEYS, find_template
from tron.telephony.terminal import TerminalLine
from tron.voice.worker import Worker

POLL_SECONDS = 0.1


async def run_call(config: BootConfig, options: Namespace) -> int:
    """Holds the call in this process; returns 0 when it ended in a final status, whatever that is."""
    console = Console()
    terminal = _terminal_line(options)
    async with open_services(config, log_level=logging.WARNING) as services:
        spoken = bool(options.wav) or (terminal is None and options.fidelity == "audio")
        own_engines = spoken and not await engines_are_running(services.config.data_dir)
        extra = (terminal,) if terminal else ()
        async with open_voice(services, own_engines=own_engines, extra_lines=extra) as room:
            worker = Worker(
                services,
                room.talk,
                identity=room.identity,
                name="call",
                reserved_only=True,
                state=lambda: {"streams": room.streams.address()},
                hooks=room.hooks,
            )
            room.supervisors.open(worker.supervision_of)
            if spoken:
                with console.step("Voice models are loaded"):
                    await room.talk.models()
            await worker.start()
            try:
                call_id = await _request(services, options, terminal, worker.id)
                worker.wake()
                call = await _follow(services, call_id, typed=terminal is not None and not options.wav)
                await worker.wait_for(call_id)
            finally:
                await worker.close()
            _save_sound(services, call, options.out)
            print_call(call, services.recordings)
    return 0


def _terminal_line(options: Namespace) -> TerminalLine | None:
    from tron.core.clock import SystemClock

    if options.to:
        return None
    if options.wav:
        return TerminalLine(SystemClock(), pcm=read_wav(Path(options.wav)))
    return TerminalLine(SystemClock(), ask=_ask)


async def _ask(text: str) -> str | None:
    if text:
        print(f"agent   {text}")
    print("you     ", end="", flush=True)
    line = await asyncio.to_thread(sys.stdin.readline)
    return line.rstrip("\n") if line else None


async def _request(services: Services, options: Namespace, terminal: TerminalLine | None, owner: UUID) -> UUID:
    fidelity = "audio" if terminal and options.wav else "text" if terminal else options.fidelity
    async with services.database.transaction() as session:
        agent_id = await _agent(services, options.agent)
        request = CallRequest(
            agent_id=agent_id,
            phone_number=options.to,
            line=terminal.name if terminal else options.line,
            contact_name=options.name,
            line_options={"fidelity": fidelity},
            owner=owner,
        )
        call = await request_call(session, request, services.lines, services.clock.now())
    return call.id


async def _agent(services: Services, wanted: str) -> UUID:
    """An agent by id or name, else one made from the template of that key (made once, then reused)."""
    async with services.database.transaction() as session:
        named = select(Agent).where(Agent.archived_at.is_(None)).order_by(Agent.created_at)
        found = (await session.scalars(named.where(Agent.name == wanted))).first()
        if found is None:
            found = (await session.scalars(named.where(Agent.template == wanted))).first()
        if found is None and _is_id(wanted):
            found = await session.get(Agent, UUID(wanted))
        if found is not None:
            return found.id
        if find_template(wanted) is None:
            raise NotFound(
                f"There is no agent or template called {wanted!r}.", hint=f"Templates: {', '.join(TEMPLATE_KEYS)}."
            )
        made = await AgentRegistry(session, await services.settings.snapshot()).create(AgentCreate(template=wanted))
        return made.id


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


async def _follow(services: Services, call_id: UUID, *, typed: bool) -> Call:
    """Prints the call's events as they are written, until it is over."""
    after = 0
    while True:
        async with services.database.transaction() as session:
            calls = CallRepository(session)
            call = await calls.get(call_id)
            events = await calls.events(call_id, after)
        assert call is not None
        for event in events:
            after = event.sequence
            print_event(event, typed=typed)
        if call.status in FINAL and after >= call.next_seq - 1:
            return call
        await asyncio.sleep(POLL_SECONDS)


def _save_sound(services: Services, call: Call, out: str | None) -> None:
    if out and not call.recording_url:
        print(f"{out} was not written: this call has no recording.", file=sys.stderr)
    elif out and call.recording_url:
        channels = decode_channels(services.recordings / call.recording_url)
        write_wav(Path(out), channels)
