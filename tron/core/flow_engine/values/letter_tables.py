"""How letters are said: by their names in English and Devanagari, and by words that begin with them."""

from __future__ import annotations

from typing import Final

NAMES: Final = """
A ay aye ए ऐ
B bee be बी
C cee see sea si सी
D dee di डी
E ee ई
F ef eff एफ एफ़
G gee jee ji जी
H aitch haitch etch ech ach एच
I eye aai आई आइ
J jay je जे
K kay cay के
L el ell एल
M em एम
N en एन
O oh owe ओ
P pee pi पी
Q cue queue kyu kyoo क्यू
R ar are aar आर
S es ess एस
T tee tea ti टी
U yu you yoo यू
V vee vi वी
W dabalyu dablu dablyu डब्ल्यू डब्लू डबलू डबल्यू
X ex eks एक्स
Y why wye vai wai वाई वाय
Z zed zee jed zet ज़ेड जेड ज़ी
"""
"""A letter and its names, as they are written (these are not brought together by sound: "bee" is no "be")."""
WORDS: Final = """
A alpha alfa apple america agra ahmedabad एप्पल ऐप्पल अल्फा
B bravo ball bombay boy banana bangalore बॉल बॉम्बे ब्रावो
C charlie cat calcutta chennai चार्ली कैट
D delta dog delhi डेल्टा डॉग दिल्ली
E echo elephant england ईको एलीफेंट
F foxtrot fish france father फॉक्सट्रॉट फिश
G golf goat gujarat गोल्फ गोट
H hotel hen hyderabad horse होटल
I india ink indore इंडिया
J juliet juliett jaipur japan jug जूलियट जयपुर
K kilo kite kolkata kanpur काइट
L lima lion london lucknow लीमा लायन लंदन लखनऊ
M mike mumbai madras mango mother माइक मुंबई मैंगो
N november nagpur nest nancy नवंबर नागपुर
O oscar orange orissa ऑस्कर ऑरेंज
P papa parrot paris pune patna पापा पेरिस पुणे पटना
Q quebec queen क्वीन
R romeo rabbit rose rajkot रोमियो
S sierra sun sugar surat सन शुगर सूरत
T tango tiger table tokyo टैंगो टाइगर
U uniform umbrella udaipur udupi अम्ब्रेला
V victor van varanasi venus विक्टर
W whiskey whisky watch washington व्हिस्की
X xray x-ray xmas एक्सरे
Y yankee yak yellow याक येलो
Z zulu zebra ज़ेब्रा जेब्रा ज़ुलु
"""
LINKS: Final = "for as like se jaise say from फॉर फोर से जैसे"
"""Between a letter and the word that explains it: "A for apple", "B as in Bombay", "D se Delhi"."""
IN: Final = "in इन"
BIG: Final = "capital small upper lower case letter letters alphabet word कैपिटल स्मॉल लेटर"
"""Said about letters; no part of them."""
SEPARATORS: Final = "dash hyphen space slash dot डैश हाइफन हाइफ़न स्पेस स्लैश डॉट"
NOISE: Final = """
my is the a an i it its this that of no number numbers id card please sir madam and hai he hain ka ki ke ko mera meri
mere ye yeh wo woh hi hello haan han ha ji yes ok okay so to me pan gst gstin car bike auto reg plate gaadi se par pe
on in at for with will was are be you your we he she do not say said like know tell note likh lo le na nahi hum
"""
"""Words that are no letters unless nothing else makes a whole of what was said."""
LONGEST_CLUSTER: Final = 5
"""Letters of a word that may be letters said together: "abcpk"."""
