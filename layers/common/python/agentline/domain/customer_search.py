"""How customers are found by what staff type into one box."""

import re
import unicodedata
from enum import StrEnum

# Names have few words; each is one row, written with the name in one transaction.
MOST_WORDS = 8
LONGEST_KEY = 100

_CUSTOMER = re.compile(r"[1-9][0-9]{5,11}")
_OCR = re.compile(r"[0-9]{3,25}")


class MatchedBy(StrEnum):
    """What of a customer fits what was searched for."""

    NUMBER = "number"
    CUSTOMER_NUMBER = "customer_number"
    INVOICE = "invoice"
    OCR = "ocr"
    INVOICE_NUMBER = "invoice_number"
    EMAIL = "email"
    NAME = "name"


def search_key(text: str) -> str:
    """Equal for spellings that differ in case, in spaces, or in how accents are composed."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(plain.split())[:LONGEST_KEY]


def name_keys(name: str) -> tuple[str, ...]:
    """The keys a name is found by: it from each of its words on; the whole first."""
    words = search_key(name).split()
    return tuple(" ".join(words[at:]) for at in range(min(len(words), MOST_WORDS)))


def is_found_first(name: str, key: str, wanted: str) -> bool:
    """Whether `key` is the one of the name's keys that speaks for it: a name that fits by several
    of its words is found once."""
    return key == min((each for each in name_keys(name) if each.startswith(wanted)), default=None)


def invoice_number_key(number: str) -> str:
    """Equal for spellings of a ledger's number that differ in case and spaces."""
    return search_key(number).replace(" ", "")


def read_customer_number(text: str) -> str | None:
    return text if _CUSTOMER.fullmatch(text) else None


def read_ocr_digits(text: str) -> str | None:
    """The digits of what may be an OCR number, written with or without spaces."""
    digits = "".join(text.split())
    return digits if _OCR.fullmatch(digits) else None
