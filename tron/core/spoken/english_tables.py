"""English words for figures and signs."""

from __future__ import annotations

from tron.core.spoken.tongue import Currency, Words

_UNDER_20 = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen
"""
UNDER_20 = tuple(_UNDER_20.split())
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_MONTHS = """
January February March April May June July August September October November December
"""
MONTHS = tuple(_MONTHS.split())

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

WORDS = Words(
    point="point",
    minus="minus",
    plus="plus",
    percent="percent",
    to="to",
    per="per",
    and_="and",
    or_="or",
    at="at",
    dot="dot",
    slash="slash",
    hyphen="hyphen",
    underscore="underscore",
    star="star",
    hash_="hash",
    number="number",
    ending="ending",
    about="about",
    equals="equals",
    degrees="degrees",
    by="by",
    half="half",
    quarter="one quarter",
    three_quarters="three quarters",
    over="by",
    stop=".",
)

CURRENCIES = {
    "INR": Currency("rupee", "rupees", "paisa", "paise"),
    "USD": Currency("dollar", "dollars", "cent", "cents"),
    "EUR": Currency("euro", "euros", "cent", "cents"),
    "GBP": Currency("pound", "pounds", "penny", "pence"),
}

SCALES = {scale: scale for scale in ("thousand", "lakh", "crore", "million", "billion")}

UNITS = {
    "kg": "kilos",
    "g": "grams",
    "mg": "milligrams",
    "km": "kilometres",
    "m": "metres",
    "cm": "centimetres",
    "mm": "millimetres",
    "ft": "feet",
    "in": "inches",
    "sqft": "square feet",
    "sqm": "square metres",
    "l": "litres",
    "ml": "millilitres",
    "kb": "K B",
    "mb": "M B",
    "gb": "G B",
    "tb": "T B",
    "kbps": "K B P S",
    "mbps": "M B P S",
    "gbps": "G B P S",
    "kmph": "kilometres per hour",
    "h": "hours",
    "min": "minutes",
    "s": "seconds",
    "w": "watts",
    "kw": "kilowatts",
    "kwh": "units",
    "v": "volts",
    "mah": "M A H",
    "hp": "horse power",
    "f": "degrees Fahrenheit",
    "y": "years",
    "mp": "megapixels",
    "c": "degrees Celsius",
}

PER_WHAT = {
    "month": "month",
    "year": "year",
    "day": "day",
    "week": "week",
    "hour": "hour",
    "minute": "minute",
    "person": "person",
    "night": "night",
    "piece": "piece",
    "unit": "unit",
    "kg": "kilo",
    "km": "kilometre",
    "l": "litre",
    "sqft": "square foot",
    "gb": "G B",
}

LETTERS = {letter: letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}

_SPELLED = """
COD EMI GST OTP UPI KYC SMS ATM CVV IFSC RTGS IMPS IVR ID FD SIP ETA FAQ PDF DND TV AC AI RBI SBI HDFC ICICI LIC PNR
GPS MRP NRI HR CEO USSD URL QR EPF PF ITR TDS UAN RTO RC DL BHK CCTV LED LPG CNG USB AWB
"""

ABBREVIATIONS = {word: " ".join(word) for word in _SPELLED.split()} | {
    "PAN": "pan",
    "PIN": "pin",
    "SIM": "sim",
    "NEFT": "N E F T",
    "OK": "okay",
    "CIBIL": "sibil",
    "Wi-Fi": "wifi",
    "WiFi": "wifi",
    "2G": "two G",
    "3G": "three G",
    "4G": "four G",
    "5G": "five G",
    "T20": "T twenty",
    "T-20": "T twenty",
    "B2B": "B to B",
    "B2C": "B to C",
}

TITLES = {
    "Mr": "Mister",
    "Mrs": "Missus",
    "Ms": "Miss",
    "Dr": "Doctor",
    "Smt": "Shrimati",
    "Prof": "Professor",
    "Pvt": "Private",
    "Ltd": "Limited",
    "No": "number",
    "vs": "versus",
    "etc": "et cetera",
    "approx": "approximately",
    "p.a": "per annum",
    "e.g": "for example",
    "i.e": "that is",
}
