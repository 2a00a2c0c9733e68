"""Text in, the addresses and numbers of persons in it out: pure, and only what is certain enough to act on.

Called before anything is exported.  Numbers count by their form alone, so each form is checked as far as it
allows: check digits, real ranges, no neighbour that makes it a part of something longer.  What manuals print
as examples passes.  Full-width characters count as their half-width twins; spans are of the text as given.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from chatmine.records import Span

Kind = Literal["email", "resident_id", "bank_card", "mobile", "phone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found and where: code points of the text."""

    kind: Kind
    span: Span


def find(text: str) -> list[Finding]:
    """Everything in `text` that is certain, in order, no two overlapping."""
    narrow = text.translate(_NARROW)
    found: list[Finding] = []
    for kind, pattern, is_real in _KINDS:
        for match in pattern.finditer(narrow):
            span = Span(*match.span())
            if is_real(match[0]) and not any(_overlap(span, other.span) for other in found):
                found.append(Finding(kind=kind, span=span))
    return sorted(found, key=lambda finding: finding.span)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


# One character for one, so that spans stay: full-width ASCII, the ideographic space, no-break space, dashes.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ",
    0x00A0: " ",
    0x2010: "-",
    0x2011: "-",
    0x2013: "-",
    0x2212: "-",
}

# Before and after a number: no digit, letter or decimal point that it would be a part of (`0.13912345678`,
# `id_139…`, hexadecimal), and no path or query of an address (`example.org/139…`, `?id=139…`).
_BEFORE = r"(?<![A-Za-z0-9_.])(?<![0-9][-,])(?<![A-Za-z0-9]/)(?<![?&=#])"
_AFTER = r"(?![A-Za-z0-9_])(?![.,][0-9])(?!-[0-9])"


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


# Top-level domains that people have mailboxes under; two letters are countries.  A list, because code is full
# of `x@w.weight`, `icon@2x.png` and the like.
_TOP = (
    "com|net|org|edu|gov|mil|int|info|biz|name|pro|mobi|asia|xyz|top|vip|club|shop|online|site|tech|cloud"
    "|app|dev|email|live|me|io|work|link|wang|ren|fun|space|store|group|team|world|today|life|one|mail|art"
)
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9_%+][A-Za-z0-9._%+-]{0,63}@"
    rf"(?:[A-Za-z0-9][A-Za-z0-9-]{{0,62}}\.){{1,6}}(?:{_TOP}|[A-Za-z]{{2}})(?![A-Za-z0-9_@-])",
    re.IGNORECASE,
)
# What code and manuals write for "somebody"; a domain of one letter belongs to nobody either.
_NOBODY = re.compile(
    r"git|no-?reply|example|test|user(name)?|name|e?mail|xxx|abc|sender|receiver|recipient"
    r"|(your|my)[._-]?(name|e?mail)"
)
_NOWHERE = re.compile(
    r"(.+\.)?(example|(your|my)?-?(domain|company|site)|test|xxx|abc|host)\.[a-z.]+|.\.[a-z]+"
)


def _is_mailbox(text: str) -> bool:
    local, _, domain = text.lower().partition("@")
    return not _NOBODY.fullmatch(local) and not _NOWHERE.fullmatch(domain)


_RESIDENT_ID = re.compile(_BEFORE + r"[1-9][0-9]{16}[0-9Xx]" + _AFTER)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PROVINCES = {11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46}
_PROVINCES |= {50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83}
_EXAMPLE_IDS = {"11010519491231002X"}  # the one that the standard itself prints


def _is_resident_id(text: str) -> bool:
    """GB 11643: province, birth date, and a check character by ISO 7064 MOD 11-2."""
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], _WEIGHTS, strict=True))
    return (
        text[-1].upper() == "10X98765432"[total % 11]
        and int(text[:2]) in _PROVINCES
        and _is_birthday(int(text[6:10]), int(text[10:12]), int(text[12:14]))
        and text.upper() not in _EXAMPLE_IDS
    )


def _is_birthday(year: int, month: int, day: int) -> bool:
    try:
        return 1880 <= date(year, month, day).year < 2100
    except ValueError:
        return False


_BANK_CARD = re.compile(_BEFORE + r"[2-69][0-9]{3}(?:[ -]?[0-9]{4}){2,3}(?:[ -]?[0-9]{1,3})?" + _AFTER)
# Issuer's digits and lengths.  One number in ten has a right check digit by chance; the issuers' ranges are
# what keeps order numbers and ids out.
_ISSUERS = (
    (re.compile(r"62"), (16, 17, 18, 19)),  # UnionPay
    (re.compile(r"9558"), (19,)),  # ICBC's older cards
    (re.compile(r"4"), (16,)),  # Visa
    (re.compile(r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"), (16,)),  # Mastercard
    (re.compile(r"3[47]"), (15,)),  # American Express
    (re.compile(r"35(?:2[89]|[3-8])"), (16,)),  # JCB
)
_EXAMPLE_CARDS = {
    "4111111111111111",
    "4242424242424242",
    "4012888888881881",
    "4000056655665556",
    "5555555555554444",
    "5105105105105100",
    "2223003122003222",
    "378282246310005",
    "371449635398431",
    "3530111333300000",
    "3566002020360505",
}


def _is_bank_card(text: str) -> bool:
    number = _digits(text)
    issued = any(issuer.match(number) and len(number) in lengths for issuer, lengths in _ISSUERS)
    return issued and _luhn(number) and number not in _EXAMPLE_CARDS and len(set(number[6:])) > 2


def _luhn(number: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


_MOBILE = re.compile(_BEFORE + r"(?:(?:\+|00)?86[ -]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}" + _AFTER)


def _is_mobile(text: str) -> bool:
    return not _is_placeholder(_digits(text)[-8:])


def _is_placeholder(last: str) -> bool:
    """Whether the last eight digits are what people type when they mean nobody (138 0013 8000, 1234 5678)."""
    return last in ("00138000", "12345678", "23456789", "87654321") or len(set(last)) <= 2


# Country codes as assigned by the ITU, then seven to twelve digits more in groups.
_PHONE = re.compile(
    r"(?<![A-Za-z0-9_.)\]+*/^=-])\+"
    r"(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|2[1-69][0-9]|3[578][0-9]|42[0-9]|50[0-9]"
    r"|59[0-9]|6[789][0-9]|8[058][0-9]|9[679][0-9])"
    r"(?:[ .-]?\(?[0-9]{1,5}\)?){2,6}(?![A-Za-z0-9_])(?![.,][0-9])",
)
_NORTH_AMERICA = re.compile(r"1[2-9][0-9]{2}[2-9][0-9]{6}")
_CHINESE_MOBILE = re.compile(r"861[3-9]")  # is another kind


def _is_phone(text: str) -> bool:
    number = _digits(text)
    if number.startswith("1"):
        fictional = number[1:4] == "555" or number[4:7] == "555"
        return bool(_NORTH_AMERICA.fullmatch(number)) and not fictional
    if _CHINESE_MOBILE.match(number):
        return False
    return 10 <= len(number) <= 15 and not _is_placeholder(number[-8:])


# In order of how much a form says about itself: where two overlap, the first one counts.
_KINDS: tuple[tuple[Kind, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("email", _EMAIL, _is_mailbox),
    ("resident_id", _RESIDENT_ID, _is_resident_id),
    ("bank_card", _BANK_CARD, _is_bank_card),
    ("phone", _PHONE, _is_phone),
    ("mobile", _MOBILE, _is_mobile),
)
