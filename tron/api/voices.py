"""/api/tron/voices: who can speak."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from tron.api.byte_ranges import file_response
from tron.api.deps import ServicesDep, SessionDep, require
from tron.api.errors import RESPONSES, ErrorBody
from tron.core.errors import NotFound, Unavailable, invalid_field
from tron.core.models.vendor import PreviewIn, PreviewQuery
from tron.core.models.voice import VoiceOut, VoicePage, VoiceQuery
from tron.core.previews import MEDIA_TYPE, PreviewRequest
from tron.core.services import Services
from tron.core.voices import LANGUAGE_CODES, VOICES, Voice, parse_voice_id, stand_in_for

router = APIRouter(prefix="/voices", tags=["voices"], responses=RESPONSES)

STAND_IN = "X-Tron-Stand-In"
SOUND_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {MEDIA_TYPE: {}},
        "description": "The speech, 16 kHz mono.",
        "headers": {
            STAND_IN: {"description": "The built-in voice that spoke instead.", "schema": {"type": "string"}},
        },
    },
    206: {"content": {MEDIA_TYPE: {}}, "description": "The part that Range asked for."},
    416: {"model": ErrorBody, "description": "The range lies behind the end."},
    424: {"model": ErrorBody, "description": "The voice's vendor could not be used; the code says why."},
}


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


@router.get(
    "/{voice_id}/preview",
    response_class=Response,
    responses=SOUND_RESPONSES,
    dependencies=[Depends(require("voices.read"))],
)
async def preview_voice(
    voice_id: str, query: Annotated[PreviewQuery, Query()], services: ServicesDep, request: Request
) -> Response:
    """The voice says a sample sentence. Without a key of its vendor a built-in one stands in."""
    try:
        parse_voice_id(voice_id)
    except ValueError as error:
        raise NotFound(str(error)) from None
    return await _spoken(services, request, PreviewRequest(voice_id, None, query.language, query.speed))


@router.post(
    "/preview", response_class=Response, responses=SOUND_RESPONSES, dependencies=[Depends(require("voices.read"))]
)
async def preview_text(body: PreviewIn, services: ServicesDep, request: Request) -> Response:
    """A voice says a text of yours, at most 1,000 characters."""
    wanted = PreviewRequest(body.voice_id, body.text, body.language, body.speed)
    return await _spoken(services, request, wanted)


async def _spoken(services: Services, request: Request, wanted: PreviewRequest) -> Response:
    if services.previews is None:
        raise Unavailable("This process has no voices.", hint="Ask the one that `tron serve` started.")
    preview = await services.previews.speak(wanted, await services.settings.snapshot())
    response = file_response(preview.file, request, MEDIA_TYPE, complete=True)
    if preview.stand_in is not None:
        response.headers[STAND_IN] = preview.stand_in
    return response


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
