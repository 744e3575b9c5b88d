"""/api/tron/voices: who can speak."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from tron.api.deps import ServicesDep, SessionDep, require
from tron.api.errors import RESPONSES
from tron.core.errors import invalid_field
from tron.core.models.voice import VoiceOut, VoicePage, VoiceQuery
from tron.core.voices import LANGUAGE_CODES, VOICES, Voice, stand_in_for

router = APIRouter(prefix="/voices", tags=["voices"], responses=RESPONSES)


@router.get("", dependencies=[Depends(require("voices.read"))])
async def list_voices(query: Annotated[VoiceQuery, Query()], services: ServicesDep, session: SessionDep) -> VoicePage:
    """Voices by language, gender and provider. Without a Sarvam key each says which built-in one stands in."""
    if query.language is not None and query.language not in LANGUAGE_CODES:
        raise invalid_field("language", f"Choose one of {', '.join(LANGUAGE_CODES)}.")
    settings = await services.settings.read(session)
    has_key = settings.get_optional("ai.sarvam_api_key") is not None
    language = query.language or settings.get_str("defaults.language")
    return VoicePage(
        items=[_shown(voice, language, has_key) for voice in VOICES if _fits(voice, query)], next_cursor=None
    )


def _fits(voice: Voice, query: VoiceQuery) -> bool:
    return (
        (query.language is None or query.language in voice.languages)
        and query.gender in (None, voice.gender)
        and query.provider in (None, voice.provider)
    )


def _shown(voice: Voice, language: str, has_key: bool) -> VoiceOut:
    own = has_key or voice.provider == "builtin"
    return VoiceOut.model_validate(
        {**voice.model_dump(), "stand_in": None if own else stand_in_for(voice.id, language)}
    )
