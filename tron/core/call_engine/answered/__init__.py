"""Who picked up: a person, a machine, a call screener, a fax, or the network's own announcement. Pure rules."""

from tron.core.call_engine.answered.supervisor import AnswerSupervisor, Kind, Verdict
from tron.core.call_engine.answered.words import Said, what_it_says

__all__ = ["AnswerSupervisor", "Kind", "Said", "Verdict", "what_it_says"]
