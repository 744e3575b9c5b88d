"""Many calls over a media stream: each side answers its callers, and the report tells how many a core would hold."""

from __future__ import annotations

import pytest

from bench.calls import held, report
from bench.drive import Side, Task, run
from bench.overhead import Case


def test_more_calls_a_core_are_a_ratio_over_one() -> None:
    case = Case(full=False, path="say", sessions=10)
    for bare, tron in ((0.2, 0.1), (0.1, 0.1), (0.1, 0.2)):
        case.runs["bare"].append({"overheads": [3.0], "cpu": bare, "rss": 400.0})
        case.runs["tron"].append({"overheads": [4.0], "cpu": tron, "rss": 401.0})
        case.loads.append(1.0)
    bare_held, tron_held, ratio = held(case)
    assert bare_held.values == pytest.approx((50, 100, 100))
    assert tron_held.values == pytest.approx((100, 100, 50))
    assert ratio.values == pytest.approx((2.0, 1.0, 0.5))
    row = "100 (50-100) | 100 (50-100) | 1.00 (0.50-2.00) | 3.0 | 4.0 | 400 / 401 | 1.0"
    assert f"| media stream, fixed text | 10 | {row} |" in report([case])


@pytest.mark.slow
@pytest.mark.sound
async def test_text_calls_take_their_turns(database_url: str, migrated: object) -> None:
    answer = await run(
        Task(side="tron", path="text", full=False, sessions=2, turns=2, jitter=0.1, database=database_url)
    )
    assert (len(answer["overheads"]), answer["unanswered"]) == (4, 0)


@pytest.mark.slow
@pytest.mark.sound
@pytest.mark.parametrize(("side", "full"), [("bare", False), ("tron", True)])
async def test_callers_of_another_process_are_answered(
    side: Side, full: bool, database_url: str, migrated: object
) -> None:
    task = Task(side=side, path="say", full=full, sessions=2, turns=1, jitter=0.1, database=database_url, streamed=True)
    answer = await run(task)
    assert (len(answer["overheads"]), answer["unanswered"]) == (2, 0)
