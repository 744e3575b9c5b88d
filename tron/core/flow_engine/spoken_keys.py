"""Keys that are said instead of pressed: "one", "ek", "number do", "दो दबाया"."""

from __future__ import annotations

from functools import cache
from typing import Final

from tron.core.scripts.matching import fold

_WORDS: Final = {
    "0": "0 zero shunya sunya शून्य जीरो ज़ीरो",
    "1": "1 one ek एक वन first pehla pehli pahla पहला पहली",
    "2": "2 two do दो टू second dusra dusri doosra दूसरा दूसरी",
    "3": "3 three teen tin तीन थ्री third teesra tisra तीसरा तीसरी",
    "4": "4 four char chaar चार फोर fourth chautha चौथा",
    "5": "5 five paanch panch पाँच पांच फाइव",
    "6": "6 six chhe chah che छह छः छे सिक्स",
    "7": "7 seven saat sat सात सेवन",
    "8": "8 eight aath ath आठ एट",
    "9": "9 nine nau no9 नौ नाइन",
    "*": "star asterisk स्टार",
    "#": "hash pound हैश",
}
_AROUND: Final = """
number no option press pressed key button the choose please dabao dabaya dabaiye dabata dabati diya wala wali ji haan
yes ok hai he to for i select want chahiye nambar digit
नंबर ऑप्शन दबाओ दबाया दबाइए दबाता दबाती दिया वाला वाली जी हाँ है बटन चाहिए प्लीज़ प्लीज
"""


def spoken_key(said: str) -> str | None:
    """The one key that the words name, where they say little else; None for none, or several."""
    keys = {key for word in fold(said).split() if (key := _keys().get(word)) is not None}
    others = [word for word in fold(said).split() if word not in _keys() and word not in _around()]
    return keys.pop() if len(keys) == 1 and not others else None


def spoken_digits(said: str) -> str:
    """Digits that were said as figures or one by one, and nothing else beside them; empty for anything else."""
    found = []
    for word in fold(said).split():
        if word.isdecimal():
            found.append(word)
        elif word in _keys():
            found.append(_keys()[word])
        elif word not in _around():
            return ""
    return "".join(found)


@cache
def _keys() -> dict[str, str]:
    return {fold(word): key for key, words in _WORDS.items() for word in words.split()}


@cache
def _around() -> frozenset[str]:
    return frozenset(fold(word) for word in _AROUND.split())
