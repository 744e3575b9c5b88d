"""Urdu in Devanagari: common words by a list, the rest by its letters. Short vowels are not written in Urdu."""

from __future__ import annotations

import re
from functools import cache

_WORDS = """
ہے है | ہیں हैं | ہوں हूँ | ہو हो | تھا था | تھی थी | تھے थे | کا का | کی की | کے के | کو को
سے से | میں में | پر पर | نے ने | اور और | یا या | کیا क्या | کیوں क्यों | کب कब | کہاں कहाँ
کون कौन | کیسے कैसे | کیسا कैसा | کتنا कितना | کتنے कितने | آپ आप | آپکا आपका | آپکی आपकी
آپکے आपके | میرا मेरा | میری मेरी | میرے मेरे | ہم हम | ہمارا हमारा | ہماری हमारी | ہمارے हमारे
تم तुम | وہ वह | یہ यह | اس इस | ان उन | جی जी | ہاں हाँ | نہیں नहीं | مت मत | نہ न | بھی भी
ہی ही | تو तो | لیکن लेकिन | اگر अगर | شکریہ शुक्रिया | سلام सलाम | نمستے नमस्ते
السلام अस्सलाम | علیکم अलैकुम | معاف माफ़ | مہربانی मेहरबानी | براہ बराए | کرم करम | صاحب साहब
کر कर | کریں करें | کرنا करना | کرتا करता | کرتے करते | کرتی करती | رہا रहा | رہی रही | رہے रहे
سکتے सकते | سکتا सकता | سکتی सकती | گا गा | گی गी | گے गे | گیا गया | گئی गई | گئے गए | دیں दें
دے दे | لیں लें | لے ले | بتائیں बताएँ | بتا बता | بات बात | مدد मदद | وقت वक़्त | دن दिन
آج आज | کل कल | ابھی अभी | بعد बाद | پہلے पहले | پیسے पैसे | روپے रुपये | نمبر नंबर | فون फ़ोन
کال कॉल | آرڈر ऑर्डर | نام नाम | گھر घर | کام काम | ٹھیک ठीक | اچھا अच्छा | بہت बहुत
ضرور ज़रूर | انتظار इंतज़ार | ادائیگی अदायगी | رقم रक़म | بینک बैंक | ہوگا होगा | ہوگی होगी
ہوئی हुई | ہوا हुआ | چاہیے चाहिए | چاہتے चाहते | ایک एक | دو दो | تین तीन | سب सब | کچھ कुछ
کوئی कोई
"""
_LETTERS = {
    "ب": "ब", "پ": "प", "ت": "त", "ٹ": "ट", "ث": "स", "ج": "ज", "چ": "च", "ح": "ह", "خ": "ख़", "د": "द", "ڈ": "ड",
    "ذ": "ज़", "ر": "र", "ڑ": "ड़", "ز": "ज़", "ژ": "ज़", "س": "स", "ش": "श", "ص": "स", "ض": "ज़", "ط": "त", "ظ": "ज़",
    "غ": "ग़", "ف": "फ़", "ق": "क़", "ک": "क", "ك": "क", "گ": "ग", "ل": "ल", "م": "म", "ن": "न", "ہ": "ह", "ه": "ह",
}  # fmt: skip
_ASPIRATES = {
    "क": "ख",
    "ग": "घ",
    "च": "छ",
    "ज": "झ",
    "ट": "ठ",
    "ड": "ढ",
    "त": "थ",
    "द": "ध",
    "प": "फ",
    "ब": "भ",
    "ड़": "ढ़",
}
_LONG = {"ا": "ा", "و": "ो", "ی": "ी", "ي": "ी", "ے": "े", "ى": "ा"}
_AT_START = {"ا": "अ", "و": "व", "ی": "य", "ي": "य", "ے": "ए", "آ": "आ", "ع": "अ"}
_AFTER_VOWEL = {"ا": "आ", "و": "व", "ی": "ई", "ي": "ई", "ے": "ए"}
_SHORT = {"\u064e": "", "\u0650": "ि", "\u064f": "ु"}
_UNWRITTEN = re.compile("[\u064b-\u064d\u0651-\u0670\u0640]")


@cache
def _words() -> dict[str, str]:
    rows = (row.strip() for line in _WORDS.strip().splitlines() for row in line.split("|"))
    pairs = (row.split() for row in rows)
    return {pair[0]: pair[1] for pair in pairs}


def urdu_to_devanagari(word: str) -> str:
    """One word; empty when it has no letter that is known."""
    word = _UNWRITTEN.sub("", word.replace("ي", "ی").replace("ك", "ک").replace("ه", "ہ"))
    return _words().get(word) or _by_letters(word)


def _by_letters(word: str) -> str:
    pieces: list[str] = []
    for char in word:
        last = pieces[-1] if pieces else ""
        if char in _LETTERS:
            pieces.append(_LETTERS[char])
        elif char == "ھ" and last in _ASPIRATES:
            pieces[-1] = _ASPIRATES[last]
        elif char == "ں":
            pieces.append("ं")
        elif char == "آ":
            pieces.append("आ")
        elif char in _SHORT:
            pieces.append(_SHORT[char])
        elif not pieces:
            pieces.append(_AT_START.get(char, ""))
        elif char in _LONG:
            vowel = last in _LONG.values() or last in ("आ", "अ", "ए", "ई", "")
            pieces.append(_AFTER_VOWEL.get(char, "") if vowel else _LONG[char])
        elif char in "ئءؤ":
            pieces.append("")
    return "".join(pieces)
