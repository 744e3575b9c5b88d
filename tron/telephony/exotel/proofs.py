"""Whether a webhook comes from Exotel, which signs nothing: a secret in its address, and who is connected."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from ipaddress import ip_address, ip_network
from uuid import UUID


def status_token(secret: str, call_id: UUID) -> str:
    """In the address of one call's status: it opens nothing else."""
    return hmac.digest(secret.encode(), f"status:{call_id}".encode(), "sha256").hex()


def is_from(address: str | None, networks: Iterable[str]) -> bool:
    """Whether this address may call. Without a list all may; None was looked at before."""
    allowed = [ip_network(network, strict=False) for network in networks]
    if not allowed or address is None:
        return True
    try:
        there = ip_address(address)
    except ValueError:
        return False
    there = getattr(there, "ipv4_mapped", None) or there
    return any(there in network for network in allowed)
