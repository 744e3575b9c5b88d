"""The one list of settings: the plan's keys, and every field of the Settings page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import get_args

from tron.core.knowledge.embeddings import EMBEDDINGS
from tron.core.ports.recordings import RecordedBy
from tron.core.settings import kinds
from tron.core.settings.pricing import DEFAULT_PRICES, PriceTable
from tron.core.settings.spec import SettingSpec
from tron.core.tools.addresses import allowed_entry
from tron.core.voices import LANGUAGE_CODES

TONES = ("professional", "friendly", "casual", "formal", "empathetic")
STT_MODELS = ("saaras:v3-realtime", "saaras:v3", "saaras:v4")
TTS_MODELS = ("bulbul:v3", "bulbul:v4-flash", "bulbul:v2")
LLM_PROVIDERS = ("builtin", "ollama", "openai", "gemini", "custom")
NO_FALLBACK = "none"
RECORDED_BY = get_args(RecordedBy)
EARLIEST, LATEST = "10:00", "21:00"

TELEPHONY = (
    kinds.secret(
        "telephony.twilio_account_sid",
        "Twilio account SID",
        "Starts with AC; the first page of the Twilio console shows it.",
        names=("TWILIO_ACCOUNT_SID",),
    ),
    kinds.secret(
        "telephony.twilio_auth_token",
        "Twilio auth token",
        "Stands beside the account SID in the Twilio console.",
        names=("TWILIO_AUTH_TOKEN",),
    ),
    kinds.phone(
        "telephony.from_number",
        "From number",
        "The number people see when Tron calls, unless a line or campaign has its own.",
        names=("TWILIO_FROM_NUMBER", "TWILIO_PHONE_NUMBER"),
    ),
    kinds.text("telephony.sip_trunk_id", "SIP trunk ID", "The Elastic SIP Trunk at Twilio; starts with TK."),
    kinds.url(
        "telephony.twilio_endpoint",
        "Twilio address",
        "Another address only where a proxy stands before Twilio.",
        default="https://api.twilio.com",
        advanced=True,
    ),
    kinds.url(
        "telephony.public_url",
        "Public URL",
        "Where Twilio and others reach this Tron from the internet, with https://. Only lines with webhooks need it.",
        schemes=("https",),
        names=("TRON_PUBLIC_URL",),
    ),
    kinds.text(
        "telephony.default_line",
        "Default line",
        "The line of calls that name none. sandbox is the Practice line: simulated people, nobody's phone rings.",
        pattern=r"^[a-z][a-z0-9_-]{0,39}$",
        max_length=40,
        default="sandbox",
    ),
)

LIVEKIT = (
    kinds.url(
        "livekit.url",
        "LiveKit URL",
        "Where the LiveKit server listens.",
        schemes=("ws", "http", "https", "wss"),
        names=("LIVEKIT_URL",),
    ),
    kinds.secret("livekit.api_key", "LiveKit API key", "From the LiveKit project's keys.", names=("LIVEKIT_API_KEY",)),
    kinds.secret(
        "livekit.api_secret", "LiveKit secret", "Belongs to the LiveKit API key.", names=("LIVEKIT_API_SECRET",)
    ),
    kinds.text("livekit.outbound_trunk_id", "Outbound trunk", "LiveKit's trunk for outgoing calls; starts with ST_."),
    kinds.text(
        "livekit.agent_name",
        "Agent name",
        "Workers register with LiveKit under it; the dispatch rule of incoming calls names it too.",
        pattern=r"^[A-Za-z0-9_-]{1,60}$",
        max_length=60,
        default="tron",
        advanced=True,
    ),
    kinds.choice(
        "livekit.recording",
        "Calls are recorded by",
        "Of LiveKit's lines. Where Egress records alone, Tron's own recording goes once the one of Egress is whole.",
        RECORDED_BY,
        default="worker",
    ),
    kinds.text(
        "livekit.egress_folder",
        "Folder of Egress",
        "Where Egress writes, as Egress sees it; with a bucket, the folder in it. Empty: as Egress is configured.",
        max_length=300,
    ),
    kinds.text("livekit.egress_bucket", "Bucket", "Of S3 or a store that speaks it. Empty: no bucket."),
    kinds.text("livekit.egress_region", "Region of the bucket", "Such as ap-south-1.", max_length=60),
    kinds.secret("livekit.egress_key_id", "Access key of the bucket", "May be empty where Egress has one by itself."),
    kinds.secret("livekit.egress_secret", "Secret key of the bucket", "Belongs to the access key."),
    kinds.url(
        "livekit.egress_endpoint",
        "Address of the store",
        "Only for stores other than Amazon's, such as MinIO or R2.",
        advanced=True,
    ),
    kinds.switch(
        "livekit.egress_path_style",
        "Bucket in the path",
        "For stores without a host name for each bucket, such as MinIO.",
        default=False,
        advanced=True,
    ),
)

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

KNOWLEDGE = (
    kinds.choice(
        "knowledge.embeddings",
        "Search by meaning",
        "Which model finds passages by what they mean. Built-in: English; multilingual: a download; none: words alone.",
        EMBEDDINGS,
        default="builtin",
    ),
    kinds.text(
        "knowledge.embeddings_model",
        "Model for that",
        "The provider's name for it. Without one: text-embedding-3-small at OpenAI, bge-m3 at Ollama, and "
        "multilingual-e5-small of those that can be downloaded.",
        max_length=100,
        examples=("text-embedding-3-small", "bge-m3", "nomic-embed-text"),
        advanced=True,
    ),
    kinds.url(
        "knowledge.embeddings_endpoint",
        "Its address",
        "Only where it is not the provider's usual one; with its /v1.",
        advanced=True,
    ),
    kinds.decimal(
        "knowledge.threshold",
        "Least match",
        "From 0 to 1. What matches a question less is not used: the agent says that it will check.",
        low=0,
        high=1,
        default=0.3,
        advanced=True,
    ),
)

DEFAULTS = (
    kinds.checked_text("defaults.voice", "Default voice", "Of new agents.", kinds.voice, default="shreya"),
    kinds.choice("defaults.language", "Default language", "Of new agents.", LANGUAGE_CODES, default="hi-IN"),
    kinds.choice("defaults.tone", "Default tone", "Of new agents.", TONES, default="professional"),
    kinds.integer(
        "defaults.max_call_duration",
        "Max call duration",
        "After this time the agent says a closing line and hangs up.",
        low=30,
        high=3600,
        unit="seconds",
        default=300,
    ),
    kinds.switch(
        "recording.enabled",
        "Record calls",
        "Two channels, kept on this machine. Each agent can switch it off for itself.",
        category="defaults",
        default=True,
    ),
)

COMPLIANCE = (
    kinds.clock_time(
        "compliance.calling_hours_start",
        "Calling hours from",
        "No phone rings earlier, in the number's own time zone. You can only narrow 10:00 to 21:00.",
        low=EARLIEST,
        high=LATEST,
        default=EARLIEST,
    ),
    kinds.clock_time(
        "compliance.calling_hours_end",
        "Calling hours to",
        "No phone rings later, in the number's own time zone. You can only narrow 10:00 to 21:00.",
        low=EARLIEST,
        high=LATEST,
        default=LATEST,
    ),
    kinds.checked_text(
        "compliance.timezone",
        "Time zone",
        "Of days and figures on the pages. A call keeps the hours of the number's own zone, whatever stands here.",
        kinds.time_zone,
        default="Asia/Kolkata",
    ),
    kinds.string_list(
        "compliance.test_numbers",
        "Numbers that may be dialled",
        "Real lines dial only these. Empty: nothing is dialled. The practice line needs no entry.",
        kinds.phone_number,
        max_items=1000,
        default=[],
    ),
    kinds.string_list(
        "compliance.transfer_targets",
        "Numbers calls may be handed to",
        "Colleagues and queues, besides those drawn in a published flow. What a caller says is never dialled.",
        kinds.phone_number,
        max_items=1000,
        default=[],
    ),
    kinds.string_list(
        "compliance.caller_id_exceptions",
        "Numbers shown whatever their series",
        "Of ours. Indian numbers see 140 on promotional calls, 1600 on others; each call from one of these is noted.",
        kinds.phone_number,
        max_items=100,
        default=[],
    ),
    kinds.string_list(
        "compliance.countries",
        "Allowed countries",
        "Two letters each. Numbers of other countries are not dialled.",
        kinds.country,
        max_items=250,
        default=["IN"],
    ),
    kinds.integer(
        "compliance.max_calls_per_number_per_day",
        "Calls per number and day",
        "How often one number may be rung in a day, retries included. You can only lower it.",
        low=1,
        high=3,
        unit="calls",
        default=3,
    ),
)

WORKER = (
    kinds.integer(
        "worker.max_calls_audio",
        "Calls with sound at once",
        "For each worker process. More wait in the queue.",
        low=1,
        high=500,
        unit="calls",
        default=20,
    ),
    kinds.integer(
        "worker.max_calls_text",
        "Text calls at once",
        "Simulated calls without sound, for each worker process.",
        low=1,
        high=5000,
        unit="calls",
        default=300,
    ),
)

TOOLS = (
    kinds.string_list(
        "tools.allowed_hosts",
        "Allowed hosts of tools",
        "Tools reach the open internet only. Name here what they may reach inside: host, host:port, or 10.0.0.0/8.",
        allowed_entry,
        max_items=100,
        default=[],
    ),
)

PRICING = (
    kinds.json_value(
        "pricing.table",
        "Price table",
        "What each component costs, for the estimates. Check the figures against your contracts.",
        PriceTable,
        default=DEFAULT_PRICES,
    ),
    kinds.decimal(
        "pricing.inr_per_usd",
        "Rupees for a dollar",
        "Turns the estimates into the other currency.",
        low=1,
        high=1000,
        unit="INR",
        default=88.0,
    ),
)

REGISTRY: Mapping[str, SettingSpec] = MappingProxyType(
    {
        spec.key: spec
        for spec in (
            *TELEPHONY,
            *LIVEKIT,
            *AI,
            *VOICE,
            *FALLBACK,
            *KNOWLEDGE,
            *DEFAULTS,
            *COMPLIANCE,
            *WORKER,
            *TOOLS,
            *PRICING,
        )
    }
)
