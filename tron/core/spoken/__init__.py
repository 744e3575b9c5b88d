"""What a model or a template wrote, as a voice should be given it."""

from tron.core.spoken.normaliser import Spoken, speakable, spoken, wrong_script
from tron.core.spoken.wrong_script import Finding

__all__ = ["Finding", "Spoken", "speakable", "spoken", "wrong_script"]
