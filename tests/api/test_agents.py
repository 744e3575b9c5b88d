"""/api/tron/agents."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from tron.core.database.tables import Agent, AuditEntry
from tron.core.ids import uuid7
from tron.core.models.agent import SECRET_MASK, AgentFields, AgentOut
from tron.core.templates import TEMPLATE_KEYS, find_template

AGENTS = "/api/tron/agents"


async def make(client, **body: Any) -> dict[str, Any]:
    answer = await client.post(AGENTS, json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def paths(answer) -> list[str]:
    return [field["path"] for field in answer.json()["error"]["fields"]]


async def audit_of(database, agent_id: str) -> list[AuditEntry]:
    async with database.transaction() as session:
        query = select(AuditEntry).where(AuditEntry.entity_id == agent_id).order_by(AuditEntry.id)
        return list((await session.scalars(query)).all())


def test_what_is_shown_is_what_is_taken():
    assert AgentFields.model_fields.keys() <= AgentOut.model_fields.keys()


async def test_templates_are_complete(client):
    answer = (await client.get(f"{AGENTS}/templates")).json()
    assert [template["key"] for template in answer["items"]] == list(TEMPLATE_KEYS)
    assert all(len(template["agent"]["persona"]) >= 200 for template in answer["items"])
    assert answer["next_cursor"] is None


@pytest.mark.parametrize(("language", "goodbye"), [("hi-IN", "धन्यवाद"), ("en-IN", "Thank you"), ("ta-IN", "Thank you")])
async def test_general_lines_can_be_read_and_are_taken_as_an_agents_own(client, language, goodbye):
    lines = (await client.get(f"{AGENTS}/general-lines", params={"language": language})).json()
    assert goodbye in lines["goodbye"]
    agent = await make(client, name="Asha", language=language, prepared_lines=lines)
    assert agent["prepared_lines"] == lines


@pytest.mark.parametrize("key", TEMPLATE_KEYS)
async def test_a_template_makes_a_complete_agent(client, key):
    agent = await make(client, template=key)
    template = find_template(key).agent
    for field in ("name", "persona", "voice_id", "language", "tone", "greeting_text", "greeting_short_text"):
        assert agent[field] == getattr(template, field)
    assert agent["success_outcomes"] == list(template.success_outcomes)
    assert agent["guardrails"] == template.guardrails.model_dump()
    assert (agent["template"], agent["llm_provider"], agent["revision"]) == (key, "builtin", 1)
    assert (await client.get(f"{AGENTS}/{agent['id']}")).json() == agent


async def test_what_is_given_wins_over_the_template(client):
    agent = await make(client, template="therapist", name="  Meera  ", tone="friendly", voice_id="bulbul:v2~anushka")
    assert (agent["name"], agent["tone"], agent["voice_id"]) == ("Meera", "friendly", "bulbul:v2~anushka")


@pytest.mark.parametrize("key", TEMPLATE_KEYS)
async def test_a_template_says_what_the_calls_are_for_and_a_person_may_say_otherwise(client, key):
    said = find_template(key).agent.call_category
    assert (await make(client, template=key))["call_category"] == said
    for other in ("promotional", "service", "transactional", None):
        assert (await make(client, template=key, call_category=other))["call_category"] == other
    plain = await make(client, name="Plain")
    assert (plain["call_category"], plain["loan_recovery"]) == (None, False)
    assert (await make(client, template=key))["loan_recovery"] == find_template(key).agent.loan_recovery
    assert (await make(client, template=key, loan_recovery=False))["loan_recovery"] is False


async def test_an_agent_of_a_template_that_says_nothing_goes_on_saying_nothing(client):
    agent = await make(client, template="sales_agent", call_category=None)
    url = f"{AGENTS}/{agent['id']}"
    after = (await client.put(url, json={**_editable(agent), "name": "Renamed"})).json()
    assert (after["name"], after["call_category"]) == ("Renamed", None)


async def test_without_a_template_the_settings_decide(client):
    values = {
        "defaults.voice": "kavya",
        "defaults.language": "ta-IN",
        "defaults.tone": "casual",
        "defaults.max_call_duration": 3600,
        "ai.default_llm_provider": "openai",
        "ai.default_llm_model": "gpt-4o-mini",
    }
    assert (await client.put("/api/tron/settings", json={"revision": 1, "values": values})).status_code == 200
    agent = await make(client, name="Plain")
    assert (agent["voice_id"], agent["language"], agent["tone"]) == ("kavya", "ta-IN", "casual")
    assert (agent["llm_provider"], agent["llm_model"], agent["max_call_duration"]) == ("openai", "gpt-4o-mini", 3600)
    assert (await make(client, name="Own", llm_provider="builtin"))["llm_model"] == "smollm2-135m"
    answer = await client.post(AGENTS, json={"name": "Half", "llm_provider": "ollama"})
    assert (answer.status_code, paths(answer)) == (422, ["llm_model"])


async def test_the_key_is_never_shown_and_its_mask_changes_nothing(client, database):
    agent = await make(client, name="Secretive", llm_api_key="sk-very-secret-1")
    assert agent["llm_api_key"] == SECRET_MASK
    url = f"{AGENTS}/{agent['id']}"
    body = {**_editable(agent), "name": "Still secretive"}
    after = (await client.put(url, json=body)).json()
    assert (after["name"], after["llm_api_key"]) == ("Still secretive", SECRET_MASK)

    async def stored() -> str | None:
        async with database.transaction() as session:
            return (await session.scalars(select(Agent))).one().llm_api_key

    after = (await client.put(url, json={**_editable(after), "llm_api_key": "sk-********"})).json()  # of the settings
    assert await stored() == "sk-very-secret-1"
    after = (await client.put(url, json={**_editable(after), "llm_api_key": "sk-very-secret-2"})).json()
    assert (await stored(), after["revision"]) == ("sk-very-secret-2", 3)
    after = (await client.put(url, json={**_editable(after), "llm_api_key": None})).json()
    assert (await stored(), after["llm_api_key"]) == (None, None)
    assert "very-secret" not in str([entry.changes for entry in await audit_of(database, agent["id"])])


def _editable(agent: dict[str, Any]) -> dict[str, Any]:
    """What a page sends back."""
    fixed = ("id", "archived_at", "created_at", "updated_at")
    return {key: value for key, value in agent.items() if key not in fixed}


async def test_a_change_counts_the_revision_and_is_audited(client, database):
    agent = await make(client, template="sales_agent")
    url = f"{AGENTS}/{agent['id']}"
    body = {**_editable(agent), "greeting_text": "Namaste!", "silence_seconds": 9.5}
    after = (await client.put(url, json=body)).json()
    assert (after["greeting_text"], after["silence_seconds"], after["revision"]) == ("Namaste!", 9.5, 2)
    assert after["updated_at"] > agent["updated_at"]
    assert (await client.put(url, json=_editable(after))).json()["revision"] == 2
    created, updated = await audit_of(database, agent["id"])
    assert (created.action, created.actor) == ("agent.create", "local")
    assert updated.action == "agent.update"
    assert updated.changes["silence_seconds"] == {"from": 6.0, "to": 9.5}


async def test_a_field_left_out_stays_as_it_is(client):
    agent = await make(client, template="sales_agent", persona="Keep me. " * 30)
    needed = ("name", "voice_id", "language", "llm_provider", "llm_model", "tone", "revision")
    body = {key: agent[key] for key in needed} | {"name": "Renamed"}
    after = (await client.put(f"{AGENTS}/{agent['id']}", json=body)).json()
    assert (after["name"], after["persona"]) == ("Renamed", agent["persona"])
    assert after["outcomes"] == agent["outcomes"]


async def test_a_stale_revision_answers_with_the_current_row(client):
    agent = await make(client, name="First")
    url = f"{AGENTS}/{agent['id']}"
    current = (await client.put(url, json={**_editable(agent), "name": "Second"})).json()
    answer = await client.put(url, json={**_editable(agent), "name": "Lost"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "conflict")
    assert answer.json()["current"] == current
    assert (await client.get(url)).json() == current


async def test_an_agent_without_calls_is_deleted(client, database):
    agent = await make(client, name="Short-lived")
    url = f"{AGENTS}/{agent['id']}"
    assert (await client.delete(url)).json() == {"archived": False}
    assert (await client.get(url)).status_code == 404
    assert (await client.delete(url)).status_code == 404
    assert [entry.action for entry in await audit_of(database, agent["id"])] == ["agent.create", "agent.delete"]


async def test_an_agent_with_calls_is_archived_and_comes_back_as_a_copy(client):
    agent = await make(client, template="survey_bot", llm_api_key="sk-copied-too-1")
    url = f"{AGENTS}/{agent['id']}"
    call = await client.post(f"{url}/test-call", json={"phone_number": "+910000000001", "fidelity": "text"})
    assert call.status_code == 202
    assert (await client.delete(url)).json() == {"archived": True}
    assert (await client.delete(url)).json() == {"archived": True}
    assert (await client.get(AGENTS)).json()["items"] == []
    [shown] = (await client.get(AGENTS, params={"archived": True})).json()["items"]
    assert shown["archived_at"] is not None
    changed = await client.put(url, json={**_editable(shown), "name": "Undead"})
    assert (changed.status_code, "archived" in changed.json()["error"]["message"]) == (409, True)
    stale = await client.put(url, json={**_editable(shown), "revision": shown["revision"] + 7})
    error = stale.json()["error"]
    # Nothing to compare with and save over: the page says that it is archived.
    assert (stale.status_code, "archived" in error["message"], "current" in error) == (409, True, False)
    dialled = await client.post(f"{url}/test-call", json={"phone_number": "+910000000001"})
    assert (dialled.status_code, paths(dialled)) == (409, ["agent_id"])
    copy = (await client.post(f"{url}/duplicate")).json()
    assert (copy["name"], copy["archived_at"]) == (f"Copy of {agent['name']}", None)
    same = ("persona", "options", "outcomes", "voice_id", "llm_api_key", "template", "guardrails")
    assert {key: copy.get(key) for key in same} == {key: agent.get(key) for key in same}
    assert (await client.get(AGENTS)).json()["items"] == [copy]


async def test_an_archived_agent_is_restored_as_it_was(client, database):
    agent = await make(client, template="support_agent")
    url = f"{AGENTS}/{agent['id']}"
    await client.post(f"{url}/test-call", json={"phone_number": "+910000000001"})
    assert (await client.delete(url)).json() == {"archived": True}
    restored = (await client.post(f"{url}/restore")).json()
    assert (restored["archived_at"], restored["revision"]) == (None, 3)
    assert _editable(restored) == {**_editable(agent), "revision": 3}
    again = (await client.post(f"{url}/restore")).json()
    assert again["revision"] == 3
    assert (await client.get(AGENTS)).json()["items"] == [again]
    actions = [entry.action for entry in await audit_of(database, agent["id"])]
    assert actions == ["agent.create", "agent.archive", "agent.restore"]
    assert (await client.post(f"{AGENTS}/{uuid7()}/restore")).status_code == 404


async def test_an_inactive_agent_neither_dials_nor_answers_and_says_so(client):
    agent = await make(client, name="Resting", is_active=False)
    for path, body in (
        ("agents/" + agent["id"] + "/test-call", {"phone_number": "+910000000001"}),
        ("calls/dial", {"agent_id": agent["id"], "phone_number": "+910000000001"}),
        ("practice/ring", {"agent_id": agent["id"], "from": "+910000000001"}),
    ):
        answer = await client.post(f"/api/tron/{path}", json=body)
        assert (answer.status_code, paths(answer)) == (409, ["agent_id"])
        assert "switched off" in answer.json()["error"]["message"]
    assert (await client.get("/api/tron/calls")).json()["items"] == []


@pytest.mark.parametrize("sort", ["name", "-name", "created_at", "-created_at", "updated_at", "-updated_at"])
async def test_pages_have_every_agent_once_in_order(client, sort):
    names = ["beta", "Alpha", "आशा", "gamma", "Beta", "delta", "alpha"]
    for name in names:
        await make(client, name=name)
    seen: list[dict[str, Any]] = []
    cursor = None
    while True:
        params = {"limit": 2, "sort": sort, **({"cursor": cursor} if cursor else {})}
        page = (await client.get(AGENTS, params=params)).json()
        seen += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
        assert len(page["items"]) == 2
    key = sort.lstrip("-")
    values = [agent[key].lower() for agent in seen]
    assert values == sorted(values, reverse=sort.startswith("-"))
    assert sorted(agent["name"] for agent in seen) == sorted(names)


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"search": "insur"}, {"Insurance helper"}),
        ({"search": "INSURANCE"}, {"Insurance helper"}),
        ({"search": "insurence"}, {"Insurance helper"}),
        ({"search": "मीरा"}, {"मीरा शर्मा"}),
        ({"search": "100%"}, {"100% sure"}),
        ({"search": "_"}, set()),
        ({"search": "'; drop table agents; --"}, set()),
        ({"language": "ta-IN"}, {"மீனா"}),
        ({"is_active": False}, {"Asleep"}),
        ({"is_active": True, "language": "en-IN"}, {"Insurance helper"}),
    ],
)
async def test_searching_and_filtering(client, params, found):
    await make(client, name="Insurance helper", language="en-IN")
    await make(client, name="मीरा शर्मा")
    await make(client, name="மீனா", language="ta-IN")
    await make(client, name="100% sure")
    await make(client, name="Asleep", is_active=False)
    items = (await client.get(AGENTS, params=params)).json()["items"]
    assert {agent["name"] for agent in items} == found


async def test_unknown_agents_are_not_found(client):
    url = f"{AGENTS}/{uuid7()}"
    body = _editable(await make(client, name="Somebody"))
    answers = [
        await client.get(url),
        await client.put(url, json=body),
        await client.delete(url),
        await client.post(f"{url}/duplicate"),
        await client.post(f"{url}/test-call", json={"phone_number": "+910000000001"}),
    ]
    assert [(answer.status_code, answer.json()["error"]["code"]) for answer in answers] == [(404, "not_found")] * 5


async def test_the_longest_name_can_be_copied(client):
    agent = await make(client, name="न" * 100)
    copy = (await client.post(f"{AGENTS}/{agent['id']}/duplicate")).json()
    assert len(copy["name"]) == 100
