"""All tables; importing this package fills `Base.metadata`."""

from tron.core.database.base import Base
from tron.core.database.tables.agents import Agent
from tron.core.database.tables.calls import Call, CallDraft
from tron.core.database.tables.compliance import DialDecision, OptOut, PhoneState
from tron.core.database.tables.events import CallEvent, SystemEvent
from tron.core.database.tables.flows import Flow, FlowVersion
from tron.core.database.tables.knowledge import KnowledgeDocument, KnowledgePassage
from tron.core.database.tables.legs import CallLeg
from tron.core.database.tables.messages import Message, SenderRow, TemplateRow
from tron.core.database.tables.number_languages import NumberLanguage
from tron.core.database.tables.operations import AuditEntry, Callback, WorkerRow
from tron.core.database.tables.scenarios import FlowScenario, FlowScenarioRun
from tron.core.database.tables.server_recordings import ServerRecording
from tron.core.database.tables.settings import Setting, SettingsState
from tron.core.database.tables.streams import StreamTicket
from tron.core.database.tables.tools import HttpTool, McpServer, ToolSecret
from tron.core.database.tables.trunks import PhoneNumber, TrunkRow

__all__ = [
    "Agent",
    "AuditEntry",
    "Base",
    "Call",
    "CallDraft",
    "CallEvent",
    "CallLeg",
    "Callback",
    "DialDecision",
    "Flow",
    "FlowScenario",
    "FlowScenarioRun",
    "FlowVersion",
    "HttpTool",
    "KnowledgeDocument",
    "KnowledgePassage",
    "McpServer",
    "Message",
    "NumberLanguage",
    "OptOut",
    "PhoneNumber",
    "PhoneState",
    "SenderRow",
    "ServerRecording",
    "Setting",
    "SettingsState",
    "StreamTicket",
    "SystemEvent",
    "TemplateRow",
    "ToolSecret",
    "TrunkRow",
    "WorkerRow",
]
