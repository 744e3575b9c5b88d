"""Pieces of the patterns that find figures in text."""

from __future__ import annotations

# Python's \b and \w know no vowel signs of Indic scripts.
START = r"(?<![\w\u0900-\u0dff])"
END = r"(?![\w\u0900-\u0dff])"
NUMBER = r"(?:\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)|\d+)(?:\.\d+)?"
DASH = r"\s*[-–—]\s*"
TO = r"(?:\s*[-–—]\s*|\s+(?:to|se|से)\s+)"

_IN_SENTENCE = r"(?:\.(?=\s+[a-z\u0900-\u0dff]))?"
SCALES = {
    "lakh": r"(?i:lakhs?|lacs?|laakh)|L|लाख|লাখ|লক্ষ|ಲಕ್ಷ|ലക്ഷം|ଲକ୍ଷ|ਲੱਖ|லட்சம்|లక్షలు|లక్షల|లక్ష|લાખ",
    "crore": rf"(?i:crores?|crs?|karod|karor){_IN_SENTENCE}|करोड़|कोटी|কোটি|ಕೋಟಿ|കോടി|କୋଟି|ਕਰੋੜ|கோடி|కోట్లు|కోట్ల|కోటి|કરોડ",
    "thousand": r"(?i:thousand|haz+aa?r|hajaa?r)|(?<=\d)[kK]|हज़ार|हजार|হাজার|ಸಾವಿರ|ആയിരം|ହଜାର|ਹਜ਼ਾਰ|ஆயிரம்|వేలు|వేల|હજાર",
    "million": r"(?i:million|mn)",
    "billion": r"(?i:billion|bn)",
}
SCALE = "(?:" + "|".join(SCALES.values()) + ")"
