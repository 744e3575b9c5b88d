"""What flows say of their own: short sentences for keys, values and times, in Hindi for hi-IN, else in English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's. {braces} are filled in by `str.format`."""

    invalid_key: str
    no_keys: str
    ask_when: str
    ask_when_again: str
    callback: str
    callback_lost: str
    go_on: str
    so_far: str
    confirm: str
    confirm_end: str
    not_right: str
    by_keypad: str


ENGLISH: Final = Wording(
    invalid_key="Sorry, that is not one of the choices.",
    no_keys="Please use the keypad of your phone.",
    ask_when="When should we call you again?",
    ask_when_again="Which day and what time? We call between {start} and {end}.",
    callback="We will call you again {when}.",
    callback_lost="Sorry, I could not note the time. Please call us when it suits you.",
    go_on="Yes?",
    so_far="So far I have {spoken}. What comes next?",
    confirm="{spoken}. Is that right?",
    confirm_end="It ends with {spoken}. Is that right?",
    not_right="Sorry, that does not look right.",
    by_keypad="Please type it on the keypad of your phone, and press the hash key at the end.",
)
HINDI: Final = Wording(
    invalid_key="माफ़ कीजिए, यह option नहीं है।",
    no_keys="कृपया अपने phone का keypad दबाइए।",
    ask_when="हम आपको दोबारा कब call करें?",
    ask_when_again="कौन सा दिन और कितने बजे? हम {start} से {end} के बीच call करते हैं।",
    callback="हम आपको {when} फिर call करेंगे।",
    callback_lost="माफ़ कीजिए, समय note नहीं हो पाया। जब आपको ठीक लगे, हमें call कर लीजिए।",
    go_on="जी?",
    so_far="अभी तक {spoken} मिला है। आगे बताइए।",
    confirm="{spoken}। सही है?",
    confirm_end="आख़िर में {spoken} है। सही है?",
    not_right="माफ़ कीजिए, यह सही नहीं लग रहा।",
    by_keypad="कृपया इसे अपने phone के keypad पर type कीजिए, और आख़िर में hash दबाइए।",
)


def wording(language: str) -> Wording:
    """Of a BCP 47 code."""
    return HINDI if language.startswith("hi") else ENGLISH
