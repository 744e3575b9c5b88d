"""What answers a goodbye, and what is a reason to go on after it."""

from __future__ import annotations

import pytest

from tron.core.scripts.partings import answers_goodbye

LEAVES = """
ok, thanks
okay thank you so much, have a nice day
Thank you for calling.
you too
thank you madam, same to you
no thank you
nothing else, thank you
great
ok sir
bye bye
theek hai, dhanyavaad
bahut bahut dhanyawaad
ji namaste
chaliye theek hai
aapka bhi
jankari ke liye shukriya
धन्यवाद
ठीक है धन्यवाद
ओके थैंक यू
धन्यवाद, आपका भी दिन शुभ हो
நன்றி வணக்கம்
ధన్యవాదాలు
ধন্যবাদ
"""
GOES_ON = """
no
nahi nahi
wait
sir
thank you but one question
thanks, when will it come
thank you, call me at five
namaste, kaun bol raha hai
theek hai kitne paise
yes please do it
cancel it
हाँ लेकिन
ok aur delivery kab
"""


@pytest.mark.parametrize("said", LEAVES.strip().splitlines())
def test_it_takes_leave(said: str) -> None:
    assert answers_goodbye(said) is True


@pytest.mark.parametrize("said", [*GOES_ON.strip().splitlines(), ""])
def test_it_is_a_reason_to_go_on(said: str) -> None:
    assert answers_goodbye(said) is False


def test_of_a_long_speech_nothing_is_a_courtesy() -> None:
    assert answers_goodbye("thank you " * 2000) is False
