"""The records of a Bg Max file: lines of 80 characters in ISO-8859-1, grouped by deposit.

Positions are those of Bankgirot's technical manual, counted from 1.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from agentline.adapters.payment_files.payment_file import PaymentFileError
from agentline.domain.money import Money, MoneyError

_WIDTH = 80
_CONTROL_CHARACTER = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class Kind(StrEnum):
    """The first two characters of a record."""

    START = "01"
    SECTION = "05"
    PAYMENT = "20"
    DEDUCTION = "21"
    PAYMENT_REFERENCE = "22"
    DEDUCTION_REFERENCE = "23"
    INFORMATION = "25"
    NAME = "26"
    STREET = "27"
    CITY = "28"
    ORGANISATION = "29"
    DEPOSIT = "15"
    END = "70"


_DETAILS = frozenset(
    {
        Kind.PAYMENT_REFERENCE,
        Kind.DEDUCTION_REFERENCE,
        Kind.INFORMATION,
        Kind.NAME,
        Kind.STREET,
        Kind.CITY,
        Kind.ORGANISATION,
    }
)


@dataclass(frozen=True, slots=True)
class Record:
    """A line and its number in the file."""

    line: int
    text: str

    @property
    def kind(self) -> str:
        return self.text[:2]

    def part(self, first: int, last: int) -> str:
        return self.text[first - 1 : last].strip()

    def number(self, first: int, last: int) -> int:
        """Raises PaymentFileError unless there are digits at all the positions."""
        digits = self.text[first - 1 : last]
        if not (digits.isascii() and digits.isdigit()):
            raise PaymentFileError(
                f"Line {self.line} of the file has no number at positions {first} to {last}."
            )
        return int(digits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A payment or a deduction, and the records that tell more of it."""

    record: Record
    details: list[Record] = field(default_factory=list)

    @property
    def is_deduction(self) -> bool:
        return self.record.kind == Kind.DEDUCTION

    @property
    def minor(self) -> int:
        return self.record.number(38, 55)

    @property
    def extra_references(self) -> Sequence[Record]:
        return self.details_of(
            Kind.DEDUCTION_REFERENCE if self.is_deduction else Kind.PAYMENT_REFERENCE
        )

    def details_of(self, kind: Kind) -> Sequence[Record]:
        return [detail for detail in self.details if detail.kind == kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit:
    """What reached one bankgiro number as one sum on one day."""

    bankgiro: str
    bank_date: date
    serial: str
    currency: str
    items: Sequence[Item]


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """A whole file, whose sums and counts are right. `made_at` has the digits of its time."""

    made_at: str
    is_test: bool
    deposits: Sequence[Deposit]


def read_records(content: bytes) -> Records:
    """Raises PaymentFileError."""
    start, *records = _read_lines(content)
    if start.kind != Kind.START or start.part(3, 22) != "BGMAX" or start.part(23, 24) != "01":
        raise PaymentFileError("The file is no Bg Max of version 01.")
    deposits = tuple(_group(records))
    _check_counts(records[-1], [item for deposit in deposits for item in deposit.items], deposits)
    return Records(
        made_at=f"{start.number(25, 44):020}",
        is_test=start.part(45, 45) == "T",
        deposits=deposits,
    )


def _read_lines(content: bytes) -> Sequence[Record]:
    """Blanks that an editor or a transfer cut off at the end of a line are put back."""
    if not content.isascii() and _is_utf8(content):
        raise PaymentFileError("The file was saved as UTF-8: give it as the bank sent it.")
    lines = content.decode("iso-8859-1").rstrip("\r\n\x1a ").split("\n")
    records = []
    for number, line in enumerate(lines, start=1):
        text = line.rstrip("\r ")
        if len(text) > _WIDTH or _CONTROL_CHARACTER.search(text):
            raise PaymentFileError(f"Line {number} of the file is no line of 80 characters.")
        records.append(Record(number, text.ljust(_WIDTH)))
    return records


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _group(records: Sequence[Record]) -> Iterator[Deposit]:
    """The deposits, each a section from its opening to its deposit record."""
    if not records or records[-1].kind != Kind.END:
        raise PaymentFileError("The file breaks off: its closing record (70) is missing.")
    section: Record | None = None
    items: list[Item] = []
    for record in records[:-1]:
        match record.kind:
            case Kind.SECTION if section is None:
                section, items = record, []
            case Kind.DEPOSIT if section is not None:
                yield _read_deposit(section, items, record)
                section = None
            case Kind.PAYMENT | Kind.DEDUCTION if section is not None:
                items.append(Item(record=record))
            case kind if section is not None and items and kind in _DETAILS:
                items[-1].details.append(record)
            case _:
                raise PaymentFileError(
                    f"Line {record.line} of the file has a record that does not belong there."
                )
    if section is not None:
        raise PaymentFileError(f"The section of line {section.line} has no deposit record (15).")


def _read_deposit(section: Record, items: Sequence[Item], deposit: Record) -> Deposit:
    currency = deposit.part(69, 71)
    _check_currency(section, deposit)
    total = sum(-item.minor if item.is_deduction else item.minor for item in items)
    if total != deposit.number(51, 68) or len(items) != deposit.number(72, 79):
        raise PaymentFileError(
            f"The deposit of line {deposit.line} is not the sum, or the count, of its payments."
        )
    try:
        bank_date = date.fromisoformat(f"{deposit.number(38, 45):08}")
    except ValueError:
        raise PaymentFileError(f"Line {deposit.line} of the file has no date.") from None
    return Deposit(
        bankgiro=section.part(3, 12).lstrip("0"),
        bank_date=bank_date,
        serial=deposit.part(46, 50),
        currency=currency,
        items=items,
    )


def _check_currency(section: Record, deposit: Record) -> None:
    currency = deposit.part(69, 71)
    try:
        Money(0, currency)
    except MoneyError:
        raise PaymentFileError(f"Line {deposit.line} of the file has no currency.") from None
    if section.part(23, 25) not in {"", currency}:
        raise PaymentFileError(
            f"Lines {section.line} and {deposit.line} of the file name two currencies."
        )


def _check_counts(end: Record, items: Sequence[Item], deposits: Sequence[Deposit]) -> None:
    counts = (
        (end.number(3, 10), sum(not item.is_deduction for item in items), "payments"),
        (end.number(11, 18), sum(item.is_deduction for item in items), "deductions"),
        (end.number(19, 26), sum(len(item.extra_references) for item in items), "references"),
        (end.number(27, 34), len(deposits), "deposits"),
    )
    for said, there, what in counts:
        if said != there:
            raise PaymentFileError(f"The file says it has {said} {what} and has {there}.")
