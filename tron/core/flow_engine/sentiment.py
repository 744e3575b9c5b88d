"""How a caller feels, by plain words: Hindi of both scripts, English, Hinglish. In doubt nothing is decided."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final, Literal

from tron.core.scripts.matching import Phrases, fold

Sentiment = Literal["positive", "neutral", "negative"]

_GOOD: Final = (
    "good|great|nice|excellent|amazing|awesome|wonderful|fantastic|perfect|happy|glad|satisfied|pleased|helpful|love"
    "|loved|like|liked|best|superb|impressed|appreciate|delighted|brilliant|badhiya|badhia|mast|zabardast|jabardast"
    "|acha|achi|ache|khush|khushi|santusht|shandar|shaandar|lajawab|kamal|pasand|sahi"
)
_GOOD_HINDI: Final = (
    "अच्छा|अच्छी|अच्छे|बढ़िया|मस्त|खुश|खुशी|संतुष्ट|शानदार|लाजवाब|कमाल|पसंद|बेहतरीन|ज़बरदस्त|सही|गुड|ग्रेट|नाइस|हैप्पी|परफेक्ट"
)
_GOOD_ALWAYS: Final = (
    "thank you so|very much",
    "thanks a lot",
    "well done",
    "not bad",
    "no complaint|complaints",
    "koi shikayat nahi",
    "कोई शिकायत नहीं",
    "bahut|bohot dhanyavad|dhanyavaad|shukriya",
    "बहुत धन्यवाद|शुक्रिया",
    "maza aa gaya",
    "मज़ा आ गया",
)
_BAD: Final = (
    "bad|worst|terrible|horrible|awful|pathetic|useless|rude|angry|upset|annoyed|annoying|irritated|irritating"
    "|frustrated|frustrating|disappointed|disappointing|unhappy|dissatisfied|fraud|cheat|cheated|cheating|scam"
    "|scammed|hate|ridiculous|nonsense|rubbish|disgusting|complaint|complain|unacceptable|bekar|bekaar|bakwas|bakvas"
    "|ghatiya|kharab|kharaab|gussa|naraz|naaraz|pareshan|dhoka|dhokha|loot|thag|shikayat|bura|buri|bure|nirash|faltu"
)
_BAD_HINDI: Final = (
    "बेकार|बकवास|घटिया|खराब|गुस्सा|नाराज|परेशान|धोखा|लूट|ठग|शिकायत|बुरा|बुरी|बुरे|निराश|फालतू|बैड|फ्रॉड|चीटिंग|वर्स्ट|दुखी"
)
_BAD_ALWAYS: Final = (
    "waste of time|money",
    "fed up",
    "sick of",
    "shut up",
    "stop wasting",
    "dimag|dimaag kharab|mat",
    "time waste|barbad",
    "tang aa",
    "दिमाग खराब|मत",
    "टाइम वेस्ट|बर्बाद",
    "समय बर्बाद",
    "तंग आ",
)
_NOTHING: Final = (
    "no problem|problems|issue|issues|worries",
    "koi baat|bat|dikkat|problem|pareshani nahi",
    "कोई बात|दिक्कत|परेशानी|प्रॉब्लम नहीं",
    "good|morning morning|afternoon|evening|night|day",
    "have a .. day|evening",
    "sounds|looks|feels like",
    "would|i would|id like",
    "acha acha",
    "acha|sahi suniye|suno|batao|bataiye|to|toh",
    "अच्छा सुनिए|सुनो|बताओ|बताइए|तो",
)
_NOT: Final = "not|isnt|wasnt|arent|dont|didnt|doesnt|never|no|nothing|hardly|cant"


def feeling(said: str, more_good: Iterable[str] = (), more_bad: Iterable[str] = ()) -> Sentiment | None:
    """What the words plainly show; None where they show nothing, or both."""
    text = _phrases(_NOTHING).cut_from(fold(said))
    good, bad = _phrases(tuple(more_good)).found_in(text), _phrases(tuple(more_bad)).found_in(text)
    for always, plain, hindi in ((True, _GOOD, _GOOD_HINDI), (False, _BAD, _BAD_HINDI)):
        outright = _phrases(_GOOD_ALWAYS if always else _BAD_ALWAYS)
        found = outright.found_in(text)
        text = outright.cut_from(text)
        turned = _phrases((f"{_NOT} .. {plain}", f"{plain} .. nahi|na|nhi", f"{hindi} .. नहीं|न|ना"))
        opposite = turned.found_in(text)
        rest = turned.cut_from(text)
        found = found or _phrases((plain, hindi)).found_in(rest)
        text = rest
        good, bad = good or (found if always else opposite), bad or (opposite if always else found)
    if good == bad:
        return None
    return "positive" if good else "negative"


@cache
def _phrases(phrases: tuple[str, ...]) -> Phrases:
    return Phrases(phrases)
