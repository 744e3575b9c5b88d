"""Small words that tell a language written in Latin letters, and words that tell none."""

from __future__ import annotations

_HINDI = """
hai hain hoon hun nahi nahin kya kyun kyon kaise kaisa kab kahan kidhar kaun kitna kitne kitni mera mere meri mujhe
mujhko aap aapka aapki aapke aapko aapne apka apki apke tum tumhara hum humko hume hamara ko ka ki ke se mein aur
lekin magar karo karna karta karti karte kar karein karen kariye kijiye raha rahi rahe tha thi gaya gayi gaye
chahiye haan haanji accha acha theek thik abhi baad kal aaj bahut bohot thoda kuch koi yeh woh wo bolo boliye bolna
batao bataiye bataye suno suniye ruko mat paisa paise rupaye bhai phir matlab wala wale wali par pe tak baje din
liye hoga hogi honge jayega jayegi bhi sirf namaste dhanyavaad shukriya diya dijiye lena na sakte sakta sakti hota
hoti iska uska isko usko apna apni ghar paas samajh pata kijiyega rakho kahiye jaldi zaroor bilkul
"""
_ENGLISH = """
the is are was were will would your you my our we i im it this that have has had for of and or on at in to with by
from can could does did be been not a an if as so there here what when where who why how which am about tell want
need know dont cant wont didnt isnt please should any some more than then just because they he she them his her its
get got going
"""
_TAMIL = """
enna illai illa venum vendum enakku ungal unga naan neenga pesunga sollunga nalla vanakkam seri romba eppo enga
yaaru irukku panna pannunga evlo ippo nandri tamilla epdi
"""
_TELUGU = """
nenu meeru meru emi enti ledu cheppandi avunu kavali namaskaram matladandi naaku naku undi ela ekkada enduku eppudu
evaru chala kadu vaddu dhanyavadalu telugulo
"""
_BENGALI = """
ami apni apnar amar keno kothay bolun achhe ache nei hobe dhonnobad kemon koto kokhon bujhte parchi chai korun
banglay nomoskar thik bhalo
"""
_MARATHI = """
आहे आहेत नाही मला तुम्ही तुमचे तुमचा काय होय पाहिजे करा सांगा बोला मराठी आणि नको कसे कसा कधी कुठे मी आम्ही हवे हवं
झाले झालं करतो करते बरं उद्या
"""
_NEITHER = """
hello hi hey helo ok okay okey yes yeah yep no nope haan ha hmm hm ji sir madam maam thank thanks thankyou sorry bye
please phone call number order otp hello? good morning evening afternoon welcome right
sure fine correct accha acha theek thik हेलो हैलो
हाय ओके यस नो हाँ हां जी सर मैडम थैंक यू थैंक्यू थैंक्स सॉरी बाय प्लीज़ प्लीज हम्म अच्छा ठीक है
"""

HINDI = frozenset(_HINDI.split())
ENGLISH = frozenset(_ENGLISH.split())
MARATHI = frozenset(_MARATHI.split())
NEITHER = frozenset(_NEITHER.split())
ROMANISED = {
    "ta-IN": frozenset(_TAMIL.split()),
    "te-IN": frozenset(_TELUGU.split()),
    "bn-IN": frozenset(_BENGALI.split()),
}
"""Tamil, Telugu and Bengali as people type them, by BCP 47."""
