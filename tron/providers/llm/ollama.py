"""Ollama: models on this machine."""

from __future__ import annotations

from tron.providers.llm.vendor import Asking, Server, thinks


def _asking(model: str) -> Asking:
    """`none` is Ollama's word for no thoughts; gpt-oss knows only more or less of them."""
    if not thinks(model):
        return Asking()
    return Asking({"reasoning_effort": "low" if "gpt-oss" in model else "none"}, room=512 if "gpt-oss" in model else 0)


VENDOR = Server(
    "ollama",
    "Ollama",
    "ai.ollama_endpoint",
    None,
    needs_key=False,
    where="Start Ollama (`ollama serve`), or change the endpoint.",
    suffix="/v1",
    no_models="Get one first: `ollama pull qwen2.5:7b`.",
    no_model="`ollama pull {model}` gets it.",
    local=True,
    asking=_asking,
)
