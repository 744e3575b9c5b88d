"""Documents that the tests of knowledge bases make."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import docx
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

RETURNS = """\
# Returns

Goods can come back within fourteen days of delivery. They must be unused and in their box.

## Refunds

Your money is paid back to the card within seven working days after the goods reached our warehouse.

# Opening hours

The shop on Linking Road is open from ten in the morning to eight in the evening, and closed on Mondays.
"""

HINDI = """\
# डिलीवरी

शहर के अंदर सामान तीन दिन में पहुँच जाता है। बाहर के शहरों में सात दिन लगते हैं। डिलीवरी का शुल्क पचास रुपये है।

# वापसी

चौदह दिन के अंदर सामान वापस किया जा सकता है। पैसे सात कामकाजी दिनों में खाते में लौट आते हैं।

# दुकान

दुकान सुबह दस बजे खुलती है और शाम आठ बजे बंद होती है। सोमवार को छुट्टी रहती है।
"""

PRICES = """\
Item,Pack,Price (INR)
Basmati rice Royal,5 kg,650
Basmati rice Royal,1 kg,140
Kolam rice,5 kg,420
Mustard oil Shakti,1 litre,185
"Toor dal, polished",1 kg,160
"""


def pdf(*pages: str, password: str | None = None) -> bytes:
    """A PDF with one line of text a page, at least."""
    writer = PdfWriter()
    for text in pages:
        page = writer.add_blank_page(300, 300)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        lines = "".join(f"({line}) Tj 0 -14 Td " for line in text.split("\n"))
        stream.set_data(f"BT /F1 12 Tf 20 250 Td {lines}ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
    if password is not None:
        writer.encrypt(user_password=password, algorithm="AES-256")
    return _bytes(writer.write)


def word(parts: Sequence[str | Sequence[Sequence[str]]]) -> bytes:
    """A DOCX: "# x" is a heading, a list of rows a table, anything else a paragraph."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str) and part.startswith("# "):
            document.add_heading(part[2:], 1)
        elif isinstance(part, str):
            document.add_paragraph(part)
        else:
            table = document.add_table(len(part), len(part[0]))
            for row, cells in zip(table.rows, part, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
    return _bytes(document.save)


def bomb() -> bytes:
    """A DOCX of a few hundred kB whose text unpacks to 200 MB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        with zipfile.ZipFile(io.BytesIO(word(["Hello"]))) as plain:
            for name in plain.namelist():
                if name != "word/document.xml":
                    parts.writestr(name, plain.read(name))
        with parts.open("word/document.xml", "w") as part:
            for _ in range(200):
                part.write(b" " * 1_000_000)
    return packed.getvalue()


def _bytes(save: object) -> bytes:
    buffer = io.BytesIO()
    save(buffer)  # type: ignore[operator]
    return buffer.getvalue()
