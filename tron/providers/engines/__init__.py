"""The built-in engines: a process of their own (`python -m tron.providers.engines`), its client and its supervisor.

Only that process imports the engines' libraries; GPL parts (piper-tts, espeak-ng) stay inside it.
"""

from tron.providers.engines.client import EngineClient
from tron.providers.engines.errors import EngineRefused, EngineUnavailable
from tron.providers.engines.status import EngineStatus
from tron.providers.engines.supervisor import EngineSupervisor

__all__ = ["EngineClient", "EngineRefused", "EngineStatus", "EngineSupervisor", "EngineUnavailable"]
