"""Recognition, models and voices: keys, addresses, and what takes over."""

from __future__ import annotations

from tron.core.settings import kinds

STT_MODELS = ("saaras:v3-realtime", "saaras:v3", "saaras:v4")
TTS_MODELS = ("bulbul:v3", "bulbul:v4-flash", "bulbul:v2")
LLM_PROVIDERS = ("builtin", "ollama", "openai", "gemini", "custom")
NO_FALLBACK = "none"

AI = (
    kinds.secret(
        "ai.sarvam_api_key",
        "Sarvam API key",
        "For Indian-language speech. Without it the built-in stand-in speaks.",
        names=("SARVAM_API_KEY",),
    ),
    kinds.url(
        "ai.sarvam_endpoint",
        "Sarvam address",
        "Another address only where a proxy stands before Sarvam.",
        default="https://api.sarvam.ai",
        advanced=True,
    ),
    kinds.text(
        "ai.stt_model",
        "STT model",
        "Sarvam's speech recognition model. saaras:v3-realtime tells words while they are spoken.",
        max_length=100,
        examples=STT_MODELS,
        default=STT_MODELS[0],
    ),
    kinds.choice(
        "ai.stt_endpointing",
        "End of speech",
        "Who tells that a turn is over. Tron does it a second sooner than Sarvam.",
        ("manual", "vad"),
        default="manual",
        advanced=True,
    ),
    kinds.text(
        "ai.tts_model",
        "TTS model",
        "Sarvam's voice model. Voices belong to a model; those of the list speak bulbul:v3.",
        max_length=100,
        examples=TTS_MODELS,
        default=TTS_MODELS[0],
    ),
    kinds.choice(
        "ai.default_llm_provider",
        "Default LLM provider",
        "Whose model new agents use. Built-in speaks prepared lines and needs no key.",
        LLM_PROVIDERS,
        default="builtin",
    ),
    kinds.text(
        "ai.default_llm_model",
        "Default LLM model",
        "The provider's name for the model, such as qwen2.5:32b or gpt-4o-mini.",
        max_length=100,
        default="smollm2-135m",
    ),
    kinds.url(
        "ai.ollama_endpoint",
        "Ollama endpoint",
        "Models on your own machine, at no cost.",
        default="http://localhost:11434",
        names=("OLLAMA_HOST",),
        from_environment=kinds.ollama_address,
    ),
    kinds.secret("ai.openai_api_key", "OpenAI API key", "Cloud models, paid by use.", names=("OPENAI_API_KEY",)),
    kinds.url(
        "ai.openai_endpoint",
        "OpenAI address",
        "Another address only where a proxy stands before OpenAI; with its /v1.",
        default="https://api.openai.com/v1",
        names=("OPENAI_BASE_URL",),
        advanced=True,
    ),
    kinds.secret("ai.gemini_api_key", "Gemini API key", "Cloud models, paid by use.", names=("GEMINI_API_KEY",)),
    kinds.url(
        "ai.gemini_endpoint",
        "Gemini address",
        "Another address only where a proxy stands before Gemini's OpenAI endpoint.",
        default="https://generativelanguage.googleapis.com/v1beta/openai",
        advanced=True,
    ),
    kinds.url("ai.custom_endpoint", "Custom endpoint", "Any server that speaks OpenAI's protocol, with its /v1."),
    kinds.secret("ai.custom_api_key", "Custom API key", "The key of the custom endpoint, if it wants one."),
)

VOICE = (
    kinds.switch(
        "voice.noise_suppression",
        "Noise suppression",
        "Quietens fans, engines and hiss before the caller is recognised. Other people's voices stay.",
        default=False,
    ),
    kinds.switch(
        "voice.auto_gain",
        "Raise quiet callers",
        "Brings quiet callers up to an even level before they are recognised.",
        default=False,
    ),
)

FALLBACK = (
    kinds.choice(
        "ai.fallback_llm_provider",
        "Fallback provider",
        "Whose model answers when an agent's own fails. Without one its prepared lines stand in.",
        (NO_FALLBACK, *LLM_PROVIDERS),
        default=NO_FALLBACK,
        advanced=True,
    ),
    kinds.text(
        "ai.fallback_llm_model",
        "Fallback model",
        "That provider's name for the model.",
        max_length=100,
        advanced=True,
    ),
    kinds.checked_text(
        "ai.fallback_voice",
        "Fallback voice",
        "Its nearest built-in voice speaks when an agent's own fails: what fails at a vendor fails for all its voices.",
        kinds.voice,
        category="ai",
        advanced=True,
    ),
    kinds.choice(
        "ai.practice_recognition",
        "Practice recognition",
        "Built-in knows the practice people's words by their sound, at no cost. As real callers, Sarvam hears them.",
        ("builtin", "vendor"),
        default="builtin",
        advanced=True,
    ),
)
