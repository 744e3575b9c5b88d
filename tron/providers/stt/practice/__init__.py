"""The practice recogniser: words for simulated people's sound, by matching it to what was synthesised."""

from tron.providers.stt.practice.catalogue import PracticeCatalogue
from tron.providers.stt.practice.events import Final, Partial, RecogniserEvent, SpeechEnded, SpeechStarted
from tron.providers.stt.practice.per_call import CallCatalogues
from tron.providers.stt.practice.recogniser import PracticeRecogniser

__all__ = [
    "CallCatalogues",
    "Final",
    "Partial",
    "PracticeCatalogue",
    "PracticeRecogniser",
    "RecogniserEvent",
    "SpeechEnded",
    "SpeechStarted",
]
