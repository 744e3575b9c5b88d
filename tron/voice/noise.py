"""Tells a television from a caller: a voice that goes on and on without a word."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

SAME_NOISE = 1.0
"""Seconds of quiet that end a noise; shorter gaps belong to it."""


class NoiseGuard:
    """`on_noise` is called once the detector has heard a voice for `patience` seconds and no word came."""

    def __init__(self, patience: float, on_noise: Callable[[], None]) -> None:
        self.noisy = False
        self.patience = patience
        self._on_noise = on_noise
        self._speaking = False
        self._ended = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def voice(self, speaking: bool) -> None:
        """The detector hears a voice start or end."""
        loop = asyncio.get_running_loop()
        self._speaking = speaking
        if not speaking:
            self._ended = loop.time()
            return
        if loop.time() - self._ended > SAME_NOISE:
            self.reset()
        if self._timer is None and not self.noisy:
            self._timer = loop.call_later(self.patience, self._fire)

    def reset(self) -> None:
        """Words came, or the noise is over."""
        self.noisy = False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _fire(self) -> None:
        self._timer = None
        if self._speaking:
            self.noisy = True
            self._on_noise()
