"""Sarvam's recognition in calls, by livekit-plugins-sarvam; reconnecting and replaying are ours."""

from tron.providers.stt.sarvam.recognition import SarvamRecognition
from tron.providers.stt.sarvam.stream import SarvamSTT
from tron.providers.stt.sarvam.translation import SarvamTranslation

__all__ = ["SarvamRecognition", "SarvamSTT", "SarvamTranslation"]
