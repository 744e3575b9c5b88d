"""Any server of OpenAI's protocol: vLLM, llama.cpp, LM Studio, a gateway."""

from __future__ import annotations

from tron.providers.llm.vendor import Asking, Server, opens_late, thinks

THOUGHTS = 512


def _asking(model: str) -> Asking:
    """vLLM, SGLang and llama.cpp hand `chat_template_kwargs` to the model's template; who does not know it says so."""
    if "gpt-oss" in model:
        return Asking({"reasoning_effort": "low"}, room=THOUGHTS)
    if not thinks(model):
        return Asking()
    switch = {"chat_template_kwargs": {"enable_thinking": False, "thinking": False}}
    return Asking(switch, opens_late=opens_late(model), room=THOUGHTS if opens_late(model) else 0)


VENDOR = Server(
    "custom",
    "The custom endpoint",
    "ai.custom_endpoint",
    "ai.custom_api_key",
    needs_key=False,
    where="Give the address of a server that speaks OpenAI's protocol, with its /v1.",
    asking=_asking,
)
