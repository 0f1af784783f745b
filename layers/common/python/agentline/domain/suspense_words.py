"""Why money is in suspense, and the sentences that tell it to staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from agentline.domain.catalogue import Language
from agentline.domain.reason import Reason


class SuspenseCode(StrEnum):
    """Why nobody knows where to put a payment (fault 25)."""

    NAMES_NO_INVOICE = "names_no_invoice"
    NOTHING_KNOWN = "nothing_known"
    NO_CUSTOMER = "no_customer"
    OTHER_CURRENCY = "other_currency"


type SuspenseReason = Reason[SuspenseCode]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspenseWords:
    """A sentence for each code; `names` are what a payment may name its invoice by, of which
    nothing is known."""

    sentences: Mapping[SuspenseCode, str]
    names: Mapping[str, str]


WORDS: Mapping[Language, SuspenseWords] = {
    Language.ENGLISH: SuspenseWords(
        sentences={
            SuspenseCode.NAMES_NO_INVOICE: "It names no invoice.",
            SuspenseCode.NOTHING_KNOWN: "Nothing is known of {named}.",
            SuspenseCode.NO_CUSTOMER: "There is no customer {customer}.",
            SuspenseCode.OTHER_CURRENCY: "It is in {paid}, the account in {account}.",
        },
        names={
            "reference": "reference {value}",
            "ocr": "OCR {value}",
            "ledger_id": "ledger's id {value}",
        },
    ),
    Language.SWEDISH: SuspenseWords(
        sentences={
            SuspenseCode.NAMES_NO_INVOICE: "Den anger ingen faktura.",
            SuspenseCode.NOTHING_KNOWN: "Inget är känt om {named}.",
            SuspenseCode.NO_CUSTOMER: "Det finns ingen kund {customer}.",
            SuspenseCode.OTHER_CURRENCY: "Den är i {paid}, kontot i {account}.",
        },
        names={
            "reference": "referens {value}",
            "ocr": "OCR-nummer {value}",
            "ledger_id": "reskontrans id {value}",
        },
    ),
}


def suspense_in_words(reason: SuspenseReason, language: Language = Language.ENGLISH) -> str:
    """As in: nothing is known of OCR 123."""
    named = names_in_words(reason.params, language)
    return WORDS[language].sentences[reason.code].format(named=named, **reason.params)


def names_in_words(names: Mapping[str, str], language: Language = Language.ENGLISH) -> str:
    """What a payment names its invoice by: "reference 100001-0001, OCR 123"."""
    words = WORDS[language].names
    return ", ".join(words[name].format(value=names[name]) for name in words if name in names)
