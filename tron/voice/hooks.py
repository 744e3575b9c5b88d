"""What happens around every call: `on_call_start` once it was answered, `on_call_end` once its last status is written.

Later rooms (post-call analysis, webhooks) add hooks; a hook that fails or hangs never touches the call.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from tron.core.database.tables import Call

log = logging.getLogger(__name__)

Hook = Callable[[Call], Awaitable[None]]
HOOK_SECONDS = 5.0


@dataclass
class CallHooks:
    """Hooks run in the order they were added, each at most HOOK_SECONDS."""

    starts: list[Hook] = field(default_factory=list)
    ends: list[Hook] = field(default_factory=list)

    async def on_call_start(self, call: Call) -> None:
        """The far side answered; `call` is the row as it is now (in_progress)."""
        await _run(self.starts, call)

    async def on_call_end(self, call: Call) -> None:
        """The call is over; `call` is the row in its final status, answered or not."""
        await _run(self.ends, call)


async def _run(hooks: list[Hook], call: Call) -> None:
    for hook in hooks:
        try:
            async with asyncio.timeout(HOOK_SECONDS):
                await hook(call)
        except Exception:
            log.exception("a call hook failed", extra={"call_id": str(call.id)})
