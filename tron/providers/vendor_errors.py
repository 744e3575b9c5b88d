"""What a failure on the way to a vendor means, and what a person can do about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import aiohttp

from tron.core.vendors import VENDOR_PATIENCE, VendorTrouble

TIMEOUT = aiohttp.ClientTimeout(total=VENDOR_PATIENCE)


@contextmanager
def told(vendor: str, address: str) -> Iterator[None]:
    """Failures of connections and of answers inside become VendorTrouble; what was told already goes through."""
    host = urlsplit(address).hostname or address
    try:
        yield
    except VendorTrouble:
        raise
    except TimeoutError as error:
        raise timed_out(vendor) from error
    except aiohttp.ClientConnectorDNSError as error:
        raise unreachable(
            vendor, f"The name {host} is not known here.", "Check the address and the network."
        ) from error
    except aiohttp.ClientSSLError as error:
        hint = "Check the address: is it https there, and is its certificate valid?"
        raise unreachable(vendor, f"No safe connection to {host} came about.", hint) from error
    except (aiohttp.ClientConnectionError, OSError) as error:
        raise unreachable(vendor, f"Nothing answers at {host}.") from error
    except (aiohttp.ClientError, ValueError, TypeError, LookupError, AttributeError) as error:
        raise not_this(vendor, host) from error


def unreachable(
    vendor: str, why: str, hint: str = "Check the address, and that the network allows it."
) -> VendorTrouble:
    return VendorTrouble("unreachable", f"{vendor} cannot be reached. {why}", hint=hint)


def timed_out(vendor: str) -> VendorTrouble:
    return VendorTrouble(
        "timed_out",
        f"{vendor} did not answer within {VENDOR_PATIENCE:g} s.",
        hint="Try again in a moment; if it stays, look at the vendor's status page and at the network.",
    )


def not_this(vendor: str, host: str) -> VendorTrouble:
    """Somebody answers, but not with the vendor's API."""
    return VendorTrouble(
        "refused", f"What answers at {host} does not speak {vendor}'s API.", hint="Check the address and its path."
    )


def vendor_error(vendor: str, status: int) -> VendorTrouble:
    """An answer that is an error of the vendor's own."""
    if status == 429:
        return VendorTrouble(
            "refused",
            f"{vendor} refuses: no credit is left, or there were too many requests (429).",
            hint="Look at credit and limits in the vendor's console.",
        )
    who = "has a problem of its own" if status >= 500 else "refuses"
    return VendorTrouble(
        "refused", f"{vendor} {who} ({status}).", hint="Try again; the vendor's status page may know more."
    )
