"""The models that can be had: each is pinned, and says what it is."""

from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from tron.core.models.agent import BUILTIN_MODELS
from tron.providers.engines.downloads.catalogue import ModelFile, packaged_catalogue
from tron.providers.engines.voices import ESPEAK_LANGUAGES

MODELS = packaged_catalogue().models


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.id)
def test_every_model_is_pinned_and_described(model):
    assert re.fullmatch(r"[0-9a-f]{40}", model.revision)
    assert model.licence
    assert model.licence_url.startswith("https://huggingface.co/")
    assert len(model.about) > 30
    assert set(model.languages) <= set(ESPEAK_LANGUAGES)
    assert model.memory_bytes > model.bytes
    assert model.checksum == "catalogue"
    assert len({file.name for file in model.files}) == len(model.files)
    assert (model.gender is not None) == (model.kind == "voice")


def test_there_is_one_for_each_purpose():
    assert {model.kind for model in MODELS} == {"chat", "recognition", "voice", "embedding"}
    assert len({model.id for model in MODELS}) == len(MODELS)
    assert {model.gender for model in MODELS if model.kind == "voice"} == {"female", "male"}


def test_agents_may_name_every_chat_model():
    assert set(BUILTIN_MODELS[1:]) == {model.id for model in MODELS if model.kind == "chat"}


def test_a_mirror_keeps_the_paths():
    [model] = [model for model in MODELS if model.id == "whisper-small"]
    address = model.address("https://mirror.example/hf/", model.files[0])
    assert address == f"https://mirror.example/hf/Systran/faster-whisper-small/resolve/{model.revision}/model.bin"


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a/../../b", "a b", "", "a?b"])
def test_a_path_stays_inside(path):
    with pytest.raises(ValidationError):
        ModelFile(path=path, bytes=1)
