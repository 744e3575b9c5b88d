"""Text for speech: microseconds for each sentence of the tests' table, beside number words alone in the same run.

The peer is what a few lines give: a regular expression for digits and AI4Bharat's indic-numtowords. It knows no
rupees, dates, ids, Markdown or scripts; the ratio says what those cost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import thread_time_ns

from indic_numtowords import num2words

from bench.report import percentile, spread, table
from tron.core.spoken import speakable

ROWS = Path(__file__).resolve().parent.parent / "tests/core/spoken/table.tsv"
_DIGITS = re.compile(r"[0-9][0-9,]*")
_KNOWN = {"od": "or"}

Row = tuple[str, str]
Speak = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Plan:
    """Runs, and how often each goes through all sentences."""

    runs: int = 5
    rounds: int = 5


def number_words(text: str, language: str) -> str:
    """The peer: each run of digits in words."""
    code = language[:2]
    return _DIGITS.sub(
        lambda match: num2words(match[0].replace(",", "").lstrip("0") or "0", lang=_KNOWN.get(code, code)), text
    )


def rows() -> list[Row]:
    """(language, written) of the table."""
    cells = (line.split("\t") for line in ROWS.read_text("utf-8").splitlines() if "\t" in line)
    return [(row[0], row[1].replace("\\n", "\n")) for row in cells]


def time_all(speak: Speak, sentences: Sequence[Row], rounds: int) -> list[float]:
    """Microseconds of processor time of each call: what runs beside it does not count."""
    taken: list[float] = []
    for language, text in list(sentences) * rounds:
        start = thread_time_ns()
        speak(text, language)
        taken.append((thread_time_ns() - start) / 1000)
    return taken


async def measure(plan: Plan) -> str:
    """Both take turns, run by run."""
    sentences = rows()
    sides: dict[str, Speak] = {"number words alone": number_words, "Tron": speakable}
    figures: dict[str, list[list[float]]] = {name: [] for name in sides}
    for name, speak in sides.items():
        time_all(speak, sentences, 1)  # patterns compiled, tables loaded
        figures[name] = []
    for _ in range(plan.runs):
        for name, speak in sides.items():
            figures[name].append(time_all(speak, sentences, plan.rounds))
    return report(figures, len(sentences))


def report(figures: dict[str, list[list[float]]], sentences: int) -> str:
    """Median and p95 of each side, and the ratio of the medians of each pair of runs."""
    lines = []
    for name, runs in figures.items():
        middle, high = spread([median(run) for run in runs]), spread([percentile(run, 0.95) for run in runs])
        lines.append((name, middle.text(), high.text(), f"{max(max(run) for run in runs):.0f}"))
    pairs = zip(figures["Tron"], figures["number words alone"], strict=True)
    ratio = spread([median(tron) / median(peer) for tron, peer in pairs]).text(1)
    head = ("side", "median, µs a sentence", "p95, µs", "longest, µs")
    return f"{table(head, lines)}\n\nRatio of the medians: {ratio}; {sentences} sentences, budget 1000 µs each."
