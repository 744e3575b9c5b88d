"""Questions in English, Hindi and Hinglish; names, prices, and questions about something else."""

from __future__ import annotations

import pytest

from tests.core.knowledge.house import BagOfWords, House
from tests.core.knowledge.papers import HINDI, PRICES, RETURNS
from tron.core.ids import uuid7
from tron.core.knowledge.ranking import Candidate, fused
from tron.core.knowledge.search import AgentKnowledge


async def first(house: House, question: str) -> str:
    found = await (await house.knowledge()).find(question)
    return found[0].text if found else ""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        # Hindi as it is spoken and recognised, on a Hindi paper.
        ("डिलीवरी में कितने दिन लगते हैं", "तीन दिन"),
        ("डिलिवरी का चार्ज कितना है", "पचास रुपये"),
        ("दुकान कब खुलती है", "सुबह दस बजे"),
        ("सामान वापस कैसे करें", "चौदह दिन"),
        ("सोमवार को दुकान खुली है क्या", "सोमवार को छुट्टी"),
        # Hinglish, as it is typed or recognised in Latin letters.
        ("delivery kitne din mein hogi", "तीन दिन"),
        ("delivery ka charge kitna hai", "पचास रुपये"),
        ("dukan kab khulti hai", "सुबह दस बजे"),
        ("saman wapas karna hai", "चौदह दिन"),
        ("Monday ko shop open hai kya", "सोमवार को छुट्टी"),
        # English.
        ("How many days does delivery take?", "तीन दिन"),
    ],
)
async def test_questions_find_the_passage_of_a_hindi_paper(house: House, question: str, answer: str):
    await house.indexed(await house.add(HINDI))
    assert answer in await first(house, question)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("When do I get my refund?", "seven working days"),
        ("refund kab tak milega", "seven working days"),
        ("रिफंड कब मिलेगा", "seven working days"),
        ("dukaan kitne baje khulti hai", "Linking Road"),
        ("What are the opening hours?", "Linking Road"),
        ("Where is your shop on linkin road?", "Linking Road"),
    ],
)
async def test_questions_find_the_passage_of_an_english_paper(house: House, question: str, answer: str):
    await house.indexed(await house.add(RETURNS))
    assert answer in await first(house, question)


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("What is the price of basmati rice 5 kg?", "Basmati rice Royal; Pack: 5 kg; Price (INR): 650"),
        ("basmati chawal ek kilo kitne ka hai, 1 kg", "Basmati rice Royal; Pack: 1 kg; Price (INR): 140"),
        ("बासमती चावल 5 kg की कीमत", "Basmati rice Royal; Pack: 5 kg; Price (INR): 650"),
        ("how much is shakti mustard oil", "Mustard oil Shakti; Pack: 1 litre; Price (INR): 185"),
        ("toor daal ka rate", "Toor dal, polished; Pack: 1 kg; Price (INR): 160"),
    ],
)
async def test_a_question_for_a_price_finds_its_row(house: House, question: str, row: str):
    await house.indexed(await house.add_file("prices.csv", PRICES.encode()))
    assert await first(house, question) == f"Item: {row}"


@pytest.mark.parametrize(
    "question",
    [
        "Do you sell bicycles in Hyderabad?",
        "क्या आप साइकिल बेचते हैं",
        "Who won the cricket match yesterday?",
        "haan ji, theek hai",
        "",
        "???",
    ],
)
async def test_what_the_papers_say_nothing_of_is_not_answered(house: House, question: str):
    await house.indexed(await house.add(RETURNS), await house.add(HINDI), await house.add(PRICES))
    assert await first(house, question) == ""


async def test_the_threshold_decides(house: House):
    await house.indexed(await house.add(RETURNS))
    found = await (await house.knowledge()).find("Can goods with a scratch come back in a red box?")
    assert len(found) == 1
    assert 0.3 <= found[0].score < 0.9
    strict = AgentKnowledge(house.services.database, None, house.agent_id, threshold=0.95)
    assert await strict.find("Can goods with a scratch come back in a red box?") == []


