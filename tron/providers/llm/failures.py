"""What a failure of a server of OpenAI's protocol means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import httpx2
import openai

from tron.core.vendors import VendorTrouble
from tron.providers.llm.vendor import Server
from tron.providers.vendor_errors import not_this, told, unreachable, vendor_error

CREDIT = ("insufficient_quota", "billing", "credit")


@contextmanager
def meaning(server: Server, endpoint: str, model: str | None, models: Sequence[str], seconds: float) -> Iterator[None]:
    """What is raised inside becomes VendorTrouble. `models` are known to be there; `seconds` was the patience."""
    with told(server.title, endpoint):
        try:
            yield
        except (openai.APITimeoutError, TimeoutError) as error:
            raise _slow(server, model, models, seconds) from error
        except (openai.APIConnectionError, httpx2.HTTPError) as error:
            raise unreachable(server.title, f"Nothing answers at {endpoint}.", server.where) from error
        except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
            raise wrong_key(server) from error
        except openai.NotFoundError as error:
            raise _missing(server, endpoint, model, models) from error
        except openai.APIStatusError as error:
            raise _status(server, error, model, models) from error
        except openai.OpenAIError as error:
            raise not_this(server.title, endpoint) from error


def wrong_key(server: Server) -> VendorTrouble:
    return VendorTrouble("wrong_key", f"{server.title} does not take this key.", hint=server.where)


def not_worded(server: Server, model: str) -> VendorTrouble:
    """It used up its tokens before it said a word."""
    return VendorTrouble(
        "refused",
        f"{server.title}'s {model} thought until its limit of tokens and said nothing.",
        hint="Choose a model that does not think aloud, or raise the agent's longest reply.",
    )


def seconds_to_wait(error: Exception, longest: float) -> float | None:
    """How long to wait before the one more try that this failure is worth; None: it is worth none."""
    match error:
        case openai.APITimeoutError() | TimeoutError() | openai.APIConnectionError():
            return 0.0
        case openai.RateLimitError():
            return _after(error, longest)
        case openai.APIStatusError() if error.status_code >= 500:
            return _after(error, longest) if "retry-after" in error.response.headers else 0.1
        case _:
            return None


def _after(error: openai.APIStatusError, longest: float) -> float | None:
    """What the server asks for, where that is short; no credit comes back by waiting."""
    if any(word in f"{error.code} {error.message}".casefold() for word in CREDIT):
        return None
    try:
        asked = float(error.response.headers.get("retry-after", "0.3"))
    except ValueError:
        return None
    return asked if 0 <= asked <= longest else None


def _slow(server: Server, model: str | None, models: Sequence[str], seconds: float) -> VendorTrouble:
    hint = "Try again in a moment; if it stays, look at the vendor's status page and at the network."
    if model is None:
        return VendorTrouble("timed_out", f"{server.title} did not answer within {seconds:g} s.", hint=hint)
    if models:
        return VendorTrouble(
            "timed_out",
            f"{server.title} has {model}, but it did not answer within {seconds:g} s.",
            hint="It may still be loading: try again in a moment. If it stays slow, choose a smaller model.",
            details={"models": models},
        )
    return VendorTrouble("timed_out", f"{server.title}'s {model} did not answer within {seconds:g} s.", hint=hint)


def _missing(server: Server, endpoint: str, model: str | None, models: Sequence[str]) -> VendorTrouble:
    if model is None:
        return not_this(server.title, endpoint)
    message = f"{server.title} has no model {model}."
    hint = server.no_model.format(model=model)
    return VendorTrouble("model_not_found", message, hint=hint, details={"models": models})


def _status(server: Server, error: openai.APIStatusError, model: str | None, models: Sequence[str]) -> VendorTrouble:
    said = f"{error.message} {error.response.text}".casefold()  # Gemini's errors stand in a list, unread by the client
    if error.status_code == 400 and "api key" in said:  # Gemini's answer to a wrong key
        return wrong_key(server)
    if error.status_code == 400 and model is not None and "model" in said and _absent(said):
        return _missing(server, "", model, models)
    trouble = vendor_error(server.title, error.status_code)
    if (after := error.response.headers.get("retry-after")) is not None:
        trouble.details["retry_after"] = after
    return trouble


def _absent(said: str) -> bool:
    return any(word in said for word in ("not found", "not exist", "unknown", "invalid model", "not a valid"))
