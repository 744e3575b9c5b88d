"""The pages have words, in English and Hindi, for every code that the server sends."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

import pytest

from tron.commands.checks import ENGINE_NAMES
from tron.core.call_engine.inbound import NO_WORKER
from tron.core.call_engine.states import COMPLETED_REASONS, NEVER_RANG
from tron.core.compliance import Rule
from tron.core.english import Reason
from tron.core.events.payloads.vendors import StandInCode
from tron.core.events.types import EVENT_TYPES
from tron.core.health import FindingCode
from tron.core.knowledge.trouble import DocumentCode
from tron.core.messages.reasons import MessageReason
from tron.core.models.flow_simulation import NodeTestCode
from tron.core.models.scenario import ScenarioNote
from tron.core.ports.recordings import RecordingTrouble
from tron.core.preflight import Code as NoticeCode
from tron.core.repositories.calls import WAITING_CAPACITY, WAITING_NUMBER
from tron.core.scripts.prepared import OPTED_OUT, generic_lines
from tron.core.templates import agent_templates
from tron.core.tools.discovery import LEFT_OUT
from tron.core.tools.trouble import TroubleCode
from tron.core.trunks.set_up import StepCode, StepState
from tron.core.trunks.set_up import Trouble as SetUpTrouble
from tron.core.trunks.spec import LineNote, LineStateName
from tron.core.vendor_health import Kind as VendorKind
from tron.core.vendor_health import Reason as VendorReason
from tron.core.vendor_health import VendorState
from tron.core.vendors import Trouble
from tron.core.voices import VOICES
from tron.telephony.sandbox.people import FAILURES, directory

WEB = Path(__file__).resolve().parents[2] / "tron/web/src"
LANGUAGES = ("en", "hi")
CHECKS = ("postgres", "events", "disk", "pages", "worker", "ollama")
LINES = [*(template.agent.prepared_lines for template in agent_templates()), *map(generic_lines, ("hi-IN", "en-IN"))]


def words(language: str, path: str) -> dict[str, Any]:
    """The texts at `file.key.key` of a catalogue."""
    file, *keys = path.split(".")
    found = json.loads((WEB / "locales" / language / f"{file}.json").read_text("utf-8"))
    for key in keys:
        found = found[key]
    return found


def outcomes() -> set[str]:
    listed = {outcome for template in agent_templates() for outcome in template.agent.outcomes}
    said = {line.outcome for lines in LINES for line in lines.lines if line.outcome}
    return listed | said | {OPTED_OUT, "human_requested"}


def facts() -> set[str]:
    return {name for lines in LINES for line in lines.lines for name in (*line.expects, *line.extract)}


def reasons() -> set[str]:
    others = {"lost_owner", "unknown_outcome", "by_user", "rang_out", NO_WORKER}
    return {*COMPLETED_REASONS, *NEVER_RANG, *(reason for _, reason, _ in FAILURES.values()), *others}


def codes_of(kind: Any) -> set[str]:
    """The codes of a Literal, or of several that were joined."""
    return {code for part in get_args(kind) for code in ([part] if isinstance(part, str) else get_args(part))}


def slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


CODES: dict[str, Iterable[str]] = {
    "server.outcome": outcomes(),
    "server.fact": facts(),
    "server.rule": get_args(Rule),
    "server.refusal": get_args(Rule),
    "server.waiting": [limit.removeprefix("waiting:") for limit in (WAITING_CAPACITY, WAITING_NUMBER)],
    "server.why": get_args(StandInCode),
    "server.failed": [*get_args(Trouble), "stalled", "closed", "error", "no_words", "skipped"],
    "server.tool": [*get_args(TroubleCode), LEFT_OUT],
    "server.document": get_args(DocumentCode),
    "server.english": codes_of(Reason),
    "server.message": codes_of(MessageReason),
    "health.vendor.kind": get_args(VendorKind),
    "health.vendor.state": get_args(VendorState),
    "health.vendor.fix": get_args(VendorReason),
    "server.found": get_args(FindingCode),
    "server.check": [*CHECKS, *(f"engine_{name}" for name in ENGINE_NAMES)],
    "server.template": [template.key for template in agent_templates()],
    "server.about": [template.key for template in agent_templates()],
    "server.voice": [slug(text) for voice in VOICES for text in (voice.character, voice.best_for)],
    "call.serverRecording.trouble": get_args(RecordingTrouble),
    "calls.reason": reasons(),
    "flows.scenarios.note": get_args(ScenarioNote),
    "flows.test.problem": get_args(NodeTestCode),
    "lineSetUp.step": get_args(StepCode),
    "lineSetUp.state": get_args(StepState),
    "lineSetUp.trouble": get_args(SetUpTrouble),
    "phone.note": get_args(LineNote),
    "phone.state": get_args(LineStateName),
    "practice.person": [person.name for person in directory()],
    "testcall.people": [person.name for person in directory()],
    "testcall.preflight": get_args(NoticeCode),
    "engines.name": ENGINE_NAMES,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", CODES)
def test_every_code_has_words(place, language):
    assert sorted(set(CODES[place]) - set(words(language, place))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_that_can_be_mended_says_how(language):
    fine = {"postgres", "events", "disk", "pages", "worker", "ollama_none", "engines_start"}
    fine |= {"engine_ready", "engine_loading", "engine_small"}
    assert sorted(set(get_args(FindingCode)) - fine - set(words(language, "server.fix"))) == []


@pytest.mark.parametrize("type_", sorted(set(EVENT_TYPES) - {"agent.status"}))
def test_every_event_of_a_call_has_a_name(type_):
    types = (WEB / "features/calls/eventWords.ts").read_text("utf-8")
    assert re.search(rf'^  "?{re.escape(type_)}"?: "(\w+)",$', types, re.MULTILINE)


def test_templates_and_rules_read_the_same_in_english():
    texts = {template.key: (template.name, template.description) for template in agent_templates()}
    names, about = words("en", "server.template"), words("en", "server.about")
    assert {key: (names[key], about[key]) for key in texts} == texts
