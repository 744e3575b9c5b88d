"""/api/tron/calls/{id}/recording."""

from __future__ import annotations

import pytest

from tests.api.call_requests import CALLS, dial, store

pytestmark = pytest.mark.thorough


@pytest.fixture
async def recording(client, agent_id, database, config) -> str:
    """The address of a recording of 1000 bytes."""
    call = await dial(client, agent_id)
    await store(database, call["id"], status="completed", recording_url=f"{call['id']}.ogg")
    (config.data_dir / "recordings").mkdir()
    (config.data_dir / "recordings" / f"{call['id']}.ogg").write_bytes(bytes(range(250)) * 4)
    url = (await client.get(f"{CALLS}/{call['id']}")).json()["recording_url"]
    assert url == f"{CALLS}/{call['id']}/recording"
    return url


SOUND = bytes(range(250)) * 4


async def test_a_whole_recording(client, recording):
    answer = await client.get(recording)
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, SOUND, "audio/ogg")
    assert (answer.headers["accept-ranges"], answer.headers["content-length"]) == ("bytes", "1000")
    head = await client.head(recording, headers={"Range": "bytes=0-9"})
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", "1000")


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("0-0", 0, 0), ("0-", 0, 999), ("10-19", 10, 19), ("990-5000", 990, 999), ("-5", 995, 999), ("-5000", 0, 999)],
)
async def test_a_part_of_a_recording(client, recording, asked, first, last):
    answer = await client.get(recording, headers={"Range": f"bytes={asked}"})
    assert (answer.status_code, answer.content) == (206, SOUND[first : last + 1])
    assert answer.headers["content-range"] == f"bytes {first}-{last}/1000"
    assert answer.headers["content-length"] == str(last - first + 1)


@pytest.mark.parametrize("asked", ["1000-", "5000-6000", "-0"])
async def test_a_range_behind_the_end(client, recording, asked):
    answer = await client.get(recording, headers={"Range": f"bytes={asked}"})
    assert (answer.status_code, answer.headers["content-range"]) == (416, "bytes */1000")
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize("asked", ["bytes=5-1", "bytes=-", "bytes=a-b", "lines=0-5", "bytes=0-1,5-9", "bytes=²-³", ""])
async def test_a_range_that_is_none_gives_all(client, recording, asked):
    answer = await client.get(recording, headers={"Range": asked.encode("latin-1", "replace")})
    assert (answer.status_code, answer.content) == (200, SOUND)


async def test_if_range_guards_against_a_changed_file(client, recording):
    etag = (await client.get(recording)).headers["etag"]
    part = await client.get(recording, headers={"Range": "bytes=0-4", "If-Range": etag})
    assert part.status_code == 206
    part = await client.get(recording, headers={"Range": "bytes=0-4", "If-Range": '"other"'})
    assert part.status_code == 200
    same = await client.get(recording, headers={"If-None-Match": f'"other", W/{etag}'})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", etag)
    assert (await client.get(recording, headers={"If-None-Match": '"other"'})).status_code == 200


async def test_a_recording_that_still_grows(client, recording, database, config):
    call_id = recording.split("/")[-2]
    await store(database, call_id, status="in_progress")
    file = config.data_dir / "recordings" / f"{call_id}.ogg"
    answer = await client.get(recording, headers={"Range": "bytes=990-"})
    assert (answer.content, "etag" in answer.headers, answer.headers["cache-control"]) == (
        SOUND[990:],
        False,
        "no-store",
    )
    file.write_bytes(SOUND + b"more")
    assert (await client.get(recording, headers={"Range": "bytes=1000-"})).content == b"more"


@pytest.mark.parametrize("name", [None, "gone.ogg", "../secret.key", "/etc/passwd", ".", ""])
async def test_no_recording_is_not_found(client, recording, database, config, name):
    (config.data_dir / "secret.key").write_text("secret")
    await store(database, recording.split("/")[-2], recording_url=name)
    answer = await client.get(recording)
    assert (answer.status_code, answer.json()["error"]["message"]) == (404, "This call has no recording.")
