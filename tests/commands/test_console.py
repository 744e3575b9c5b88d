"""What a person sees of a problem."""

from __future__ import annotations

import pytest

from tron.commands.console import Console
from tron.core.errors import FieldProblem, Invalid, invalid_field


def test_a_problem_is_said_once_with_its_hint(capsys: pytest.CaptureFixture[str]) -> None:
    Console.problem(invalid_field("line", "There is no such line.", hint="Lines: sandbox.\nMore come later."))
    assert capsys.readouterr().err == "tron: There is no such line.\n      Lines: sandbox.\n      More come later.\n"


def test_several_fields_have_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    Console.problem(
        Invalid("Some fields are not right.", fields=[FieldProblem("a", "Too long."), FieldProblem("b", "No.")])
    )
    assert capsys.readouterr().err == "tron: Some fields are not right.\n      a: Too long.\n      b: No.\n"
