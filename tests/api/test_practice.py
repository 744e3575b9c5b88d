"""/api/tron/practice/people: who can be called without ringing anybody's phone."""

from __future__ import annotations

from tron.core.phone import is_practice
from tron.telephony.sandbox.people import FAILURES, person_for

PEOPLE = "/api/tron/practice/people"


async def test_everybody_in_the_directory_does_what_it_says(client):
    answer = await client.get(PEOPLE)
    assert answer.status_code == 200
    people = answer.json()["items"]
    assert len(people) >= 12
    assert len({person["number"] for person in people}) == len(people)
    for person in people:
        behind = person_for(person["number"], "en-IN", None)
        assert is_practice(person["number"])
        assert behind.name == person["name"]
        assert person["answers"] == (person["name"] not in FAILURES) == (behind.fate == "answers")
        assert person["what"].endswith(".")


async def test_the_first_one_talks(client):
    people = (await client.get(PEOPLE)).json()["items"]
    assert people[0]["number"] == "+910000000001"
    assert (people[0]["name"], people[0]["answers"]) == ("talker", True)
