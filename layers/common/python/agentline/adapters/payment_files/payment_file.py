"""How a payment file names its payments, and how what a payer wrote names an invoice."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress

from agentline.domain.ocr import OcrError, basis_of_ocr
from agentline.domain.reference import UnknownReferenceError, basis_reference, read_reference

SIZE_LIMIT = 20 * 1024 * 1024  # bytes: some 15,000 payments in camt.054

_TEXT_LIMIT = 500
_NOT_FOR_KEYS = re.compile(r"[^A-Za-z0-9.-]")
_REFERENCE_WORD = re.compile(r"[0-9-]+")
_DIGIT_GROUPS = re.compile(r"[0-9]+(?: [0-9]+)*")


class PaymentFileError(ValueError):
    """The file as a whole cannot be trusted; nothing of it may be taken in. One sentence."""


class UnreadableEntryError(ValueError):
    """One entry cannot be taken in; the others can. The message is for staff."""


class UniqueIds:
    """Two payments of one file never get the same id, however alike they are (fault 24)."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def take(self, wanted: str) -> str:
        """The id itself, with ::2, ::3 from the second time on."""
        self._given[wanted] += 1
        count = self._given[wanted]
        return wanted if count == 1 else f"{wanted}::{count}"


def make_id(*parts: str) -> str:
    """One id of several that are not empty, in letters, digits and .:_- only.

    Ids become parts of keys, and banks put any characters in theirs; different parts never make the
    same id.
    """
    return ":".join(_NOT_FOR_KEYS.sub(_escape, part) for part in parts)


def named_basis(texts: Iterable[str]) -> str | None:
    """The reference of a basis, if free text names one and only one: as it is, 100001-0001, or by
    its OCR number.
    """
    named = {basis for text in texts for basis in (*_references(text), *_ocr_numbers(text))}
    return basis_reference(*named.pop()) if len(named) == 1 else None


def words_for_staff(payer: str, texts: Iterable[str]) -> str:
    """Who paid and what they wrote, in one line without control characters."""
    written = " ".join(" ".join(texts).split())
    line = ": ".join(part for part in (" ".join(payer.split()), written) if part)
    return "".join(letter for letter in line if letter.isprintable())[:_TEXT_LIMIT]


def _escape(letter: re.Match[str]) -> str:
    return f"_{ord(letter[0]):X}_"


def _references(text: str) -> Iterator[tuple[str, int]]:
    for word in _REFERENCE_WORD.findall(text):
        with suppress(UnknownReferenceError):
            yield read_reference(word)


def _ocr_numbers(text: str) -> Iterator[tuple[str, int]]:
    """Payers group the digits as they please: every word is tried, and all in a row as one."""
    for groups in _DIGIT_GROUPS.findall(text):
        for digits in {*groups.split(), groups.replace(" ", "")}:
            with suppress(OcrError):
                yield basis_of_ocr(digits)
