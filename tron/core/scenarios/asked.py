"""What a run of a scenario is of, as it waits in its row: nothing that is changed meanwhile changes the run."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from tron.core import audit
from tron.core.models.scenario import Definition


class Asked(BaseModel):
    """`canvas`: of the draft as it was; None: a version is walked. `who` and `role` asked for it."""

    definition: Definition
    canvas: dict[str, Any] | None
    may_use_secrets: bool
    who: str
    role: str

    @property
    def actor(self) -> audit.System:
        return audit.System(self.who, self.role)
