"""Nine more languages: the voice reads figures itself; what stands around them gets that language's words."""

from __future__ import annotations

import re
from dataclasses import replace

from tron.core.spoken.english import English
from tron.core.spoken.tongue import Currency

# language: rupees, paise, percent, and, thousand, lakh, crore
_ROWS = """
bn টাকা | পয়সা | শতাংশ | এবং | হাজার | লাখ | কোটি
kn ರೂಪಾಯಿ | ಪೈಸೆ | ಪ್ರತಿಶತ | ಮತ್ತು | ಸಾವಿರ | ಲಕ್ಷ | ಕೋಟಿ
ml രൂപ | പൈസ | ശതമാനം | ഒപ്പം | ആയിരം | ലക്ഷം | കോടി
mr रुपये | पैसे | टक्के | आणि | हजार | लाख | कोटी
od ଟଙ୍କା | ପଇସା | ପ୍ରତିଶତ | ଏବଂ | ହଜାର | ଲକ୍ଷ | କୋଟି
pa ਰੁਪਏ | ਪੈਸੇ | ਪ੍ਰਤੀਸ਼ਤ | ਅਤੇ | ਹਜ਼ਾਰ | ਲੱਖ | ਕਰੋੜ
ta ரூபாய் | பைசா | சதவீதம் | மற்றும் | ஆயிரம் | லட்சம் | கோடி
te రూపాయలు | పైసలు | శాతం | మరియు | వేలు | లక్షలు | కోట్లు
gu રૂપિયા | પૈસા | ટકા | અને | હજાર | લાખ | કરોડ
"""


class Native(English):
    """Passes figures on as they are written, in their own grouping."""

    spells_figures = False

    def __init__(self, row: str) -> None:
        rupees, paise, percent, and_, thousand, lakh, crore = (cell.strip() for cell in row.split("|"))
        self.words = replace(English.words, percent=percent, and_=and_, stop=".")
        self.currencies = dict(English.currencies) | {"INR": Currency(rupees, rupees, paise, paise)}
        self.scales = dict(English.scales) | {"thousand": thousand, "lakh": lakh, "crore": crore}

    def digits(self, text: str) -> str:
        return " ".join(text)

    def number(self, text: str) -> str:
        return text

    def cardinal(self, number: int) -> str:
        return str(number)


NATIVE = {match[1]: Native(match[2]) for match in re.finditer(r"^(\w\w) (.+)$", _ROWS, re.MULTILINE)}
