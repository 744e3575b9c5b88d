"""The order of codecs in an SDP: PJSIP's own order is one for all accounts."""

from __future__ import annotations

import re
from collections.abc import Sequence

_STATIC = {"0": "PCMU", "8": "PCMA", "9": "G722"}
_ALWAYS = "TELEPHONE-EVENT"


def with_codecs(sdp: str, codecs: Sequence[str]) -> str:
    """The SDP with these audio codecs alone, in this order, and events for keys behind them.

    Where none of them is offered it stays as it is: there is nothing to choose from.
    """
    lines = sdp.replace("\r\n", "\n").rstrip("\n").split("\n")
    names = _names(lines)
    return "\r\n".join(_chosen(lines, names, codecs)) + "\r\n"


def _names(lines: Sequence[str]) -> dict[str, str]:
    names = dict(_STATIC)
    for line in lines:
        found = re.match(r"a=rtpmap:(\d+) ([^/\s]+)", line)
        if found:
            names[found.group(1)] = found.group(2).upper()
    return names


def _chosen(lines: Sequence[str], names: dict[str, str], codecs: Sequence[str]) -> list[str]:
    kept: set[str] | None = None
    written: list[str] = []
    for line in lines:
        if line.startswith("m="):
            kept = None
        if line.startswith("m=audio "):
            head, payloads = line.split(" ")[:3], line.split(" ")[3:]
            order = _ordered(payloads, names, codecs)
            kept = set(order)
            line = " ".join([*head, *order])  # noqa: PLW2901
        found = re.match(r"a=(?:rtpmap|fmtp|rtcp-fb):(\d+) ", line)
        if kept is None or found is None or found.group(1) in kept:
            written.append(line)
    return written


def _ordered(payloads: Sequence[str], names: dict[str, str], codecs: Sequence[str]) -> list[str]:
    chosen = [one for codec in codecs for one in payloads if names.get(one) == codec]
    if not chosen:
        return list(payloads)
    return chosen + [one for one in payloads if names.get(one) == _ALWAYS]
