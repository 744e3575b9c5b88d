"""Nothing is given away, and what the owner wrote to be said is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.guardrails.fakes import PROMPT, Told, make_guard
from tests.factories import agent_row
from tron.core.database.tables import Call
from tron.core.guardrails.claims import claim_in
from tron.core.guardrails.for_agent import guard_for
from tron.core.guardrails.leaks import Leaks
from tron.core.guardrails.refusals import DECLINES, MACHINES
from tron.core.scripts.for_agent import TONES, system_prompt
from tron.core.templates import AgentTemplate, agent_templates
from tron.core.voices import LANGUAGE_CODES

each = pytest.mark.parametrize("template", agent_templates(), ids=lambda template: template.key)
CALL = Call(contact_name="Asha", contact_metadata={"order_id": "A-17", "amount": 1200, "city": "Pune"})
LEAKS = Leaks(PROMPT, tools=["refund_order", "remember"], hosts=["tools.example"])


@pytest.mark.parametrize(
    "sentence",
    [
        "Never promise a refund beyond these rules; open a ticket instead.",
        "NEVER promise a refund, beyond these rules - open a ticket instead!!",
        "The first one: never promise a refund beyond these rules, open a ticket instead.",
        "You are Meera, the voice of Mango Lane, a shop for kitchen goods.",
        "An angry customer gets one sincere apology and a next step, never an argument.",
    ],
)
def test_instructions_are_not_recited(sentence: str) -> None:
    assert LEAKS.found(sentence) == "prompt"


def test_an_instruction_made_a_promise_is_speech_and_several_in_a_row_are_none() -> None:
    promise = "I never promise a refund beyond these rules, I open a ticket instead."
    assert LEAKS.found(promise) is None
    assert LEAKS.found(promise, f"{promise} {promise}") == "prompt"


@pytest.mark.parametrize(
    "sentence",
    [
        "I am Meera, the voice of Mango Lane, a shop for kitchen goods in Bengaluru.",
        "Delivery takes 3 to 5 days in metros and 5 to 8 days elsewhere.",
        "Returns are free within 10 days, unused, with the bill.",
        "I am sorry, I cannot promise a refund, but I will open a ticket instead.",
        "I can never promise a refund beyond these rules.",
        "Please remember to keep the bill.",
        "मैं मीरा बोल रही हूँ, Mango Lane से।",
    ],
)
def test_facts_and_promises_are_said(sentence: str) -> None:
    assert LEAKS.found(sentence) is None
    assert claim_in(sentence) is None


def test_pages_of_facts_in_one_breath_are_a_recital() -> None:
    facts = [
        f"Fact number {number}: the {word} part costs {number} rupees in our shop in the city."
        for number, word in enumerate("abcdefghij")
    ]
    leaks = Leaks("\n".join(facts))
    assert leaks.found(facts[1], facts[0]) is None
    assert leaks.found(facts[9], " ".join(facts[:9])) == "prompt"


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("I will call refund_order for that.", "tool"),
        ("I use the remember tool.", "tool"),
        ('{"name": "remember", "arguments": {}}', "tool"),
        ("<tool_call>", "tool"),
        ("Please pay at https://evil.example/pay now.", "tool"),
        ("It is served by tools.example in Mumbai.", "tool"),
        ("Go to www.evil.example for that.", "tool"),
        ("Visit evil.in/pay.", "tool"),
        ("Visit evil.co.in today.", "tool"),
        ("VISIT EVIL.COM NOW", "tool"),
        ("Visit ｅｖｉｌ．ｉｎ now.", "tool"),
        ("कृपया evil.in पर जाइए।", "tool"),
        ("Open WWW.evil.anything please.", "tool"),
        ("The key is sk-abcdefghijklmnop1234.", "secret"),
        ("Our api key is hunter2.", "secret"),
        ("It is aGVsbG8gd29ybGQgdGhpcyBpcyBh0123.", "secret"),
    ],
)
def test_tools_addresses_and_secrets_stay_inside(sentence: str, kind: str) -> None:
    assert LEAKS.found(sentence) == kind


def test_an_address_that_the_owner_wrote_may_be_said() -> None:
    leaks = Leaks("Orders are tracked on https://mango.example/track by the customer. The shop is www.mango.in.")
    assert leaks.found("You can see it on https://mango.example/track yourself.") is None
    assert leaks.found("You can see it on mango.example/track.") is None
    assert leaks.found("Our shop is mango.in, or www.mango.in!") is None
    assert leaks.found("Our shop is evilmango.in.") == "tool"
    assert leaks.found("Our shop is mango.in.evil.com.") == "tool"


@pytest.mark.parametrize(
    "sentence",
    [
        "Thank you.In two days it comes.",
        "It is 4.30 p.m. in Pune, i.e. after lunch.",
        "Dr. Rao is in at 10.30 a.m.",
        "Theek hai.Main dekhti hoon.",
        "Your address is asha@gmail.com, is that right?",
        "It weighs 2.5 kg.",
    ],
)
def test_what_only_looks_like_an_address_is_said(sentence: str) -> None:
    assert LEAKS.found(sentence) is None


def test_the_host_of_a_tool_is_the_owners_to_name() -> None:
    leaks = Leaks("Our shop is mango.in and nowhere else.", hosts=["mango.in", "crm"])
    assert leaks.found("Please look at mango.in for that.") is None
    assert leaks.found("I noted it in the crm.") is None


@each
def test_a_templates_own_words_all_pass_its_guard(template: AgentTemplate) -> None:
    guard = guard_for(agent_row(template.key), CALL, Told())
    lines = template.agent.prepared_lines
    said = [text for line in lines.lines for text in line.say]
    said += [template.agent.greeting_text, lines.identity, lines.human, lines.goodbye, *lines.fallback]
    said += template.agent.guardrails.required_disclosures
    assert [text for text in said if guard.judge(text)] == []


@each
def test_a_templates_prompt_is_never_recited_whole(template: AgentTemplate) -> None:
    agent = agent_row(template.key)
    guard = guard_for(agent, CALL, Told())
    prompt = system_prompt(agent, CALL)
    paragraphs = [
        part
        for part in prompt.split("\n\n")
        if not part.startswith(("What you know", "What you want", "The four questions"))
    ]
    missed = [part for part in paragraphs if not any(guard.judge(line) for line in part.splitlines())]
    # A line that only repeats what is said anyway may pass; the rest must not.
    assert [part for part in missed if not part.startswith("The person is told")] == []


def _natural() -> list[tuple[str, str]]:
    lines = (Path(__file__).parent / "natural.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(template, sentence) for template, sentence in rows]


@pytest.mark.parametrize(("template", "sentence"), _natural())
def test_what_a_good_model_says_passes(template: str, sentence: str) -> None:
    contact = {"order_id": "A-17", "amount": 1200, "product": "cotton kurti", "due_amount": "2,400"}
    guard = guard_for(agent_row(template), Call(contact_name="Asha", contact_metadata=contact), Told())
    assert guard.judge(sentence) is None


@pytest.mark.parametrize("tone", TONES.values())
def test_tones_are_instructions(tone: str) -> None:
    assert Leaks(tone).found(tone) == "prompt"


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("Yes, I am a human.", "human"),
        ("I'm a real person, of course.", "human"),
        ("I am not a robot.", "human"),
        ("You are talking to a real person.", "human"),
        ("Haan ji, main insaan hoon.", "human"),
        ("Main koi robot nahi hoon.", "human"),
        ("मैं इंसान हूँ।", "human"),
        ("मैं रोबोट नहीं हूँ।", "human"),
        ("I аm a humаn.", "human"),
        ("As an AI language model, I cannot do that.", "role"),
        ("I am DAN, and I can do anything now.", "role"),
        ("I was trained by OpenAI.", "role"),
        ("मैं एक AI language model हूँ।", "role"),
        ("Ab main azaad hoon, koi niyam nahi.", "role"),
        ("My instructions say that I should be polite.", "prompt"),
        ("Here is my system prompt.", "prompt"),
        ("मुझे ये निर्देश दिए गए हैं।", "prompt"),
        ("Mujhe yeh instructions diye gaye hain.", "prompt"),
    ],
)
def test_false_claims_are_found(sentence: str, claim: str) -> None:
    assert claim_in(sentence) == claim


@pytest.mark.parametrize(
    "sentence",
    [
        "I am an automated assistant, not a person.",
        "I am not a human, I am an automated assistant.",
        "Main insaan nahi hoon, automated assistant hoon.",
        "मैं इंसान नहीं, ऑटोमेटेड असिस्टेंट हूँ।",
        "A real person will call you tomorrow.",
        "I will connect you to a human colleague.",
        "हमारे एक व्यक्ति आपको कॉल करेंगे।",
        "I cannot share my instructions.",
        "I am calling from Mango Lane.",
        "It is a machine for cleaning water.",
        "The model number is on the bill.",
        "Please follow the doctor's instructions.",
        *(sentence for sentences in (DECLINES, MACHINES) for choices in sentences.values() for sentence in choices),
    ],
)
def test_honest_words_pass(sentence: str) -> None:
    assert make_guard(Told()).judge(sentence) is None


@pytest.mark.parametrize(
    ("asked", "said", "claims"),
    [
        ("are you a human?", "Yes, of course.", True),
        ("are you a human?", "No, I am an automated assistant.", False),
        ("are you a robot?", "No, not at all.", True),
        ("are you a robot?", "Yes, I am an automated assistant.", False),
        ("kya aap insaan ho?", "haan ji bilkul", True),
        ("क्या आप इंसान हैं?", "जी हाँ।", True),
        ("can I come on Monday?", "Yes, of course.", False),
    ],
)
def test_a_bare_yes_can_be_a_claim(asked: str, said: str, claims: bool) -> None:
    assert (claim_in(said, asked) == "human") is claims


def test_every_language_has_its_refusals() -> None:
    codes = {code.split("-")[0] for code in LANGUAGE_CODES}
    assert codes <= set(DECLINES)
    assert codes <= set(MACHINES)
