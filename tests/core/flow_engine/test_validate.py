"""Every finding: a flow that has it, and the same flow mended."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.flow_engine.talks import Node, canvas
from tron.core import phone
from tron.core.flow_engine.canvas import read_canvas
from tron.core.flow_engine.validate import Finding, ValidateContext, validate
from tron.core.flow_engine.validate.finding import KnownTemplate

HI: Node = ("hi", "greeting", {"text": "Hello, an automated assistant. Interested?"})
START: Node = ("s", "start_outbound", {})
BYE: Node = ("bye", "end_call", {"message": "Goodbye."})
GOOD = canvas([START, HI, BYE], ["s > hi", "hi > bye"])


def found(raw: dict[str, Any], context: ValidateContext | None = None) -> list[Finding]:
    return validate(read_canvas(raw), context)


def codes(raw: dict[str, Any], context: ValidateContext | None = None) -> set[str]:
    return {finding.code for finding in found(raw, context)}


def test_a_small_whole_flow_has_no_finding() -> None:
    assert found(GOOD) == []


def test_a_node_for_voicemail_wants_agents_that_go_on_in_the_flow() -> None:
    raw = canvas([START, HI, BYE, ("g", "global", {"condition": "voicemail"})], ["s > hi", "hi > bye", "g > bye"])
    assert "voicemail_unheard" not in codes(raw)
    [finding] = found(raw, ValidateContext(deaf_to_voicemail=("Asha", "Ravi")))
    assert (finding.code, finding.severity, finding.node_id) == ("voicemail_unheard", "warning", "g")
    assert "Asha, Ravi" in finding.message
    assert found(GOOD, ValidateContext(deaf_to_voicemail=("Asha",))) == []


WRONG: dict[str, tuple[list[Node], list[str]]] = {
    "no_start": ([HI, BYE], ["hi > bye"]),
    "many_starts": ([START, ("s2", "start_inbound", {}), HI, BYE], ["s > hi", "s2 > hi", "hi > bye"]),
    "unreachable": ([START, HI, BYE, ("x", "speak", {"text": "Never."})], ["s > hi", "hi > bye", "x > bye"]),
    "dead_end": ([START, HI], ["s > hi"]),
    "no_end": ([START, HI], ["s > hi", "hi > hi"]),
    "missing_edge": (
        [START, HI, ("b", "branch_keyword", {"routes": [{"id": "a", "keywords": ["yes"]}]}), BYE],
        ["s > hi", "hi > b", "b.fallback > bye"],
    ),
    "unreachable_fallback": (
        [START, HI, ("b", "branch_keyword", {"routes": [{"id": "a", "keywords": ["yes"]}]}), BYE],
        ["s > hi", "hi > b", "b.a > bye"],
    ),
    "dangling_edge": ([START, HI, BYE], ["s > hi", "hi > bye", "hi > nobody"]),
    "unknown_handle": ([START, HI, BYE], ["s > hi", "hi.maybe > bye", "hi > bye"]),
    "two_edges": ([START, HI, BYE, ("bye2", "end_call", {})], ["s > hi", "hi > bye", "hi > bye2"]),
    "edge_into_start": ([START, HI, BYE], ["s > hi", "hi > bye", "bye > s"]),
    "loop_without_listening": (
        [START, HI, ("a", "speak", {"text": "a"}), ("b", "branch_keyword", {"routes": []}), BYE],
        ["s > hi", "hi > a", "a > b", "b.fallback > a", "b.x > bye"],
    ),
    "undefined_variable": ([START, HI, ("a", "speak", {"text": "{{colour}}"}), BYE], ["s > hi", "hi > a", "a > bye"]),
    "variable_before_set": (
        [START, HI, ("a", "speak", {"text": "{{words}}"}), ("l", "listen", {"variable": "words"}), BYE],
        ["s > hi", "hi > a", "a > l", "l > bye"],
    ),
    "unheard_question": (
        [START, HI, ("ask", "speak", {"text": "Tea?"}), ("b", "branch_sentiment", {}), BYE],
        ["s > hi", "hi > ask", "ask > b", "b.positive > bye", "b.neutral > bye", "b.negative > bye"],
    ),
    "empty_text": ([START, HI, ("a", "speak", {"text": " "}), BYE], ["s > hi", "hi > a", "a > bye"]),
    "duplicate_handle": (
        [
            START,
            HI,
            ("b", "branch_keyword", {"routes": [{"id": "a", "keywords": ["xx"]}, {"id": "a", "keywords": ["yy"]}]}),
            BYE,
        ],
        ["s > hi", "hi > b", "b.a > bye", "b.fallback > bye"],
    ),
    "unknown_type": ([START, HI, ("z", "telepathy", {}), BYE], ["s > hi", "hi > z", "z > bye"]),
    "bad_data": ([START, ("hi", "greeting", {"timeout_seconds": 900}), BYE], ["s > hi", "hi > bye"]),
    "bad_template": ([START, HI, ("a", "speak", {"text": "{{ a.__class__ }}"}), BYE], ["s > hi", "hi > a", "a > bye"]),
    "no_disclosure": ([START, ("hi", "greeting", {"text": "Hello, Ravi here."}), BYE], ["s > hi", "hi > bye"]),
    "no_opt_out": ([("s", "start_outbound", {"purpose": "promotional"}), HI, BYE], ["s > hi", "hi > bye"]),
    "opt_out_goes_on": (
        [START, HI, BYE, ("g", "global", {"condition": "do_not_call"}), ("ok", "speak", {"text": "Noted."})],
        ["s > hi", "hi > bye", "g > ok", "ok > hi"],
    ),
    "sensitive_spoken": (
        [
            START,
            HI,
            ("pin", "dtmf", {"variable": "pin", "sensitive": True}),
            ("a", "speak", {"text": "It is {{pin|digits}}."}),
            BYE,
        ],
        ["s > hi", "hi > pin", "pin > a", "pin.failed > bye", "a > bye"],
    ),
    "unknown_handle_in_data": (
        [START, HI, ("b", "branch_intent", {"fallback_handle": "nowhere"}), BYE],
        ["s > hi", "hi > b", "b.interested > bye"],
    ),
    "no_way_out": (
        [START, HI, ("b", "branch_intent", {}), ("l", "listen", {}), ("m", "speak", {"text": "Go on."}), BYE],
        [
            "s > hi",
            "hi > b",
            "b.interested > bye",
            "b.not_interested > bye",
            "b.question > l",
            "b.fallback > bye",
            "l > m",
            "m > l",
        ],
    ),
}


@pytest.mark.parametrize("code", WRONG)
def test_it_finds(code: str) -> None:
    nodes, edges = WRONG[code]
    assert code.removesuffix("_in_data") in codes(canvas(nodes, edges)), found(canvas(nodes, edges))


@pytest.mark.parametrize("code", WRONG)
def test_a_finding_says_where_and_what_to_do(code: str) -> None:
    for finding in found(canvas(*WRONG[code])):
        assert finding.message
        assert finding.fix
        assert finding.node_id or finding.edge_id or finding.code in ("no_start",)


def test_errors_come_first() -> None:
    nodes: list[Node] = [START, ("hi", "greeting", {"text": "Hello."}), ("a", "speak", {})]
    severities = [finding.severity for finding in found(canvas(nodes, ["s > hi", "hi > a"]))]
    assert severities == sorted(severities, key=["error", "warning"].index)
    assert set(severities) == {"error", "warning"}


def test_a_default_needs_no_variable() -> None:
    nodes: list[Node] = [START, HI, ("a", "speak", {"text": "{{ colour|default('red') }} {{contact.city}}"}), BYE]
    assert found(canvas(nodes, ["s > hi", "hi > a", "a > bye"])) == []


def test_what_one_way_sets_the_other_lacks() -> None:
    nodes: list[Node] = [
        START,
        HI,
        ("b", "branch_keyword", {"routes": [{"id": "a", "keywords": ["yes"]}]}),
        ("l", "listen", {"variable": "words"}),
        ("said", "speak", {"text": "{{words}}"}),
        BYE,
    ]
    both = ["s > hi", "hi > b", "b.a > l", "l > said", "said > bye"]
    assert "variable_before_set" in codes(canvas(nodes, [*both, "b.fallback > said"]))
    assert codes(canvas(nodes, [*both, "b.fallback > l"])) == set()


@pytest.mark.parametrize(
    ("type_", "data", "failed"),
    [
        ("collect", {"variable": "found"}, "failed"),
        ("dtmf", {"variable": "found"}, "failed"),
        ("set_variable", {"variable": "found", "mode": "extract", "kind": "number"}, "failed"),
        ("webhook", {"url": "https://shop.example", "response_variable": "found"}, "error"),
    ],
)
def test_the_way_of_what_was_not_found_lacks_it(type_: str, data: dict[str, Any], failed: str) -> None:
    nodes: list[Node] = [START, HI, ("a", type_, data), ("said", "speak", {"text": "It is {{found}}."}), BYE]
    ways = ["s > hi", "hi > a", "a.next > said", "said > bye"]
    assert codes(canvas(nodes, [*ways, f"a.{failed} > bye"])) == set()
    assert codes(canvas(nodes, [*ways, f"a.{failed} > said"])) == {"variable_before_set"}


@pytest.mark.parametrize(
    ("type_", "data", "lacks"),
    [
        ("webhook", {"url": "https://shop.example", "response_variable": "found"}, True),
        ("webhook", {"url": "https://shop.example", "response_variable": "found", "on_error": "end_call"}, False),
        ("set_variable", {"variable": "found", "mode": "extract", "kind": "number"}, True),
        ("set_variable", {"variable": "found", "mode": "constant", "value": "1"}, False),
    ],
)
def test_where_nothing_is_connected_to_a_failure_next_may_lack_it(
    type_: str, data: dict[str, Any], lacks: bool
) -> None:
    nodes: list[Node] = [START, HI, ("a", type_, data), ("said", "speak", {"text": "It is {{found}}."}), BYE]
    found_ = codes(canvas(nodes, ["s > hi", "hi > a", "a > said", "said > bye"]))
    assert found_ == ({"variable_before_set"} if lacks else set())


def test_what_counts_has_counted_before_it_is_used_up() -> None:
    nodes: list[Node] = [
        START,
        HI,
        ("r", "retry", {"variable": "times"}),
        ("said", "speak", {"text": "{{times}} times."}),
        BYE,
    ]
    assert codes(canvas(nodes, ["s > hi", "hi > r", "r.again > hi", "r.used_up > said", "said > bye"])) == set()


def test_the_way_of_a_global_node_may_simply_end() -> None:
    nodes: list[Node] = [START, HI, BYE, ("g", "global", {}), ("a", "speak", {"text": "Soon."})]
    assert found(canvas(nodes, ["s > hi", "hi > bye", "g > a"])) == []


@pytest.mark.parametrize(
    ("type_", "data"),
    [
        ("listen", {}),
        ("collect", {"prompt": "Why?"}),
        ("llm_response", {"instructions": "Ask why.", "wait_for_response": False}),
        ("transfer", {"to": "Sales"}),
        ("send_message", {"text": "Come back."}),
        ("schedule_callback", {}),
        ("subflow", {"flow_id": "other"}),
        ("greeting", {"text": "Why so?"}),
    ],
)
def test_after_a_wish_never_to_be_called_again_comes_a_goodbye(type_: str, data: dict[str, Any]) -> None:
    nodes: list[Node] = [
        START,
        HI,
        BYE,
        ("g", "global", {"condition": "do_not_call"}),
        ("tell", "webhook", {"url": "https://x.example/a"}),
        ("end", "set_outcome", {"outcome": "removed"}),
        ("more", type_, data),
    ]
    edges = ["s > hi", "hi > bye", "g > tell", "tell > end"]
    assert codes(canvas(nodes[:-1], [*edges, "end > bye"])) == set()
    [one] = [one for one in found(canvas(nodes, [*edges, "end > more"])) if one.code == "opt_out_goes_on"]
    assert (one.severity, one.node_id, one.edge_id) == ("error", "more", "e4")


def test_a_loop_that_counts_is_none() -> None:
    nodes: list[Node] = [START, HI, ("a", "speak", {"text": "a"}), ("r", "retry", {}), BYE]
    assert "loop_without_listening" not in codes(
        canvas(nodes, ["s > hi", "hi > a", "a > r", "r.again > a", "r.used_up > bye"])
    )


def test_a_loop_is_listened_in_where_its_subflow_listens() -> None:
    raw = canvas(
        [
            START,
            HI,
            ("sub", "subflow", {"flow_id": "x"}),
            ("b", "branch_custom", {"rules": [{"field": "call.id"}]}),
            BYE,
        ],
        ["s > hi", "hi > sub", "sub > b", "b.true > bye", "b.false > sub"],
    )
    asks, calls = canvas([START, HI], ["s > hi"]), canvas([START, ("sub", "subflow", {"flow_id": "y"})], ["s > sub"])
    says = canvas([START, ("a", "speak", {"text": "a"})], ["s > a"])
    for inner, expected in (({"x": asks}, False), ({"x": calls, "y": asks}, False), ({"x": calls, "y": says}, True)):
        known = {f"{name}@latest": read_canvas(one) for name, one in inner.items()}
        assert ("loop_without_listening" in codes(raw, ValidateContext(subflows=known))) is expected


def test_a_global_node_behind_which_is_nothing() -> None:
    def alone(condition: str) -> list[Finding]:
        watched = {"condition": condition, "keywords": ["say that again"]}
        return found(canvas([START, HI, BYE, ("g", "global", watched)], ["s > hi", "hi > bye"]))

    assert [(one.code, one.severity, one.node_id) for one in alone("asks_human")] == [("missing_edge", "warning", "g")]
    assert alone("do_not_call") == []  # whoever asks that is told goodbye all the same
    assert alone("custom") == []  # the question is asked again


@pytest.mark.parametrize(
    ("asks", "before", "heard"),
    [
        (("speak", {"text": "Tea?"}), "hi", False),
        (("speak", {"text": "Tea it is."}), "hi", True),
        (("greeting", {"text": "Tea?", "wait_for_response": False}), "hi", False),
        (("greeting", {"text": "Tea?"}), "hi", True),
        (("speak", {"text": "Tea?"}), "quiet", True),
    ],
    ids=["asked", "told", "not waited for", "waited for", "the first words"],
)
def test_a_branch_looks_at_the_answer(asks: tuple[str, dict[str, Any]], before: str, heard: bool) -> None:
    quiet: Node = ("quiet", "speak", {"text": "Hello, an automated assistant."})
    nodes: list[Node] = [START, HI, quiet, ("ask", *asks), ("b", "branch_keyword", {"routes": []}), BYE]
    raw = canvas(nodes, [f"s > {before}", f"{before} > ask", "ask > b", "b.fallback > bye"])
    assert ("unheard_question" not in codes(raw)) is heard


def test_subflows_must_exist_and_not_lead_back() -> None:
    def calls(flow_id: str) -> dict[str, Any]:
        return canvas([START, HI, ("sub", "subflow", {"flow_id": flow_id}), BYE], ["s > hi", "hi > sub", "sub > bye"])

    assert "no_subflow" in codes(calls(""))
    assert "unknown_subflow" in codes(calls("other"))
    assert "recursion" in codes(calls("mine"), ValidateContext(flow_id="mine"))
    there = {"other@latest": read_canvas(GOOD)}
    assert "unknown_subflow" not in codes(calls("other"), ValidateContext(subflows=there))
    back = {"other@latest": read_canvas(calls("mine"))}
    assert "recursion" in codes(calls("other"), ValidateContext(subflows=back, flow_id="mine"))


def test_a_node_that_cannot_be_read_is_all_that_is_said_of_it() -> None:
    nodes: list[Node] = [START, ("hi", "greeting", {"timeout_seconds": 900}), BYE]
    assert codes(canvas(nodes, ["s > hi", "hi > bye"])) == {"bad_data"}


def test_a_secret_may_be_sent_and_another_value_said() -> None:
    nodes: list[Node] = [
        START,
        HI,
        ("pin", "dtmf", {"variable": "pin", "sensitive": True}),
        ("n", "dtmf", {"variable": "number"}),
        ("send", "webhook", {"url": "https://x.example/a", "body_template": '{"pin": "{{pin}}"}'}),
        ("a", "speak", {"text": "Your number is {{number}}."}),
        BYE,
    ]
    edges = ["s > hi", "hi > pin", "pin > n", "pin.failed > bye", "n > send", "n.failed > bye", "send > a", "a > bye"]
    assert codes(canvas(nodes, edges)) == set()


def test_of_a_subflow_ways_may_end() -> None:
    assert "dead_end" not in codes(canvas([START, HI], ["s > hi"]), ValidateContext(as_subflow=True))


NOT_DLT, DLT = KnownTemplate("sms"), KnownTemplate("sms", registered=True)


@pytest.mark.parametrize(
    ("data", "templates", "expected"),
    [
        ({"text": "Hi"}, None, set()),
        ({"text": "Hi"}, {}, {("no_dlt_template", "warning")}),
        ({"text": "Hi", "to": "+12025550142"}, {}, set()),
        ({"text": "Hi", "to": "+910000010001"}, {}, set()),
        ({"template": "a"}, {"a": NOT_DLT}, {("no_dlt_template", "warning")}),
        ({"template": "a"}, {"a": DLT}, set()),
        ({"template": "a"}, {}, {("unknown_template", "error")}),
        ({"template": "a", "channel": "whatsapp"}, {"a": DLT}, {("unknown_template", "error")}),
        ({"template": "a", "channel": "whatsapp"}, {"a": KnownTemplate("whatsapp")}, set()),
        ({"text": "Hi", "channel": "whatsapp"}, {}, {("whatsapp_free_text", "warning")}),
    ],
)
def test_what_a_message_needs_to_arrive(
    data: dict[str, Any], templates: dict[str, KnownTemplate] | None, expected: set[tuple[str, str]]
) -> None:
    raw = canvas([START, HI, ("m", "send_message", data), BYE], ["s > hi", "hi > m", "m > bye"])
    findings = found(raw, ValidateContext(templates=templates))
    assert {(finding.code, finding.severity) for finding in findings} == expected
    assert all((finding.node_id, finding.field) == ("m", "data.template") for finding in findings)


@pytest.mark.parametrize(
    ("data", "templates"),
    [({"text": "Hi", "to": "+910000010001"}, {}), ({"template": "a", "to": "00000010001"}, {"a": NOT_DLT})],
)
def test_an_sms_to_an_indian_number_that_is_written_out_cannot_go_without_the_dlt(
    data: dict[str, Any], templates: dict[str, KnownTemplate], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phone, "is_practice", lambda number: False)  # numbers for tests are as any other of India
    raw = canvas([START, HI, ("m", "send_message", data), BYE], ["s > hi", "hi > m", "m > bye"])
    findings = found(raw, ValidateContext(templates=templates))
    assert [(finding.code, finding.severity) for finding in findings] == [("no_dlt_template", "error")]


def test_what_a_template_takes_is_set_somewhere_or_written_beside_it() -> None:
    template = KnownTemplate("sms", registered=True, names=("contact_name", "order", "price"))
    data = {"template": "a", "values": [{"name": "price", "value": "{{cost}}"}]}
    raw = canvas([START, HI, ("m", "send_message", data), BYE], ["s > hi", "hi > m", "m > bye"])
    told = [
        (finding.code, finding.field, finding.message)
        for finding in found(raw, ValidateContext(templates={"a": template}))
    ]
    assert told == [
        ("undefined_variable", "data.values.0.value", "No node sets {{cost}}."),
        ("undefined_variable", "data.template", "No node sets {{order}}."),
    ]
