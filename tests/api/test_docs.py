"""/api/tron/docs."""

from __future__ import annotations


async def test_a_guide_in_both_languages(client):
    english = (await client.get("/api/tron/docs/settings")).json()
    hindi = (await client.get("/api/tron/docs/settings", params={"language": "hi"})).json()
    assert (english["title"], english["language"], hindi["language"]) == ("Settings", "en", "hi")
    assert "<h2>" in english["html"]
    assert english["html"] != hindi["html"]


async def test_there_are_no_others(client):
    assert (await client.get("/api/tron/docs/nothing")).status_code == 422
    assert (await client.get("/api/tron/docs/settings", params={"language": "fr"})).status_code == 422