async def test_meaning_finds_what_words_do_not(house: House):
    house.offer.embedder = BagOfWords()
    await house.indexed(await house.add("zzz yyy xxx\n\n# Other\n\nsomething else here"))
    assert (await (await house.knowledge()).find("zzz yyy xxx"))[0].score > 0.95


async def test_a_model_that_is_away_leaves_the_words(house: House):
    model = house.offer.embedder = BagOfWords()
    await house.indexed(await house.add(RETURNS))
    model.fails = True
    assert "seven working days" in await first(house, "When is my refund paid back?")


async def test_vectors_of_another_model_are_not_compared(house: House):
    house.offer.embedder = BagOfWords()
    await house.indexed(await house.add(RETURNS))
    house.offer.embedder = BagOfWords("test/other", dimensions=3)
    house.offer.embedder.embed = _vectors  # type: ignore[method-assign]
    assert "seven working days" in await first(house, "When is my refund paid back?")


async def test_another_model_of_the_same_name_is_not_compared_either(house: House):
    """Somebody's server has other weights under it now: words find everything, and nothing raises."""
    house.offer.embedder = BagOfWords()
    await house.indexed(await house.add(RETURNS))
    house.offer.embedder = BagOfWords(dimensions=3)
    house.offer.embedder.embed = _vectors  # type: ignore[method-assign]
    assert "seven working days" in await first(house, "When is my refund paid back?")


async def test_a_model_is_told_what_is_a_question(house: House):
    house.offer.embedder = BagOfWords()
    await house.indexed(await house.add(RETURNS))
    assert house.offer.embedder.asked == []
    await first(house, "When is my refund paid back?")
    assert house.offer.embedder.asked == ["When is my refund paid back?"]


async def test_likeness_counts_from_where_strangers_are(house: House):
    """For a model whose strangers are all alike, what is no more alike than they are is nothing."""
    house.offer.embedder = BagOfWords()
    await house.indexed(await house.add(RETURNS))
    words = "seven working days paid bank"
    before = (await (await house.knowledge()).find(words))[0].score
    house.offer.embedder.unlike = 0.99
    knowledge = await house.knowledge()
    assert await knowledge._by_meaning(words)
    assert max(one.score for one in await knowledge._by_meaning(words)) < before


async def _vectors(texts, *, question=False):
    return [[1.0, 0.0, 0.0] for _ in texts]


async def test_other_agents_documents_are_not_found(house: House):
    await house.indexed(await house.add(RETURNS))
    other = AgentKnowledge(house.services.database, None, uuid7(), threshold=0.0)
    assert await other.find("When is my refund paid?") == []
    assert not await other.has_documents()
    assert await (await house.knowledge()).has_documents()


async def test_a_database_that_is_away_is_no_answer(house: House):
    class Away:
        def transaction(self):
            raise ConnectionError("away")

    assert await AgentKnowledge(Away(), None, house.agent_id, threshold=0.0).find("refund") == []  # type: ignore[arg-type]


async def test_odd_questions_are_only_words(house: House):
    await house.indexed(await house.add(RETURNS))
    for question in ("'; DROP TABLE agents; --", "a & | ! <-> :* ( refund", "\\' refund", "refund " * 2000):
        await (await house.knowledge()).look_up(question)


def test_fusing_prefers_what_both_lists_have():
    a, b, c = uuid7(), uuid7(), uuid7()
    found = fused([Candidate(a, 0.6), Candidate(b, 0.5)], [Candidate(c, 0.6), Candidate(b, 0.5)])
    assert found[0].passage_id == b
    assert found[0].score == pytest.approx(0.5 + 0.5 * 0.25 * 0.5)
    assert {one.passage_id for one in found} == {a, b, c}
