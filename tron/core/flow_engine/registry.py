"""All node types: every module of nodes/ that holds one."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from tron.core.flow_engine import nodes
from tron.core.flow_engine.spec import NodeType


@cache
def node_types() -> Mapping[str, NodeType[Any]]:
    """By type, in the order of the palette: category, then as the modules are named."""
    found: dict[str, NodeType[Any]] = {}
    for module in pkgutil.iter_modules(nodes.__path__, f"{nodes.__name__}."):
        for _name, one in inspect.getmembers(import_module(module.name), inspect.isclass):
            if issubclass(one, NodeType) and not inspect.isabstract(one) and one.__module__ == module.name:
                if one.type in found:
                    raise TypeError(f"two node types are called {one.type}")
                found[one.type] = one()
    order = ("triggers", "speech", "logic", "actions", "endings", "helpers")
    return dict(sorted(found.items(), key=lambda item: (order.index(item[1].category), item[0])))
