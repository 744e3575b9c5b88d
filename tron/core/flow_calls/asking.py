"""A flow's questions put to the call's model: cold, short, and not for longer than two seconds."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Final

from tron.core.chat import TokenUse
from tron.core.closing import closing
from tron.core.errors import TronError
from tron.core.flow_engine.questions import Answers, Asking, most_tokens, prompt_rows, read_answers
from tron.core.guardrails.model import PlainRows
from tron.core.ports import LanguageModel
from tron.core.usage import tokens_in

log = logging.getLogger(__name__)

ASK_SECONDS: Final = 2.0
LONGEST_ANSWER: Final = 8000
"""Characters."""


async def ask_model(model: LanguageModel, asking: Asking, seconds: float = ASK_SECONDS) -> Answers | None:
    """Its answers; None where it failed or took longer than `seconds`. Give it without guard and without tools."""
    began = time.monotonic()
    rows = prompt_rows(asking)
    text, use = "", None
    try:
        async with asyncio.timeout(seconds):
            pieces = PlainRows(model).reply(rows, temperature=0.0, max_tokens=most_tokens(asking))
            async with closing(pieces) as stream:
                async for piece in stream:
                    if isinstance(piece, str):
                        text += piece
                        if len(text) > LONGEST_ANSWER:  # some servers know no limit of tokens
                            break
                    elif isinstance(piece, TokenUse):
                        use = piece
    except (TimeoutError, TronError, OSError) as error:
        log.warning("a flow's questions were not answered: %s", type(error).__name__)
        return None
    use = use or TokenUse(round(sum(tokens_in(row["content"]) for row in rows)), round(tokens_in(text)))
    return Answers(read_answers(asking, text), time.monotonic() - began, use.input, use.output)
