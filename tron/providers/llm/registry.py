"""Finds the providers of language models: every module here with a `VENDOR`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from tron.providers import llm
from tron.providers.llm.vendor import Server, Vendor


@cache
def vendors() -> Mapping[str, Vendor]:
    """All, by the name that settings and agents have for them."""
    found: dict[str, Vendor] = {}
    for module in pkgutil.iter_modules(llm.__path__):
        vendor = getattr(importlib.import_module(f"{llm.__name__}.{module.name}"), "VENDOR", None)
        if vendor is not None:
            found[vendor.name] = vendor
    return MappingProxyType(found)


@cache
def servers() -> Mapping[str, Server]:
    """Those with OpenAI's protocol."""
    return MappingProxyType({name: one for name, one in vendors().items() if isinstance(one, Server)})
