"""What is said instead of a sentence that may not be said: short, respectful, never a word of the rules behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from tron.core.scripts.phrases import is_hinglish, script_of

Kind = Literal["decline", "machine"]

HINGLISH = "hi-Latn"

DECLINES: Mapping[str, Sequence[str]] = {
    "en": (
        "I am sorry, that is something I cannot help with on this call.",
        "I cannot talk about that here, but I am glad to help with what this call is about.",
        "Sorry, that is not something I can answer. Shall we go on?",
    ),
    "hi": (
        "माफ़ कीजिए, इस कॉल पर इसमें मदद कर पाना मेरे लिए संभव नहीं है।",
        "इस विषय पर यहाँ बात करना संभव नहीं है, पर जिस काम के लिए कॉल है उसमें पूरी मदद मिलेगी।",
        "क्षमा कीजिए, इसका जवाब देना मेरे लिए संभव नहीं है। क्या हम आगे बढ़ें?",
    ),
    HINGLISH: (
        "Maaf kijiye, is call par is baare mein madad karna mere liye sambhav nahi hai.",
        "Is topic par yahan baat karna possible nahi hai, par jis kaam ke liye call hai usmein poori madad milegi.",
        "Sorry, iska jawab dena mere liye possible nahi hai. Kya hum aage badhein?",
    ),
    "bn": ("দুঃখিত, এই কলে এ বিষয়ে সাহায্য করা সম্ভব নয়।",),
    "gu": ("માફ કરશો, આ કૉલ પર એ વિશે મદદ કરવી શક્ય નથી.",),
    "kn": ("ಕ್ಷಮಿಸಿ, ಈ ಕರೆಯಲ್ಲಿ ಅದರ ಬಗ್ಗೆ ಸಹಾಯ ಮಾಡಲು ಸಾಧ್ಯವಿಲ್ಲ.",),
    "ml": ("ക്ഷമിക്കണം, ഈ കോളിൽ അതിൽ സഹായിക്കാൻ കഴിയില്ല.",),
    "mr": ("माफ करा, या कॉलवर त्याबद्दल मदत करणे शक्य नाही.",),
    "od": ("କ୍ଷମା କରିବେ, ଏହି କଲରେ ସେ ବିଷୟରେ ସାହାଯ୍ୟ କରିବା ସମ୍ଭବ ନୁହେଁ।",),
    "pa": ("ਮਾਫ਼ ਕਰਨਾ, ਇਸ ਕਾਲ ਉੱਤੇ ਇਸ ਬਾਰੇ ਮਦਦ ਕਰਨਾ ਸੰਭਵ ਨਹੀਂ ਹੈ।",),
    "ta": ("மன்னிக்கவும், இந்த அழைப்பில் அதற்கு உதவ இயலாது.",),
    "te": ("క్షమించండి, ఈ కాల్‌లో దాని గురించి సహాయం చేయడం సాధ్యం కాదు.",),
}
MACHINES: Mapping[str, Sequence[str]] = {
    "en": ("I am an automated assistant, not a person.", "To be clear, I am an automated assistant."),
    "hi": ("मैं एक ऑटोमेटेड असिस्टेंट हूँ, इंसान नहीं।", "साफ़ बता दूँ, मैं एक ऑटोमेटेड असिस्टेंट हूँ।"),
    HINGLISH: ("Main ek automated assistant hoon, insaan nahi.", "Saaf bata doon, main ek automated assistant hoon."),
    "bn": ("আমি একটি স্বয়ংক্রিয় সহকারী, মানুষ নই।",),
    "gu": ("હું એક ઑટોમેટેડ આસિસ્ટન્ટ છું, માણસ નથી.",),
    "kn": ("ನಾನು ಸ್ವಯಂಚಾಲಿತ ಸಹಾಯಕ, ಮನುಷ್ಯ ಅಲ್ಲ.",),
    "ml": ("ഞാൻ ഒരു ഓട്ടോമേറ്റഡ് അസിസ്റ്റന്റ് ആണ്, മനുഷ്യനല്ല.",),
    "mr": ("मी एक ऑटोमेटेड असिस्टंट आहे, माणूस नाही.",),
    "od": ("ମୁଁ ଏକ ସ୍ୱୟଂଚାଳିତ ସହାୟକ, ମଣିଷ ନୁହେଁ।",),
    "pa": ("ਮੈਂ ਇੱਕ ਆਟੋਮੇਟਿਡ ਅਸਿਸਟੈਂਟ ਹਾਂ, ਇਨਸਾਨ ਨਹੀਂ।",),
    "ta": ("நான் ஒரு தானியங்கி உதவியாளர், மனிதர் அல்ல.",),
    "te": ("నేను ఒక ఆటోమేటెడ్ అసిస్టెంట్‌ని, మనిషిని కాదు.",),
}
_SENTENCES: Mapping[Kind, Mapping[str, Sequence[str]]] = {"decline": DECLINES, "machine": MACHINES}


def refusal(kind: Kind, language: str, *, instead_of: str = "", times: int = 0) -> str:
    """The sentence for `language` (BCP 47), the next one each of `times`.

    Hindi follows the letters of what it stands in for: Latin letters get Latin ones.
    """
    code = language.split("-", maxsplit=1)[0].casefold()
    if code == "hi" and script_of(instead_of) == "latin" and is_hinglish(instead_of):
        code = HINGLISH
    choices = _SENTENCES[kind].get(code, _SENTENCES[kind]["en"])
    return choices[times % len(choices)]
