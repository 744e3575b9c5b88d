"""Words of addresses: signs by name, providers, endings, and what is said before an address."""

from __future__ import annotations

from typing import Final

AT: Final = "at @ ऐट एट अट"
RATE: Final = "rate rat रेट"
"""After "at the": the sign."""
THE: Final = "the da d द दी"
SIGNS: Final = {
    ".": "dot dott doat daat period point full stop डॉट डाट",
    "_": "underscore underscores under score अंडरस्कोर अण्डरस्कोर",
    "-": "hyphen dash minus हाइफन हाइफ़न डैश",
    "+": "plus प्लस",
}
SIGN_PAIRS: Final = {("under", "score"): "_", ("full", "stop"): "."}
PROVIDERS: Final = """
gmail g-mail jeemail gemail जीमेल गीमेल
yahoo yahu याहू
hotmail होटमेल हॉटमेल
outlook आउटलुक
rediffmail rediff रेडिफमेल रेडिफ
icloud आईक्लाउड
protonmail प्रोटोनमेल
zoho जोहो ज़ोहो
paytm पेटीएम
ok ओके
axis एक्सिस एक्सिज़
bank बैंक
"""
"""What stands behind the sign, as it is written and as it is heard."""
IN_DOMAINS: Final = "upi my mail ok me on it the you"
ENDINGS: Final = """
com kom कॉम काम
in इन
org ऑर्ग
net नेट
co को
edu gov ac io ai info biz app dev me uk us example test
"""
ONLY_COM: Final = frozenset({"gmail", "hotmail", "outlook", "icloud", "rediffmail"})
"""Providers behind which "dot com" may be left out."""
HANDLES: Final = """
okaxis oksbi okhdfcbank okicici ybl ibl axl paytm upi apl sbi hdfcbank icici axisbank kotak pnb barodampay fbl
ptaxis ptyes ptsbi pthdfc yapl rapl freecharge airtel jio postbank idfcbank indus yesbank cnrb unionbank
okbizaxis waaxis wasbi wahdfcbank waicici naviaxis superyes timecosmos mahb
"""
"""UPI handles that are said as words; any other counts as well."""
NO_NAME: Final = """
is the my mine a an id ids email emails mail address e upi vpa it its it's and on to i am was hai he hain h ka ki ke ko
mera meri mere ye yeh yah par pe pay please ji haan han yes ok okay so me mail me reach you can at for write note karo
kar likho likhiye lijiye lo hello hi sir madam number handle wala wali
है मेरा मेरी मेरे ईमेल मेल आईडी यह ये और पर का की को जी हाँ हां लिखो लिखिए यूपीआई पता
"""
"""Words at which the name before the sign begins."""
BIG: Final = "capital small caps all lower upper case letter letters कैपिटल स्मॉल"
