"""Words of numbers in English, Hindi in Devanagari, Hinglish in Latin letters, and English in Devanagari.

`sounds.py` brings spellings together that differ in doubled letters and long vowels (pachees, pachis): only what it
cannot bring together is listed twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

UNDER_101: Final = """
0 zero nought naught shunya shoonya sunya sifar शून्य ज़ीरो जीरो ज़ीरों सिफर
1 one ek ik एक वन
2 two do दो टू
3 three teen तीन थ्री
4 four char चार फोर फ़ोर
5 five panch paach paanc पांच पाँच फाइव फ़ाइव फाईव
6 six chhe che chhah chai chhai छह छः छै छे सिक्स
7 seven saat सात सेवन सेवेन
8 eight aath आठ एट ऐट
9 nine nau नौ नाइन नाईन
10 ten das dus दस टेन
11 eleven gyarah gyara igyarah igarah ग्यारह ग्यारा इलेवन इलेवेन
12 twelve barah बारह बारा ट्वेल्व
13 thirteen terah तेरह तेरा थर्टीन
14 fourteen chaudah chodah chaudha चौदह चौदा फोर्टीन फोरटीन
15 fifteen pandrah pandra pandhrah pandarah पंद्रह पन्द्रह पंद्रा फिफ्टीन
16 sixteen solah सोलह सोला सिक्सटीन
17 seventeen satrah satrha satarah सत्रह सतरह सत्रा सेवंटीन सेवेंटीन सेवनटीन
18 eighteen atharah atharha athhara अठारह अट्ठारह अठारा एटीन
19 nineteen unnis unnes उन्नीस नाइनटीन नाइंटीन
20 twenty bees बीस ट्वेंटी
21 ikkis ikees इक्कीस
22 bais baees bayis बाईस बाइस
23 teis tevis taees teees तेईस तेइस
24 chaubis chobis chaubees चौबीस चोबीस
25 pachis pachchis पच्चीस पचीस
26 chhabbis chabis छब्बीस
27 sattais sataees satais सत्ताईस सत्ताइस
28 atthais athais attais athaees अट्ठाईस अठाईस अट्ठाइस अठ्ठाईस
29 untis unatis unattis उनतीस उन्तीस उनत्तीस
30 thirty tees तीस थर्टी
31 iktis ikattis iktees ikatis इकतीस इकत्तीस इक्तीस
32 battis batis बत्तीस
33 taintis tentis tetis taitis taintees तैंतीस तेंतीस तेतीस
34 chauntis chautis chontis chaunteees चौंतीस चौतीस
35 paintis pentis paitis पैंतीस पेंतीस
36 chhattis chatis छत्तीस
37 saintis sentis saitis सैंतीस सेंतीस
38 adtis artis arhtis adattis athtis अड़तीस अड़त्तीस अड़तीस
39 untalis unchalis untaalees unatalis उनतालीस उन्तालीस उनचालीस
40 forty fourty chalis चालीस फोर्टी फॉर्टी
41 iktalis ikatalis iktaalees iktalees इकतालीस
42 bayalis byalis bialis biyalis बयालीस ब्यालीस बियालीस
43 taintalis tentalis tetalis titalis taitalis तैंतालीस तिरतालीस तेंतालीस
44 chavalis chauvalis chawalis chauvaalis chavvalis चवालीस चौवालीस चव्वालीस
45 paintalis pentalis paitalis पैंतालीस पेंतालीस
46 chhiyalis chiyalis chhialis छियालीस छयालीस
47 saintalis sentalis saitalis सैंतालीस सेंतालीस
48 adtalis artalis arhtalis athtalis adatalis अड़तालीस
49 unchas unanchas unchaas उनचास उन्चास
50 fifty pachas पचास फिफ्टी
51 ikyavan ikyaavan ikkyavan ikavan इक्यावन इक्यावान
52 bavan baawan bawan बावन
53 tirpan tirepan tripan tirapan तिरपन तिरेपन त्रेपन
54 chauvan chavan chawwan chowan चौवन चव्वन चउवन
55 pachpan pachapan पचपन
56 chhappan chapan छप्पन
57 sattavan satavan sattawan सत्तावन सतावन
58 atthavan athavan attavan अट्ठावन अठावन अठ्ठावन
59 unsath unsat unasath उनसठ उनसाठ
60 sixty saath saathh साठ सिक्सटी सिक्स्टी
61 iksath ikasath iksat इकसठ
62 basath baasath bansath basat बासठ
63 tirsath tiresath tresath tirasath तिरसठ त्रेसठ तिरेसठ
64 chaunsath chausath chonsath चौंसठ चौसठ
65 painsath pensath paisath पैंसठ पेंसठ
66 chhiyasath chiyasath chhasath chhachath छियासठ छयासठ
67 sadsath sarsath sirsath sarhsath सड़सठ सरसठ
68 adsath arsath athsath arhsath अड़सठ
69 unhattar unahattar unsattar उनहत्तर उनहतर उन्हत्तर
70 seventy sattar सत्तर सेवंटी सेवेंटी
71 ikhattar ikahattar ikattar इकहत्तर इकत्तर
72 bahattar behattar bahtar बहत्तर
73 tihattar tehattar tirhattar तिहत्तर तेहत्तर
74 chauhattar chohattar चौहत्तर
75 pachhattar pachahattar pichattar pachattar pichhattar pachatar पचहत्तर पिचहत्तर पचत्तर पिछत्तर
76 chhihattar chihattar chhiyattar chhehattar छिहत्तर छियत्तर छेहत्तर
77 satattar sathattar satahattar sattattar सतहत्तर सतत्तर
78 athhattar athattar athahattar अठहत्तर अठत्तर
79 unyasi unasi unnasi unnyasi उन्यासी उनासी उन्नासी
80 eighty assi अस्सी एटी एट्टी
81 ikyasi ikkyasi ikasi इक्यासी
82 bayasi byasi biyasi baasi बयासी ब्यासी
83 tirasi tiraasi terasi तिरासी
84 chaurasi chorasi चौरासी
85 pachasi pichasi pachyasi पचासी पिचासी पच्चासी
86 chhiyasi chiyasi chhayasi छियासी छयासी
87 sattasi satasi सत्तासी सतासी
88 atthasi athasi attasi अट्ठासी अठासी अठ्ठासी
89 navasi nawasi nauasi नवासी
90 ninety ninty nabbe navve नब्बे नाइंटी नाइन्टी
91 ikyanve ikyanave ikanve ikkyanbe ikyaanbe इक्यानवे इक्यानबे इकानवे
92 banve baanve baanbe banave banbe बानवे बानबे
93 tiranve tiranbe tiraanave teranve तिरानवे तिरानबे
94 chauranve chauranbe choranve chauraanave चौरानवे चौरानबे
95 pachanve pichanve pachanbe panchanve pachyanve पचानवे पंचानवे पिचानवे पंचानबे पचानबे
96 chhiyanve chiyanve chhiyanbe chhiyanave छियानवे छियानबे
97 sattanve satanve sattanbe satanave सत्तानवे सतानवे सत्तानबे
98 atthanve athanve atthanbe athanave attanve अट्ठानवे अठानवे अट्ठानबे अठ्ठानवे
99 ninyanve ninyanbe ninanve ninyanave nianve निन्यानवे निन्यानबे निनानवे
"""
PARTED: Final = "1.5 dedh dedhh deadh derh डेढ़ डेड\n2.5 dhai adhai dhaai dhaee ढाई अढ़ाई\n0.5 aadha aadhi aadhe आधा आधी आधे"
"""Numbers that are words of their own, though no whole ones."""
SCALES: Final = """
12 dozen darjan दर्जन
100 hundred hundreds sau sou सौ हंड्रेड हंडरेड
1000 thousand thousands hazar hajar hazzar हज़ार हजार थाउज़ेंड थाउजेंड थाउजंड
100000 lakh lakhs lac lacs laakh लाख लाखों
1000000 million millions मिलियन
10000000 crore crores karod karor caror करोड़ करोड
1000000000 billion billions arab arabh अरब बिलियन
100000000000 kharab खरब
10000000000000 neel नील
1000000000000000 padma padm पद्म
100000000000000000 shankh शंख
"""
GLUED_SCALES: Final[Mapping[str, int]] = {"k": 1000, "l": 10**5, "cr": 10**7, "m": 10**6}
"""Only right behind figures: 50k, 5L, 2cr."""
ADDED: Final = (
    "0.5 sadhe saadhe sade sarhe saarhe साढ़े साड़े साढे\n0.25 sava sawa savaa सवा\n-0.25 paune pone pauna पौने पौन पौना"
)
"""Said before the number that they change."""
REPEATS: Final = "2 double dabal dubble डबल\n3 triple tripple tripal treble ट्रिपल ट्रिप्पल\n4 quadruple quad क्वाड्रपल"
TIMES: Final = "baar bar baari dafa times बार दफा दफ़ा टाइम्स"
AFTERWARDS: Final = "2 twice ट्वाइस\n3 thrice"
"""Said behind the digit that they repeat."""
POINT: Final = "point dashamlav dashamlava dasamlav पॉइंट पॉइन्ट प्वाइंट दशमलव"
AND: Final = "and aur और एंड"
MINUS: Final = "minus negative माइनस ऋण"
WEAK: Final = "do chavan chavhan दो one ek ik एक das dus sat saath sath tera bara bar che chai so to ten वन टू तेरा बारा"
"""They mean something else in longer talk: "likh do", "ek minute", "ke saath"."""
GIVE: Final = "do दो"
DONE: Final = """
bata kar likh rakh bol bhej laga kah dikha suna de rehne jaane hone chhod chod badal
बता कर लिख रख बोल भेज लगा कह दिखा सुना दे रहने जाने होने छोड़ बदल
"""
"""Before "do" they make it "give", unless a number goes on behind it: "bata do", but "de do sau"."""
COUNTED: Final = """
minute minutes minat min second seconds sec baat baar bar thing moment point question kaam cheez sawal
मिनट मिनिट सेकंड सेकेंड बात बार काम चीज़ सवाल
"""
"""Behind a weak number they make it none: "ek minute", "one thing"."""
UNITS: Final = """
mahine mahina month months saal year years din days day hafte weeks log people percent pratishat tareekh baje ghante
hours log members kids bachche महीने महीना साल दिन हफ्ते लोग प्रतिशत तारीख बजे घंटे बच्चे
"""
"""Behind a number they make it no amount of money: "12 mahine ki EMI 4500"."""
FILLERS: Final = """
um umm uh uhh hmm hm er ah aa and aur phir fir then ok okay so ji haan han accha acha yes please next uske iske baad
like well then followed by अम अं हम्म और फिर जी हाँ अच्छा उसके बाद ओके यस
"""
"""They may stand between digits."""

ORDINALS: Final = """
1 first pehla pehli pehle pahla pahli पहला पहली पहले फर्स्ट
2 second doosra doosri dusra dusri dusre doosre दूसरा दूसरी दूसरे सेकंड सेकेंड
3 third teesra teesri tisra tisri teesre तीसरा तीसरी तीसरे थर्ड
4 fourth chautha chauthi chauthe चौथा चौथी चौथे फोर्थ
5 fifth paanchva paanchvi panchwa panchwi paanchvan पांचवा पाँचवाँ पांचवी फिफ्थ
6 sixth chhatha chhathi chhata छठा छठी छठवां सिक्स्थ
7 seventh saatva saatvi satwa सातवां सातवा सातवीं सेवंथ
8 eighth aathva aathvi athwa आठवां आठवा आठवीं एट्थ
9 ninth nauva nauvi nawa नौवां नौवा नौवीं नाइंथ
10 tenth
11 eleventh
12 twelfth
13 thirteenth
14 fourteenth
15 fifteenth
16 sixteenth
17 seventeenth
18 eighteenth
19 nineteenth
20 twentieth
30 thirtieth
"""

TENS: Final = """
twenty thirty forty fourty fifty sixty seventy eighty ninety ninty
ट्वेंटी थर्टी फोर्टी फॉर्टी फिफ्टी सिक्सटी सिक्स्टी सेवंटी सेवेंटी एटी एट्टी नाइंटी नाइन्टी
"""
"""English tens: a digit may follow. Hindi numbers under 100 are words of their own."""


def rows(table: str) -> list[tuple[Decimal, list[str]]]:
    """Number and spellings of each row."""
    return [(Decimal(line.split()[0]), line.split()[1:]) for line in table.strip().splitlines()]
