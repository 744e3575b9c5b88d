"""Sarvam's Bulbul voices by livekit-plugins-sarvam: streamed over kept sockets in calls, whole for previews."""

from tron.providers.tts.sarvam.voice import SarvamVoice, SarvamVoices

__all__ = ["SarvamVoice", "SarvamVoices"]
