"""Finds the senders of this room: every module here with a `SENDER`."""

from __future__ import annotations

import importlib
import pkgutil

from tron.core.messages.senders import Senders
from tron.providers import messages


def register_senders(senders: Senders) -> Senders:
    """Let every kind register itself."""
    for found in pkgutil.iter_modules(messages.__path__):
        sender = getattr(importlib.import_module(f"{messages.__name__}.{found.name}"), "SENDER", None)
        if sender is not None:
            senders.register(sender)
    return senders
