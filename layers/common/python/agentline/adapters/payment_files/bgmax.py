"""Bg Max, Bankgirot's own payment file, which banks replace by camt.054 (none after 2026-11-27)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from agentline.adapters.payment_files.bgmax_records import (
    Deposit,
    Item,
    Kind,
    Record,
    read_records,
)
from agentline.adapters.payment_files.payment_file import (
    UniqueIds,
    make_id,
    named_basis,
    words_for_staff,
)
from agentline.domain.ledger_event import EventKind, LedgerEvent
from agentline.domain.money import Money
from agentline.domain.payment_file import FileEntry, PaymentFile

SOURCE = "bgmax"

_OCR = re.compile(r"[0-9]{2,25}")
_IS_OCR, _IS_SEVERAL = "2", "3"


def read_bgmax(content: bytes) -> PaymentFile:
    """Raises PaymentFileError if the file as a whole is damaged or does not add up."""
    records = read_records(content)
    ids = UniqueIds()
    return PaymentFile(
        kind="bgmax",
        message_id=records.made_at,
        entries=tuple(entry for found in records.deposits for entry in _read_deposit(found, ids)),
        is_test=records.is_test,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """What names the invoice of an item, and what is said beside it."""

    reference: str | None
    ocr: str | None
    text: str


def _read_deposit(deposit: Deposit, ids: UniqueIds) -> Iterator[FileEntry]:
    event_ids = {
        item.record.line: ids.take(_wanted_id(deposit, number, item))
        for number, item in enumerate(deposit.items, start=1)
    }
    for item in deposit.items:
        event_id = event_ids[item.record.line]
        position = f"line {item.record.line}"
        if not item.minor:
            yield FileEntry(position=position, event=None, problem="no amount above zero")
        elif item.is_deduction:
            yield _read_deduction(deposit, item, position, event_id, event_ids)
        else:
            yield from _read_payment(deposit, item, position, event_id)


def _wanted_id(deposit: Deposit, number: int, item: Item) -> str:
    """Banks leave out the serial number of a payment; its place in the deposit is as constant."""
    own = item.record.part(58, 69) or f"nr{number}"
    place = (deposit.bankgiro, f"{deposit.bank_date:%Y%m%d}", deposit.serial, own)
    return make_id("deduction", *place) if item.is_deduction else make_id(*place)


def _read_payment(
    deposit: Deposit, item: Item, position: str, event_id: str
) -> Iterator[FileEntry]:
    amount = Money(item.minor, deposit.currency)
    named = _read_names(item)
    extra = item.extra_references
    if not extra and item.record.part(56, 56) != _IS_SEVERAL:
        event = _event(EventKind.PAYMENT, event_id, event_id, deposit, amount, named)
        yield FileEntry(position=position, event=event)
        return
    if item.record.part(56, 56) == _IS_SEVERAL and _itemizes(extra, item):
        for number, record in enumerate(extra, start=1):
            own_id = f"{event_id}:part{number}"
            share = Money(record.number(38, 55), deposit.currency)
            one = _Named(reference=None, ocr=_ocr_of(record), text=named.text)
            yield FileEntry(
                position=f"line {record.line}",
                event=_event(EventKind.PAYMENT, own_id, own_id, deposit, share, one),
            )
        return
    references = [record.part(13, 37) for record in (item.record, *extra)]
    listed = ", ".join(reference for reference in references if reference)
    whole = _Named(
        reference=None, ocr=None, text=words_for_staff(named.text, [f"references {listed}"])
    )
    yield FileEntry(
        position=position,
        event=_event(EventKind.PAYMENT, event_id, event_id, deposit, amount, whole),
        problem=f"pays several invoices and does not say how much of each: {listed[:200]}",
    )


def _itemizes(extra: Sequence[Record], item: Item) -> bool:
    """Whether the extra references have amounts, which banks mostly leave at zero."""
    amounts = [record.number(38, 55) for record in extra]
    return bool(amounts) and all(amounts) and sum(amounts) == item.minor


def _read_deduction(
    deposit: Deposit, item: Item, position: str, event_id: str, event_ids: Mapping[int, str]
) -> FileEntry:
    """A deduction names an invoice and no payment: it takes back the one it can only mean."""
    amount = Money(item.minor, deposit.currency)
    named = _read_names(item)
    meant = [
        event_ids[other.record.line]
        for other in deposit.items
        if not other.is_deduction
        and other.minor >= item.minor
        and other.record.part(3, 12) == item.record.part(3, 12)
        and other.record.part(13, 37) == item.record.part(13, 37) != ""
    ]
    if len(meant) == 1:
        event = _event(EventKind.RECALL, event_id, meant[0], deposit, amount, named)
        return FileEntry(position=position, event=event)
    problem = f"{amount} was deducted, and the file does not say from which payment"
    notice = LedgerEvent(
        source=SOURCE,
        id=event_id,
        kind=EventKind.NOTICE,
        payment=None,
        amount=None,
        bank_date=deposit.bank_date,
        reference=named.reference,
        ocr=named.ocr,
        text=words_for_staff(problem, [named.text]),
    )
    return FileEntry(position=position, event=notice, problem=problem)


def _event(
    kind: EventKind, event_id: str, payment: str, deposit: Deposit, amount: Money, named: _Named
) -> LedgerEvent:
    return LedgerEvent(
        source=SOURCE,
        id=event_id,
        kind=kind,
        payment=payment,
        amount=amount,
        bank_date=deposit.bank_date,
        reference=named.reference,
        ocr=named.ocr,
        text=named.text,
    )


def _read_names(item: Item) -> _Named:
    ocr = _ocr_of(item.record)
    written = [record.part(3, 52) for record in item.details_of(Kind.INFORMATION)]
    if ocr is None:
        written = [item.record.part(13, 37), *written]
    payer = " ".join(record.part(3, 37) for record in item.details_of(Kind.NAME))
    return _Named(
        # The bank checked the number in its own field, and free text nobody.
        reference=None if ocr else named_basis(written),
        ocr=ocr,
        text=words_for_staff(payer, written),
    )


def _ocr_of(record: Record) -> str | None:
    """The reference if the bank found it to be an OCR number; zeros may fill the whole field."""
    field = record.part(13, 37)
    digits = field.lstrip("0") if len(field) == 25 else field
    return digits if record.part(56, 56) == _IS_OCR and _OCR.fullmatch(digits) else None
