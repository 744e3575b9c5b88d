"""Explicit wishes: "Hindi mein boliye", "speak in English please", "I don't understand Tamil"."""

from __future__ import annotations

from functools import cache

from tron.core.scripts.matching import fold

_NAMES = """
hi-IN hindi हिंदी हिन्दी இந்தி ஹிந்தி హిందీ হিন্দি ಹಿಂದಿ ഹിന്ദി હિન્દી ਹਿੰਦੀ ହିନ୍ଦୀ
en-IN english angrezi angreji inglish अंग्रेज़ी अंग्रेजी इंग्लिश ஆங்கில இங்கிலீஷ் ఇంగ్లీష్ ఆంగ్ల ইংরেজি ಇಂಗ್ಲಿಷ್ ഇംഗ്ലീഷ് અંગ્રેજી ਅੰਗਰੇਜ਼ੀ ଇଂରାଜୀ
bn-IN bengali bangla banglay বাংলা बांग्ला बंगाली
kn-IN kannada kannad ಕನ್ನಡ कन्नड़
ml-IN malayalam മലയാള मलयालम
mr-IN marathi मराठी
od-IN odia oriya ଓଡ଼ିଆ ओड़िया उड़िया
pa-IN punjabi panjabi ਪੰਜਾਬੀ पंजाबी
ta-IN tamil tamizh தமிழ் தமிழி தமிழ तमिल
te-IN telugu తెలుగు तेलुगु तेलुगू
gu-IN gujarati gujrati ગુજરાતી गुजराती
"""
# Before the name, as English has it.
_ASK_FIRST = """
speak speaking talk talking say tell switch change continue reply answer explain repeat prefer converse
"""
# After the name and its "in", as Indian languages have it.
_ASK_AFTER = """
bolo boliye bolie boliyega bolen bolein bol baat bat batao bataiye bataye batayen batai samjhao samjhaiye karo kariye
kijiye karen karein kar kahiye kaho pesu pesunga pesungal sollu sollunga matladandi matladu cheppandi bolun bola
sanga kotha please plz speak talk
बोलो बोलिए बोलिये बोलिएगा बोलें बोल बात बताओ बताइए बताइये बताएँ समझाइए करो कीजिए करिए करें कहिए बोला सांगा प्लीज़ प्लीज
பேசு பேசுங்கள் பேசுங்க பேசவும் பேசலாமா சொல்லு சொல்லுங்கள் சொல்லுங்க
మాట్లాడండి మాట్లాడు మాట్లాడతారా చెప్పండి చెప్పు
বলুন বলো বলেন কথা
ಮಾತನಾಡಿ ಮಾತಾಡಿ ಹೇಳಿ
സംസാരിക്കൂ സംസാരിക്കുമോ സംസാരിക്കുക പറയൂ പറയാമോ
બોલો બોલજો વાત કહો
ਬੋਲੋ ਗੱਲ ਦੱਸੋ
କୁହନ୍ତୁ କଥା କହ
"""
_INSIDE = "me main in only में मे ला lo la te to hi ही मा ਵਿੱਚ ਵਿਚ"
_NOT_BEFORE = "not dont cant no never cannot without"
_NOT_AFTER = """
nahi na mat nai nahin नहीं नही मत ना தெரியாது வேண்டாம் புரியவில்லை புரியல teriyadu theriyathu vendam రాదు వద్దు raadu radu
ना না বুঝি ಬರಲ್ಲ ಗೊತ್ತಿಲ್ಲ ಬೇಡ അറിയില്ല വേണ്ട येत नको નથી ਨਹੀਂ ନାହିଁ
"""
REACH = 4


def wishes(text: str) -> tuple[list[str], list[str]]:
    """(asked for, refused): languages in the order of their names in `text`, BCP 47."""
    words = fold(text).split()
    named = [(place, language) for place, word in enumerate(words) if (language := _named(word))]
    wanted, refused = list[str](), list[str]()
    for index, (place, language) in enumerate(named):
        start = named[index - 1][0] + 1 if index else 0
        end = named[index + 1][0] if index + 1 < len(named) else len(words)
        before = words[max(start, place - REACH) : place]
        after = words[place + 1 : min(end, place + 1 + REACH)]
        if _not_before() & set(before) or _not_after() & set(after):
            refused.append(language)
        elif _is_asked(before, words[place], after, language, len(words)):
            wanted.append(language)
    return wanted, refused


def _is_asked(before: list[str], name: str, after: list[str], language: str, length: int) -> bool:
    if _ask_first() & set(before[-3:]) and not (after and after[0] in _COURSE):
        return True
    inside = bool(after) and after[0] in _inside()
    ending = name not in _names()  # an ending of the name says "in"
    rest = after[1:] if inside else after
    if after and after[0] in _ask_after():
        return True
    if (inside or ending) and (_ask_after() & set(rest) or length <= 3):
        return True
    return length <= 3 and (bool({"please", "प्लीज"} & set(after + before)) or "in" in before)


_COURSE = frozenset({"medium", "course", "class", "classes", "teacher", "movie", "song"})


def _named(word: str) -> str | None:
    names = _names()
    if word in names:
        return names[word]
    if word.isascii():
        return None
    return next((language for name, language in names.items() if not name.isascii() and word.startswith(name)), None)


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split())


@cache
def _names() -> dict[str, str]:
    rows = [row.split() for row in _NAMES.strip().splitlines()]
    return {fold(name): language for language, *names in rows for name in names}


@cache
def _ask_first() -> frozenset[str]:
    return _folded(_ASK_FIRST)


@cache
def _ask_after() -> frozenset[str]:
    return _folded(_ASK_AFTER)


@cache
def _inside() -> frozenset[str]:
    return _folded(_INSIDE)


@cache
def _not_before() -> frozenset[str]:
    return _folded(_NOT_BEFORE)


@cache
def _not_after() -> frozenset[str]:
    return _folded(_NOT_AFTER)
