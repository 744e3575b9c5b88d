"""Whether a tool or a server that a person wrote can be: every problem as a field of its form."""

from __future__ import annotations

from tron.core.errors import FieldProblem, Invalid
from tron.core.models.tool import PARAMETER_NAME, HttpToolIn, McpServerIn
from tron.core.tools.addresses import parse_target
from tron.core.tools.arguments import schema_problem
from tron.core.tools.builtin import BUILTIN
from tron.core.tools.http_request import definition_problems, header_problems
from tron.core.tools.trouble import ToolTrouble


def check_tool(tool: HttpToolIn) -> None:
    """Raises Invalid with every bad field."""
    problems = [FieldProblem(path, message) for path, message in _tool_problems(tool)]
    if problems:
        raise Invalid("Some fields are not right.", fields=problems)


def check_server(server: McpServerIn) -> None:
    """Raises Invalid with every bad field."""
    problems = [FieldProblem(path, message) for path, message in header_problems(server.headers)]
    try:
        parse_target(server.url)
    except ToolTrouble as trouble:
        problems.append(FieldProblem("url", trouble.message))
    if problems:
        raise Invalid("Some fields are not right.", fields=problems)


def _tool_problems(tool: HttpToolIn) -> list[tuple[str, str]]:
    problems: list[tuple[str, str]] = []
    if tool.name in BUILTIN:
        problems.append(("name", "A built-in tool has this name."))
    schema = schema_problem(tool.parameters)
    names = [] if schema else list(tool.parameters.get("properties", {}))
    if schema:
        problems.append(("parameters", schema))
    elif odd := [name for name in names if not PARAMETER_NAME.fullmatch(name)]:
        problems.append(("parameters", f"A parameter cannot have the name {odd[0][:60]!r}."))
    return [*problems, *definition_problems(tool.url, tool.method, tool.parameters, tool.headers)]
