"""Takes off what is for the eye alone: Markdown, HTML, emoji, stage directions."""

from __future__ import annotations

import re

_FENCE = re.compile(r"(```|~~~).*?(?:\1|\Z)", re.DOTALL)
_IMAGE = re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)")
_LINK = re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)")
_REFERENCE = re.compile(r"\[([^\]\n]+)\]\[[^\]\n]*\]|\[\^?\d{1,3}\](?!\()")
_BRACKETED_LINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+|[^<>\s@]+@[^<>\s@]+)>")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>|<!--.*?-->", re.DOTALL)
_STRUCK = re.compile(r"~~[^~\n]+~~")
_MASK = re.compile(
    r"(?<=\d)[*•]{2,}(?=\d)"
    r"|(?<![\w*•])(?:[xX]{2,}|[*•]{3,}|[*•]{2}(?=\d))(?:[ -][xX*•]{2,})*[ -]?(?=\d{3,6}(?![\d*]))"
)
_CODE = re.compile(r"`+([^`\n]*)`+")
_RULE = re.compile(r"^\s*(?:[-*_=]\s*){3,}$")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(?!dab|press|दबा)(.*?)\s*#*\s*$")
_BULLET = re.compile(r"^\s*(?:>\s*)*(?:[-*+•▪◦‣·–]\s+(?:\[[ xX]\]\s+)?)?")
_NUMBERED = re.compile(r"^\s*(?:>\s*)*(\d{1,2})[.)]\s+(?=\S)")
_SPEAKER = re.compile(r"^\s*\**(?:agent|assistant|ai|bot|system|एजेंट)\**\s*:\**\s*", re.IGNORECASE)
_ENDED = re.compile(r"[.!?।॥:;,…][\"'”’)*_]*$")

# A star or underscore pair around words, longest marks first; what is left over of a pair that was split is dropped.
_EMPHASIS = re.compile(r"(\*{1,3}|(?<!\w)_{1,3})(?=[^\s*_])([^*_\n]{1,400}?)(?<=[^\s*_])\1(?!\w(?<=_\w))")
_STRAY = re.compile(
    r"\*{2,}|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)|(?<=\s)\*(?=\w)|(?<=[\w.!?,])\*(?=\s|$)|^\*(?=\w)|~{2,}|`+"
)

_ACTS = (
    r"smil\w*|laugh\w*|chuckl\w*|sigh\w*|giggl\w*|paus\w*|nod\w*|whisper\w*|cough\w*|gasp\w*|grin\w*|wink\w*|hum(?:s|ming)"
    r"|clears? throat|clearing throat|takes? a (?:deep )?breath|deep breath|breath\w*|beat|silence|typing|thinking"
    r"|thinks|waits?|waiting|listens?|listening|softly|warmly|cheerfully|gently|politely|calmly|excited(?:ly)?|enthusiastically"
    r"|in an? [\w ]{1,30} (?:tone|voice)|(?:short|long|brief|slight) pause|music|hold music|beep|ring(?:s|ing)?|shrugs?"
    r"|muskura\w*(?: hue| kar)?|ha[ns]*(?:s|nst)[ea]\w*(?: hue)?|hans kar|ruk ?kar"
    r"|मुस्कुरा\S*(?: हुए| कर)?|मुस्करा\S*(?: हुए| कर)?|मुस्कान|हँस\S*(?: हुए| कर)?|हंस\S*(?: हुए| कर)?|हँसी|रुककर|रुक कर|विराम"
    r"|ठहरकर|साँस \S+|धीरे से|नरमी से|सोचते हुए|खाँस\S*"
)
_DIRECTION = re.compile(
    rf"(?:(?P<mark>\*{{1,2}}|(?<!\w)_)(?:{_ACTS})(?: [\w ,]{{0,40}})?(?P=mark)"
    rf"|\((?:{_ACTS})(?: [\w ,]{{0,40}})?\)|\[(?:{_ACTS})(?: [\w ,]{{0,40}})?\])",
    re.IGNORECASE,
)

_EMOJI = re.compile(
    "[0-9#*]\ufe0f?\u20e3"
    "|[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2300-\u23ff\u25a0-\u25ff\U000e0020-\U000e007f]"
    "|[\ufe0e\ufe0f\u20e3\u00a9\u00ae\u2122\u3030\u303d\u3297\u3299\u2139]"
)
_KEYCAP = re.compile("([0-9#*])\ufe0f?\u20e3")
_EMOTICON = re.compile(r"(?<![\w/:])(?:[:;=]-?[)(DPpO|]|<3|:'\(|\^_\^|xD)(?![\w/])")
# Joiners shape letters of Indic scripts; elsewhere they are left over from emoji.
_JOINER = re.compile("(?<![\u0900-\u0dff])[\u200c\u200d]|[\u200c\u200d](?![\u0900-\u0dff])")
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]"
)
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "«": '"', "»": '"', "\u00a0": " "})
_MARKS = set("*_`~|#<>[](){}\n\t•")


