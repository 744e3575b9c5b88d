"""The tools of one call: which there are, running them, and what they left behind."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Final

from tron.core.chat import Row, ToolCall, ToolSpec
from tron.core.events.emit import Emit
from tron.core.tools.arguments import check_arguments, read_arguments
from tron.core.tools.exchanges import Exchange, Exchanges, anchor, last_words
from tron.core.tools.tool import Tool, ToolResult, shortened
from tron.core.tools.trouble import ToolTrouble

MOST_CALLS_A_TURN: Final = 8
END_CALL: Final = "end_call"
PRESS_KEYS: Final = "press_keys"
GRACE: Final = 1.0
"""Seconds beyond a tool's own time after which it is stopped from outside."""
UNCERTAIN: Final = " It may have been done all the same. Do not ask for it again."
LAST_SECONDS: Final = 5.0
"""How long the call's end waits for tools that still run."""

log = logging.getLogger(__name__)


class CallNotes:
    """What built-in tools leave for the Script. `end_wanted`: the outcome, "" without one; None: nobody wants it.

    `keys_wanted`: keys for the conversation to press, `keys_pressed`: how many it has; `has_keypad` False: it cannot.
    """

    def __init__(self) -> None:
        self.has_keypad = True
        self.keys_wanted = ""
        self.keys_pressed = 0
        self.end_wanted: str | None = None
        self.farewell = ""
        self.remembered: dict[str, Any] = {}

    def take_keys(self) -> str:
        """What is to be pressed now, "" for nothing."""
        keys, self.keys_wanted = self.keys_wanted, ""
        self.keys_pressed += len(keys) - keys.count("w")
        return keys


