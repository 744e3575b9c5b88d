"""Words of time: every spelling is brought to one, mostly the English one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

DIGITS: Final = {0x0966 + digit: str(digit) for digit in range(10)}

DAYS: Final[Mapping[str, int]] = {"today": 0, "tonight": 0, "tomorrow": 1, "overmorrow": 2, "narson": 3}
PARTS: Final[Mapping[str, int]] = {
    "morning": 10,
    "noon": 12,
    "dopahar": 13,
    "afternoon": 14,
    "evening": 18,
    "night": 20,
    "tonight": 20,
}
WEEKDAYS: Final[Mapping[str, int]] = {
    name: index
    for index, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}
MONTHS: Final[Mapping[str, int]] = {
    name: index
    for index, name in enumerate(
        (
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ),
        start=1,
    )
}
UNITS: Final[Mapping[str, timedelta]] = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
    "month": timedelta(days=30),
}
NUMBERS: Final[Mapping[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            "one ek एक",
            "two do दो",
            "three teen तीन",
            "four char chaar चार",
            "five paanch panch पांच पाँच",
            "six chhe chheh che छह छः छे",
            "seven saat सात",
            "eight aath आठ",
            "nine nau नौ",
            "ten das दस",
            "eleven gyarah gyaarah ग्यारह",
            "twelve barah baarah बारह",
        ),
        start=1,
    )
    for name in names.split()
}
AMOUNTS: Final[Mapping[str, float]] = {
    "a": 1,
    "an": 1,
    "half": 0.5,
    "couple": 2,
    "dedh": 1.5,
    "sava": 1.25,
    "paune": 0.75,
    "dhai": 2.5,
    "fifteen": 15,
    "pandrah": 15,
    "twenty": 20,
    "bees": 20,
    "thirty": 30,
    "tees": 30,
    "forty": 40,
    "chalis": 40,
    "fifty": 50,
    "pachas": 50,
}
FRACTIONS: Final[Mapping[str, float]] = {"saadhe": 0.5, "sava": 0.25, "paune": -0.25}
FILLING: Final = frozenset({"of", "ke", "ka", "ki", "ko", "hi", "bas", "mein"})
HOUR_MARKS: Final = frozenset({"baje", "am", "pm", "after", "at", "by", "around", "before", "saadhe", "sava", "paune"})

_SPELLINGS: Final[Mapping[str, str]] = {
    "today": "aaj aj आज",
    "tomorrow": "kal कल tmrw tmr tomorow tommorow",
    "overmorrow": "parso parson परसों परसो",
    "narson": "narso नरसों तरसों tarson",
    "morning": "subah subha सुबह savere सवेरे",
    "noon": "midday",
    "dopahar": "dopahr dopeher dupahar दोपहर",
    "evening": "shaam sham शाम",
    "night": "raat rat रात",
    "monday": "mon somvar somwar somvaar somwaar सोमवार",
    "tuesday": "tue tues mangalvar mangalwar mangalvaar mangalwaar मंगलवार mangal मंगल",
    "wednesday": "wed budhvar budhwar budhvaar budhwaar बुधवार budh बुध",
    "thursday": "thu thur thurs guruvar guruwar guruvaar guruwaar गुरुवार brihaspativar brihaspativaar बृहस्पतिवार"
    " veervar veervaar वीरवार",
    "friday": "fri shukravar shukrawar shukravaar shukrawaar शुक्रवार shukra शुक्र jumma jumme जुम्मा जुम्मे",
    "saturday": "sat shanivar shaniwar shanivaar shaniwaar शनिवार shani शनि shanichar शनिचर",
    "sunday": "sun ravivar raviwar ravivaar raviwaar रविवार itvar itwar itvaar itwaar aitvaar इतवार sanday संडे",
    "january": "jan जनवरी janvari janwari जनवरि",
    "february": "feb फरवरी फ़रवरी farvari farwari फेब्रुवरी",
    "march": "mar मार्च maarch",
    "april": "apr अप्रैल aprail",
    "may": "मई",
    "june": "jun जून joon",
    "july": "jul जुलाई julai",
    "august": "aug अगस्त agast ऑगस्ट",
    "september": "sep sept सितंबर sitambar sitamber सितम्बर",
    "october": "oct अक्टूबर aktubar aktoobar अक्तूबर",
    "november": "nov नवंबर navambar navamber नवम्बर",
    "december": "dec दिसंबर disambar disamber दिसम्बर",
    "minute": "minutes min mins minat मिनट मिनटों",
    "hour": "hours hr hrs ghante ghanta ghanton घंटे घंटा घंटों",
    "day": "days din दिन dino दिनों",
    "week": "weeks hafte hafta हफ्ते हफ़्ते हफ्ता saptah सप्ताह",
    "month": "months mahine mahina महीने महीना",
    "next": "agle agla agli अगले अगला अगली coming",
    "baje": "bje बजे baj बज bajkar clock",
    "after": "baad bad बाद later past",
    "by": "tak तक",
    "around": "karib kareeb करीब lagbhag लगभग about",
    "before": "pehle pahle पहले",
    "now": "abhi अभी",
    "bajne": "बजने",
    "kam": "कम",
    "se": "से",
    "date": "tarikh tareekh तारीख th st nd rd",
    "saadhe": "sadhe saade sade साढ़े साढ़े साढे",
    "sava": "sawa savaa सवा",
    "paune": "pone पौने",
    "half": "aadhe aadha adha आधे आधा",
    "dedh": "derh डेढ़ डेढ़",
    "dhai": "ढाई adhai",
    "nahi": "nahin nhi नहीं नही",
    "mat": "मत",
    "na": "न ना",
    "ke": "के",
    "ka": "का",
    "ki": "की",
    "ko": "को",
    "mein": "main me में in",
}
SAME: Final[Mapping[str, str]] = {
    spelling: word for word, spellings in _SPELLINGS.items() for spelling in spellings.split()
}