def plain(text: str, stop: str) -> str:
    """`text` as one line of sentences; `stop` ends a line of a list, a heading or a table that has no end mark."""
    text = _UNSEEN.sub("", text.translate(_QUOTES).replace("\r\n", "\n").replace("\r", "\n"))
    if not text.isascii():
        text = _JOINER.sub("", _EMOJI.sub(_emoji, text))
    text = _EMOTICON.sub(" ", text)
    if _MARKS.isdisjoint(text) and text[:1] not in {"-", "+", " "} and not text[:3].isdigit() and ":" not in text[:12]:
        return _tidy(text) if not text[:1].isdigit() else _tidy(_line(text))
    return _tidy(_lines(_inline(text), stop))


def _emoji(match: re.Match[str]) -> str:
    keycap = _KEYCAP.fullmatch(match[0])
    return f" {keycap[1]} " if keycap else " "


def _inline(text: str) -> str:
    text = _STRUCK.sub(" ", _FENCE.sub(" ", text))
    text = _LINK.sub(r"\1", _IMAGE.sub(r" ", text))
    text = _TAG.sub(" ", _BRACKETED_LINK.sub(r"\1", _REFERENCE.sub(lambda match: match[1] or " ", text)))
    text = _DIRECTION.sub(" ", text)
    text = _CODE.sub(r"\1", text)
    for _ in range(3):  # bold in italics in bold
        text, count = _EMPHASIS.subn(r"\2", text)
        if not count:
            break
    return _MASK.sub("XX", text)


def _lines(text: str, stop: str) -> str:
    """Lines joined to sentences."""
    rows = [row for row in text.split("\n") if row.strip() and not _RULE.match(row) and not _TABLE_RULE.match(row)]
    spoken = [line for line in (_line(row) for row in rows) if line]
    if len(spoken) < 2:
        return "".join(spoken)
    return " ".join(line if _ENDED.search(line) else line + stop for line in spoken[:-1]) + " " + spoken[-1]


def _line(row: str) -> str:
    row = _HEADING.sub(r"\1", _SPEAKER.sub("", row))
    row = _NUMBERED.sub(r"\1, ", row)
    row = _BULLET.sub("", row, count=1)
    if row.count("|") > 1 or row.lstrip().startswith("|"):
        row = ", ".join(cell.strip() for cell in row.strip().strip("|").split("|") if cell.strip())
    return _brackets(_STRAY.sub("", row)).strip()


_ROUND = re.compile(r"\s*[(\[{]\s*([^()\[\]{}]*?)\s*[)\]}]\s*(?=([.,!?;:।]|$)?)")


def _brackets(row: str) -> str:
    """Asides between commas."""
    if not any(mark in row for mark in "([{)]}"):
        return row

    def aside(match: re.Match[str]) -> str:
        if not match[1]:
            return " "
        before = "" if match.start() == 0 or row[: match.start()].rstrip()[-1:] in set(",.:;!?।-") else ","
        after = "" if match[2] is not None or match.end() == len(row) else ","
        return f"{before} {match[1]}{after} "

    row = _ROUND.sub(aside, row)
    return re.sub(r"[(\[{]|[)\]}]", " ", row)


_SPACES = re.compile(r"\s+")
_BEFORE_MARK = re.compile(r"\s+([,.!?;:।](?![\w.]))")
_DOUBLED = re.compile(r"([,;:])(?:\s*[,;:])+|([.!?।])(?:\s*[,;:])+|[,;:]\s*([.!?।])(?!\w)")
_OPENING = re.compile(r"^[\s,;:.।]+(?=\S)")
_DOTS = re.compile(r"\.{2,}|…")


def _tidy(text: str) -> str:
    """Single spaces and single marks."""
    text = _DOTS.sub("… ", text) if ".." in text or "…" in text else text
    text = _BEFORE_MARK.sub(r"\1", _SPACES.sub(" ", text).strip())
    text = _DOUBLED.sub(lambda match: match[1] or match[2] or match[3], text)
    return _OPENING.sub("", text)


tidy = _tidy
