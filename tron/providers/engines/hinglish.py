"""Hindi words that people type in Latin letters, so that a Hindi voice does not read them as English.

Only words that are rarely English ones ("to", "is", "do", "hi" stay as they are): the rest of a Hinglish sentence is
English anyway, and espeak-ng's Hindi voice reads Latin letters as English words.
"""

from __future__ import annotations

import re

_WORDS = """
main मैं|mai मैं|mein में|hoon हूँ|hun हूँ|hu हूँ|hai है|hain हैं|hoga होगा|hogi होगी|honge होंगे
ho हो|hona होना|tha था|thi थी|aap आप|aapka आपका|aapke आपके|aapki आपकी|aapko आपको|aapse आपसे
aapne आपने|apna अपना|apne अपने|apni अपनी|tum तुम|hum हम|hamara हमारा|hamare हमारे|hamari हमारी
humein हमें|hamein हमें|mera मेरा|mere मेरे|meri मेरी|mujhe मुझे|mujhse मुझसे|maine मैंने|yeh यह
ye ये|woh वह|wo वो|voh वह|unka उनका|unki उनकी|unke उनके|iska इसका|iski इसकी|iske इसके|uska उसका
uski उसकी|uske उसके|kya क्या|kyun क्यों|kyon क्यों|kaun कौन|kab कब|kahan कहाँ|kaise कैसे|kaisa कैसा
kaisi कैसी|kitna कितना|kitne कितने|kitni कितनी|kaunsa कौनसा|kaunsi कौनसी|koi कोई|kuch कुछ|kuchh कुछ
sab सब|sabhi सभी|bahut बहुत|bohot बहुत|thoda थोड़ा|thodi थोड़ी|zyada ज़्यादा|ka का|ki की|ke के|ko को
se से|ne ने|par पर|tak तक|liye लिए|saath साथ|sath साथ|paas पास|baad बाद|pehle पहले|andar अंदर|aur और
ya या|lekin लेकिन|magar मगर|agar अगर|toh तो|phir फिर|fir फिर|kyunki क्योंकि|isliye इसलिए|jab जब
bhi भी|nahi नहीं|nahin नहीं|nahii नहीं|mat मत|haan हाँ|han हाँ|haanji हाँजी|ji जी|jee जी|achha अच्छा
accha अच्छा|acha अच्छा|theek ठीक|thik ठीक|bilkul बिल्कुल|zaroor ज़रूर|zarur ज़रूर|shayad शायद
namaste नमस्ते|namaskar नमस्कार|dhanyavaad धन्यवाद|dhanyavad धन्यवाद|shukriya शुक्रिया|kripya कृपया
maaf माफ़|alvida अलविदा|swagat स्वागत|shubh शुभ|din दिन|raat रात|subah सुबह|shaam शाम|dopahar दोपहर
aaj आज|kal कल|parso परसों|abhi अभी|ab अब|jaldi जल्दी|baje बजे|samay समय|waqt वक़्त|mahina महीना
mahine महीने|saal साल|hafte हफ़्ते|bol बोल|bolo बोलो|boliye बोलिए|bolna बोलना|bolein बोलें|bata बता
batao बताओ|bataiye बताइए|batayein बताएँ|batana बताना|baat बात|baatein बातें|kar कर|karo करो
kariye करिए|kijiye कीजिए|karna करना|karne करने|karta करता|karti करती|karte करते|karein करें
karunga करूँगा|karungi करूँगी|kiya किया|karke करके|raha रहा|rahi रही|rahe रहे|gaya गया|gayi गई
gaye गए|jana जाना|jaana जाना|jaiye जाइए|jayega जाएगा|jayegi जाएगी|aana आना|aaiye आइए|aaya आया
aayi आई|aayega आएगा|aayegi आएगी|aa आ|ja जा|dena देना|dijiye दीजिए|diya दिया|dete देते|denge देंगे
lena लेना|lijiye लीजिए|liya लिया|lenge लेंगे|lete लेते|le ले|chahiye चाहिए|chahte चाहते|chahta चाहता
chahti चाहती|chahenge चाहेंगे|sakta सकता|sakti सकती|sakte सकते|sakein सकें|sunna सुनना|suniye सुनिए
samajh समझ|samjha समझा|dekho देखो|dekhiye देखिए|dekh देख|milna मिलना|milega मिलेगा|milegi मिलेगी
mila मिला|ruko रुको|rukiye रुकिए|chalo चलो|chaliye चलिए|pata पता|naam नाम|kaam काम|ghar घर
paisa पैसा|paise पैसे|rupaye रुपये|rupay रुपये|rupees रुपये|bhai भाई|behen बहन|beta बेटा|sahab साहब
sahib साहब|dost दोस्त|pareshani परेशानी|madad मदद|jaankari जानकारी|jankari जानकारी|sawal सवाल
jawab जवाब|taraf तरफ़|ek एक|teen तीन|chaar चार|paanch पाँच|chhe छह|saat सात|aath आठ|nau नौ|das दस
wala वाला|wale वाले|wali वाली|sirf सिर्फ़|matlab मतलब|dobara दोबारा|phone फ़ोन|hua हुआ|hui हुई
hota होता|hoti होती|hote होते|yahan यहाँ|wahan वहाँ
"""
_DEVANAGARI = {
    latin: hindi for entry in _WORDS.replace("\n", "|").split("|") if entry for latin, hindi in [entry.split()]
}
_LETTERS = re.compile(r"[A-Za-z]+")


def in_devanagari(word: str) -> str:
    """The word in Hindi letters when it is a Hindi one; its punctuation stays."""
    return _LETTERS.sub(lambda match: _DEVANAGARI.get(match[0].casefold(), match[0]), word)
