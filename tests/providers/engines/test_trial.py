"""Models that break the process: marks, and what takes them away."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap

import pytest

from tron.providers.engines.trial import ENOUGH, Trials

pytestmark = pytest.mark.thorough


def test_a_load_that_ends_leaves_no_mark(tmp_path):
    trials = Trials(tmp_path)
    assert trials.attempt("tiny", lambda: 7) == (7, None)
    assert not any((tmp_path / ".trials").iterdir())


def test_a_load_that_raises_is_told_and_did_not_break_the_process(tmp_path):
    def load() -> int:
        raise ValueError("not a model")

    trials = Trials(tmp_path)
    for _ in range(ENOUGH + 1):
        result, problem = trials.attempt("tiny", load)
        assert result is None
        assert "tiny did not load: ValueError" in problem
    assert not trials.gave_up("tiny")


def die(tmp_path, how: str) -> None:
    script = f"""
        import os, sys
        from pathlib import Path
        from tron.providers.engines.trial import Trials
        trials = Trials(Path(sys.argv[1]))
        def load():
            {how}
        trials.attempt("tiny", load)
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(script), str(tmp_path)], check=False, env=dict(os.environ))


def test_a_process_that_dies_leaves_a_mark_and_enough_of_them_end_it(tmp_path):
    trials = Trials(tmp_path)
    for _ in range(ENOUGH):
        assert not trials.gave_up("tiny")
        die(tmp_path, "os._exit(9)")
    assert trials.gave_up("tiny")
    result, problem = trials.attempt("tiny", lambda: pytest.fail("it was tried again"))
    assert result is None
    assert "left out" in problem
    assert not trials.gave_up("another")
    trials.forget("tiny")
    assert trials.attempt("tiny", lambda: 7) == (7, None)


def test_a_process_that_is_told_to_end_leaves_no_mark(tmp_path):
    for _ in range(ENOUGH + 1):
        die(tmp_path, "trials.abandon(); os._exit(0)")
    assert not Trials(tmp_path).gave_up("tiny")


def test_a_folder_that_cannot_be_written_harms_nothing(tmp_path):
    blocked = tmp_path / "models"
    blocked.write_text("")
    assert Trials(blocked).attempt("tiny", lambda: 7) == (7, None)
