"""What the canvas shows of the server's English: forms, and the findings that the code can make. Read, not run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tron.core.flow_engine.registry import node_types
from tron.core.flow_engine.spec import NodeTypeOut, describe

CORE = Path(__file__).resolve().parents[3] / "tron/core"
SLOT = "<>"
"""Stands for what an f-string fills in."""
SPEAKING = {
    "flow_engine/nodes/*.py": {"problems", "_problems", "_pattern_problem"},
    "flow_engine/fields_of_values.py": {"choice_problems"},
    "flow_engine/fields_of_when.py": {"when_problems"},
    "flow_engine/open_hours.py": {"open_hours", "_days", "_weekday", "_openings"},
    "flow_engine/requests.py": {"url_problems", "filled_body"},
    "flow_engine/templating/bodies.py": {"_with_values"},
    "flow_engine/templating/sandbox.py": {"checked", "_check", "_check_filter"},
    "tools/http_request.py": {"_url_problems", "_placement_problems", "header_problems"},
    "tools/addresses.py": {"parse_target", "clean_host", "_punycode"},
}
"""Functions, beside those of validate, whose sentences become findings."""
_SENTENCE = re.compile(r"\S+ .*\.", re.DOTALL)
_CODE = re.compile(r"[a-z]+(_[a-z]+)*")


def shown(spec: NodeTypeOut) -> Iterator[str]:
    """Every text of a type's form and handles, as model/schema.ts reads them."""
    yield from (spec.title, spec.help, *(one.title for one in spec.handles if one.title))
    yield from _of_fields(spec.data_schema, spec.data_schema)


def all_shown() -> set[str]:
    return {text for one in node_types().values() for text in shown(describe(one))}


def finding_sentences() -> set[str]:
    """Every message and fix, with SLOT for values."""
    return {text for function in _functions() for text in _texts(function) if _SENTENCE.fullmatch(text)}


def finding_codes() -> set[str]:
    return {code for function in _functions() for code in _codes(function)}


def _of_fields(schema: dict[str, Any], root: dict[str, Any]) -> Iterator[str]:
    for raw in schema.get("properties", {}).values():
        field = _plain(raw, root)
        yield from (field[key] for key in ("title", "description", "unit") if field.get(key))
        yield from _choices(field)
        if isinstance(field.get("items"), dict):
            yield from _of_fields(_plain(field["items"], root), root)


def _choices(field: dict[str, Any]) -> Iterator[str]:
    """A choice without a label shows its value: fine for GET and #, not for a word."""
    labels = field.get("labels", {})
    labelled_only = list(labels) if field.get("widget") == "select" else []
    for value in field.get("enum") or ([field["const"]] if "const" in field else labelled_only):
        text = labels.get(str(value)) or str(value)
        if re.search("[a-z]" if text not in labels.values() else "[A-Za-z]", text):
            yield text


def _plain(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """Its reference followed; "this or null" as this."""
    if reference := schema.get("$ref"):
        target = root["$defs"][reference.removeprefix("#/$defs/")]
        return _plain({**target, **{key: one for key, one in schema.items() if key != "$ref"}}, root)
    real = [part for part in schema.get("anyOf", []) if part.get("type") != "null"]
    return {**_plain(real[0], root), **schema} if len(real) == 1 else schema


def _functions() -> Iterator[ast.FunctionDef]:
    for path in sorted((CORE / "flow_engine/validate").glob("*.py")):
        yield from _defined(path)
    for pattern, names in SPEAKING.items():
        for path in sorted(CORE.glob(pattern)):
            yield from (one for one in _defined(path) if one.name in names)


def _defined(path: Path) -> Iterator[ast.FunctionDef]:
    for one in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(one, ast.FunctionDef):
            yield one


def _texts(function: ast.FunctionDef) -> Iterator[str]:
    """Its texts, docstring left out; those inside an f-string only as part of it."""
    left: list[ast.AST] = [*(function.body[1:] if ast.get_docstring(function) else function.body)]
    while left:
        node = left.pop()
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else SLOT for part in node.values)
        else:
            left += ast.iter_child_nodes(node)


def _codes(function: ast.FunctionDef) -> Iterator[str]:
    """`code=` of calls, and the first text of calls and tuples that carry one with a message."""
    for node in ast.walk(function):
        given: list[ast.expr] = []
        if isinstance(node, ast.Call):
            given = [word.value for word in node.keywords if word.arg == "code"]
            if isinstance(node.func, ast.Name) and node.func.id in ("_edge", "_finding"):
                given += node.args
        elif isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load):
            given = node.elts[:1]
        found = [text for one in given for text in _constants(one) if _CODE.fullmatch(text)]
        # A tuple of one word begins with a field's name.
        yield from (text for text in found if "_" in text or isinstance(node, ast.Call))


def _constants(node: ast.expr) -> Iterator[str]:
    for one in (node.body, node.orelse) if isinstance(node, ast.IfExp) else (node,):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value
