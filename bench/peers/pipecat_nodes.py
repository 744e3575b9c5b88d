"""Run by the peer's own Python: microseconds of processor time for each node transition of pipecat-flows.

The same chain that bench/flows.py walks: each node has one sentence to say and one function that leads on. Frames are
taken by a queue that does nothing; its log is as it ships, or taken away.
"""

import asyncio
import json
import sys
from time import thread_time_ns
from typing import Any

from loguru import logger
from pipecat_flows import FlowManager, FlowsFunctionSchema


class Worker:
    """Takes frames and does nothing."""

    def set_reached_downstream_filter(self, _types: Any) -> None: ...

    def set_reached_upstream_filter(self, _types: Any) -> None: ...

    def event_handler(self, _name: str) -> Any:
        return lambda function: function

    async def queue_frame(self, _frame: Any) -> None: ...

    async def queue_frames(self, _frames: Any) -> None: ...


class Model:
    """Registers nothing."""

    def register_function(self, *_arguments: Any, **_more: Any) -> None: ...


async def on(_arguments: Any, _manager: Any) -> tuple[None, None]:
    return None, None


def node(number: int) -> dict[str, Any]:
    schema = FlowsFunctionSchema(
        name="go_on", description="The caller answered.", properties={}, required=[], handler=on
    )
    return {
        "name": f"n{number}",
        "task_messages": [{"role": "system", "content": f"Say: Hello Ravi, this is sentence {number}."}],
        "functions": [schema],
        "respond_immediately": False,
    }


async def measure(nodes: int, rounds: int) -> list[float]:
    taken = []
    for _ in range(rounds + 1):
        manager = FlowManager(llm=Model(), context_aggregator=None, worker=Worker())
        await manager.initialize()
        begun = thread_time_ns()
        for number in range(nodes):
            await manager.set_node_from_config(node(number))
        taken.append((thread_time_ns() - begun) / 1000 / nodes)
    return taken[1:]


if __name__ == "__main__":
    if sys.argv[3] == "quiet":
        logger.remove()
    print(json.dumps(asyncio.run(measure(int(sys.argv[1]), int(sys.argv[2])))))
