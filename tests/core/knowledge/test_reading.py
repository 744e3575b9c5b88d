"""Documents to passages: each format, and files that are not what they seem."""

from __future__ import annotations

import pytest

from tests.core.knowledge.papers import HINDI, PRICES, RETURNS, bomb, pdf, word
from tron.core.knowledge.reading import kinds, read_apart
from tron.core.knowledge.reading.blocks import Block
from tron.core.knowledge.reading.language import language_of
from tron.core.knowledge.reading.passages import LONGEST, passages
from tron.core.knowledge.trouble import DocumentTrouble


def read(name: str, data: bytes | str, content_type: str | None = None) -> list[tuple[str, str]]:
    content = kinds.read(name, content_type, data.encode() if isinstance(data, str) else data)
    return [(passage.heading, passage.text) for passage in passages(content.blocks)]


def refusal(name: str, data: bytes, content_type: str | None = None) -> str:
    with pytest.raises(DocumentTrouble) as caught:
        read(name, data, content_type)
    assert caught.value.hint
    return caught.value.code


def test_markdown_keeps_its_headings_apart():
    found = read("returns.md", RETURNS)
    assert [heading for heading, _ in found] == ["Returns", "Returns > Refunds", "Opening hours"]
    assert found[1][1].startswith("Your money is paid back")


def test_markdown_tables_links_and_marks():
    text = "# Plans\n\n| Plan | Price |\n|---|---|\n| **Gold** | 999 |\n| Silver | 499 |\n\nSee [our page](https://x.example)."
    assert read("a.md", text) == [
        ("Plans", "Plan: Gold; Price: 999"),
        ("Plans", "Plan: Silver; Price: 499"),
        ("Plans", "See our page."),
    ]


def test_each_row_of_a_price_list_is_a_passage_with_its_columns():
    found = read("prices.csv", PRICES)
    assert found[0] == ("", "Item: Basmati rice Royal; Pack: 5 kg; Price (INR): 650")
    assert found[-1] == ("", "Item: Toor dal, polished; Pack: 1 kg; Price (INR): 160")
    assert len(found) == 5


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_price_lists_with_other_separators(separator):
    text = PRICES.splitlines()[:2]
    [(_, row)] = read("prices.csv", "\n".join(line.replace(",", separator) for line in text))
    assert row == "Item: Basmati rice Royal; Pack: 5 kg; Price (INR): 650"


def test_pdf_and_word():
    assert read("a.pdf", pdf("The gold plan costs 999 rupees.", "Second page.")) == [
        ("", "The gold plan costs 999 rupees.\nSecond page.")
    ]
    parts = ["# Plans", "The gold plan is for families.", [["Plan", "Price"], ["Gold", "999"], ["Silver", "499"]]]
    assert read("a.docx", word(parts)) == [
        ("Plans", "The gold plan is for families."),
        ("Plans", "Plan: Gold; Price: 999"),
        ("Plans", "Plan: Silver; Price: 499"),
    ]


def test_a_web_page_without_its_menus_and_scripts():
    page = """<html><head><title>Fees &amp; dates</title><style>p{}</style><body><nav>Home About</nav>
    <h1>Fees</h1><p>Tuition is <b>50,000</b> rupees.<script>alert(1)</script><p>Paid in June.
    <table><tr><th>Class</th><th>Fee</th></tr><tr><td>One</td><td>40,000</td></tr></table><footer>(c)</footer>"""
    assert kinds.read("", "text/html; charset=utf-8", page.encode()).title == "Fees & dates"
    assert read("", page, "text/html") == [
        ("Fees", "Tuition is 50,000 rupees.\nPaid in June."),
        ("Fees", "Class: One; Fee: 40,000"),
    ]


def test_text_in_other_codings():
    assert read("a.txt", "दुकान बंद है।".encode("utf-16")) == [("", "दुकान बंद है।")]
    assert read("a.txt", "Café\r\n\r\nopen".encode("cp1252")) == [("", "Café\nopen")]


def test_long_text_is_cut_at_sentences_the_danda_too():
    english = " ".join(f"Sentence number {n} says something about the shop and its goods." for n in range(100))
    hindi = " ".join(f"वाक्य {n} दुकान और उसके सामान के बारे में है।" for n in range(100))
    for text in (english, hindi):
        found = [passage for _, passage in read("a.txt", text)]
        assert " ".join(found) == text
        assert all(passage.endswith((".", "।")) for passage in found)
        assert all(60 <= len(passage.split()) <= LONGEST for passage in found[:-1])


def test_text_without_sentences_and_without_spaces_is_cut_all_the_same():
    assert all(len(passage) <= 4000 for _, passage in read("a.txt", "x" * 50_000))
    assert all(len(passage.split()) <= LONGEST for _, passage in read("a.txt", "word " * 5000))


def test_short_paragraphs_of_one_heading_are_gathered():
    found = passages([Block(f"Line {n} of five words.", "Rules") for n in range(60)])
    assert [len(passage.text.split()) for passage in found] == [120, 120, 60]


def test_files_that_cannot_be_read_say_why():
    assert refusal("a.pdf", pdf("Secret", password="1234")) == "encrypted"
    assert refusal("a.pdf", pdf("Hello")[:200]) == "broken"
    assert refusal("a.pdf", b"%PDF-1.7\n" + b"\x00\xff" * 500) == "broken"
    assert refusal("a.pdf", pdf("")) == "empty"
    assert refusal("a.docx", b"PK\x03\x04" + b"x" * 500) == "broken"
    assert refusal("a.docx", b"\xd0\xcf\x11\xe0" + b"x" * 500) == "encrypted"
    assert refusal("a.docx", bomb()) == "too_large"
    assert refusal("a.txt", b" \n\n - . \n") == "empty"
    assert refusal("a.txt", bytes(range(256)) * 20) == "unsupported"
    assert refusal("photo.jpg", b"\xff\xd8\xff\xe0", "image/jpeg") == "unsupported"
    assert refusal("a.csv", b"a,b\n" + b"1,2\n" * 10_001) == "too_long"


def test_a_pdf_that_opens_without_a_password_is_read():
    assert read("a.pdf", pdf("Only printing is locked.", password=""))[0][1] == "Only printing is locked."


@pytest.mark.parametrize(
    ("text", "language"),
    [(HINDI, "hi"), (RETURNS, "en"), ("refund kitne din mein milega", "en"), ("விலை என்ன", "ta"), ("123", "en")],
)
def test_the_language_by_its_letters(text, language):
    assert language_of(text) == language


async def test_a_document_is_read_in_another_process():
    found = await read_apart("h.md", None, HINDI.encode())
    assert (found.language, [piece.heading for piece in found.pieces]) == ("hi", ["डिलीवरी", "वापसी", "दुकान"])
    with pytest.raises(DocumentTrouble) as caught:
        await read_apart("a.pdf", None, pdf("Secret", password="1234"))
    assert caught.value.code == "encrypted"


async def test_a_reader_that_takes_too_long_is_ended():
    with pytest.raises(DocumentTrouble) as caught:
        await read_apart("h.md", None, HINDI.encode(), seconds=0.001)
    assert caught.value.code == "too_slow"