class CallTools:
    """One for each call; `aclose` when it is over. `emit` gets the events tool.called, tool.finished and tool.failed.

    `language` is what fillers are spoken in; set it when the call's language changes.
    """

    def __init__(
        self, tools: Iterable[Tool] = (), *, emit: Emit, language: str = "en-IN", notes: CallNotes | None = None
    ) -> None:
        self._tools = {tool.spec.name: tool for tool in tools}
        self._emit = emit
        self._exchanges = Exchanges()
        self._running: set[asyncio.Task[str]] = set()
        self._ran: list[_Run] = []
        self._used_ids: set[str] = set()
        self._allowed: frozenset[str] | None = None
        self.notes = notes or CallNotes()
        self.language = language

    @property
    def specs(self) -> list[ToolSpec]:
        """The tools as the model sees them now."""
        return [tool.spec for tool in self._usable.values()]

    @property
    def hosts(self) -> list[str]:
        """Where the tools live that have one fixed `host`."""
        return [str(host) for tool in self._tools.values() if (host := getattr(tool, "host", ""))]

    @property
    def end_wanted(self) -> str | None:
        """Whether the model wants the call to end: the outcome, "" without one, None while it does not."""
        return self.notes.end_wanted

    @property
    def remembered(self) -> dict[str, Any]:
        """Values for the call's extracted_data."""
        return self.notes.remembered

    @contextmanager
    def lent(self, names: Collection[str] | None) -> Iterator[None]:
        """Within it the model may use these tools alone, None: all. Never end_call: a flow ends its calls itself."""
        self._allowed = frozenset(self._tools if names is None else names) - {END_CALL}
        try:
            yield
        finally:
            self._allowed = None

    @property
    def _usable(self) -> dict[str, Tool]:
        allowed = self._allowed
        return {name: tool for name, tool in self._tools.items() if allowed is None or name in allowed}

    def only_presses(self, exchange: Exchange) -> bool:
        """Whether all that was asked for is keys, and they will be pressed: the turn ends without a word."""
        return bool(self.notes.keys_wanted) and exchange.done and all(c.name == PRESS_KEYS for c in exchange.calls)

    def stay(self) -> None:
        """The caller spoke over the goodbye: the wish to end is forgotten."""
        self.notes.end_wanted = None
        self.notes.farewell = ""
        self._ran = [run for run in self._ran if run.asked[0] != END_CALL]

    def woven(self, messages: Sequence[Row]) -> list[Row]:
        """The messages with what tools did earlier in this call, each at its place."""
        return self._exchanges.woven(messages)

    def begin(self, messages: Sequence[Row]) -> Turn:
        """A turn that answers these. What still runs, or ran for a turn that was cut off, counts as run in it."""
        turn = Turn(last_words(messages))
        self._ran = [replace(run, turn=turn) for run in self._ran if run.counts_in(turn)]
        return turn

    def start(self, messages: Sequence[Row], calls: Sequence[ToolCall], turn: Turn) -> Exchange:
        """Run these calls at once, in tasks that nobody's interruption ends."""
        exchange = Exchange(anchor(messages), [self._with_own_id(call) for call in calls])
        for call in exchange.calls:
            asked = _canonical(call)
            refusal = turn.refusal() or self._ran_already(asked)
            task = asyncio.create_task(self._run(call, refusal), name=f"tool-{call.name[:60]}")
            if refusal is None:
                self._ran.append(_Run(asked, task, turn))
            self._running.add(task)
            task.add_done_callback(self._running.discard)
            exchange.results.append(task)
        self._exchanges.add(exchange)
        return exchange

    async def aclose(self) -> None:
        """Let what still runs come to its end, within a few seconds; then let go of connections."""
        if self._running:
            await asyncio.wait(self._running, timeout=LAST_SECONDS)
        left = [task for task in self._running if not task.done()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await asyncio.gather(*(tool.aclose() for tool in self._tools.values()), return_exceptions=True)

    def _ran_already(self, asked: tuple[str, str]) -> str | None:
        same = [run for run in self._ran if run.asked == asked]
        if not same:
            return None
        if same[-1].task.done():
            return "This was asked for already, and its result stands above."
        return "This was asked for already and still runs. Do not ask again."

    def _with_own_id(self, call: ToolCall) -> ToolCall:
        """Some servers number their calls anew in every answer, or not at all."""
        taken = call.id in self._used_ids or not call.id
        used = f"call_{len(self._used_ids)}_{call.name[:20]}" if taken else call.id
        self._used_ids.add(used)
        return ToolCall(used, call.name, call.arguments)

    async def _run(self, call: ToolCall, refusal: str | None) -> str:
        """What the model reads as the result. Raises nothing: a call must go on, whatever a tool does."""
        began = time.monotonic()
        name = shortened(call.name, 100)
        try:
            if refusal is not None:
                raise ToolTrouble("rejected", refusal)
            tool, arguments = self._checked(call)
            await self._tell("tool.called", {"name": name, "arguments": _shown(_without_hidden(tool, arguments))})
            async with asyncio.timeout(tool.seconds + GRACE):
                result = await tool(arguments)
        except ToolTrouble as trouble:
            return await self._failed(name, began, trouble)
        except TimeoutError:
            return await self._failed(name, began, ToolTrouble("timed_out", "It did not answer in time."))
        except Exception as error:
            log.exception("the tool %s failed", name)
            return await self._failed(name, began, ToolTrouble("rejected", f"It failed ({type(error).__name__})."))
        await self._finished(name, began, result)
        return result.text

    def _checked(self, call: ToolCall) -> tuple[Tool, dict[str, Any]]:
        usable = self._usable
        tool = usable.get(call.name)
        if tool is None:
            known = ", ".join(usable) or "none"
            raise ToolTrouble("unknown_tool", f"There is no tool of this name. Tools: {known}.")
        arguments = read_arguments(call.arguments)
        check_arguments(tool.spec.parameters, arguments)
        return tool, arguments

    async def _finished(self, name: str, began: float, result: ToolResult) -> None:
        payload = {"name": name, "seconds": _since(began), "ok": result.ok, "status": result.status}
        await self._tell("tool.finished", payload)

    async def _failed(self, name: str, began: float, trouble: ToolTrouble) -> str:
        payload = {
            "name": name,
            "seconds": _since(began),
            "ok": False,
            "status": trouble.http_status,
            "code": trouble.code,
            "message": trouble.message,
        }
        await self._tell("tool.failed", payload)
        return f"Error: {trouble.message}{UNCERTAIN if trouble.code == 'timed_out' else ''}"

    async def _tell(self, type_: str, payload: Mapping[str, Any]) -> None:
        try:
            await self._emit(type_, payload, None)
        except Exception:  # the call may be over by now
            log.warning("the event %s was not written", type_, exc_info=True)


class Turn:
    """What tools may do within one turn of the talk. `words`: what it answers; `over`: the model came to its end."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words
        self.over = False
        self._asked = 0

    def refusal(self) -> str | None:
        """None, or why one more call must not run."""
        self._asked += 1
        if self._asked > MOST_CALLS_A_TURN:
            return f"At most {MOST_CALLS_A_TURN} tool calls a turn. Answer with what you know."
        return None


@dataclass(frozen=True, slots=True)
class _Run:
    """A call that was let run, and the turn it counts in."""

    asked: tuple[str, str]
    task: asyncio.Task[str]
    turn: Turn

    def counts_in(self, turn: Turn) -> bool:
        return not self.task.done() or not self.turn.over or self.turn.words == turn.words


def _canonical(call: ToolCall) -> tuple[str, str]:
    """The same for calls that mean the same, however a model wrote them."""
    try:
        return call.name, json.dumps(read_arguments(call.arguments), sort_keys=True)
    except ToolTrouble:
        return call.name, call.arguments.strip()


def _since(began: float) -> float:
    return round(time.monotonic() - began, 3)


def _without_hidden(tool: Tool, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    hidden: Collection[str] = getattr(tool, "hidden", ())
    return {name: "…" if name in hidden else value for name, value in arguments.items()}


def _shown(arguments: Mapping[str, Any]) -> str:
    return shortened(json.dumps(arguments, ensure_ascii=False), 1000)
