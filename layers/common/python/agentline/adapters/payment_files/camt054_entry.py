"""One entry of a camt.054: what was booked at once, of one transaction or of many."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from agentline.adapters.payment_files.camt054_remittance import (
    Share,
    Transaction,
    read_money,
    read_shares,
)
from agentline.adapters.payment_files.payment_file import UniqueIds, UnreadableEntryError, make_id
from agentline.adapters.payment_files.xml_node import Node
from agentline.domain.ledger_event import EventKind, LedgerEvent
from agentline.domain.money import Money
from agentline.domain.payment_file import FileEntry
from agentline.domain.regime import STOCKHOLM

SOURCE = "camt054"

_LONGEST_REFERENCE = 35
_COUNT = re.compile(r"[0-9]{1,15}")
_TRUE = frozenset({"true", "1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an entry is: the account, the notification's id, its number in it, and in words."""

    account: str
    notification: str
    number: int
    position: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Booking:
    """What all transactions of an entry have in common.

    `reference` is the bank's own, or empty; `id_parts` name the entry all the same.
    """

    account: str
    reference: str
    id_parts: tuple[str, ...]
    is_credit: bool
    is_reversal: bool
    bank_date: date


def read_entry(entry: Node, place: Place, ids: UniqueIds) -> Iterator[FileEntry]:
    """One item for each transaction, or one that says why the entry cannot be taken in."""
    try:
        booking = _read_booking(entry, place)
        transactions = _read_transactions(entry, booking)
    except UnreadableEntryError as error:
        yield FileEntry(position=place.position, event=None, problem=str(error))
        return
    for number, transaction in enumerate(transactions, start=1):
        position = place.position
        if len(transactions) > 1:
            position = f"{position}, transaction {number}"
        try:
            yield from _read_transaction(booking, number, transaction, position, ids)
        except UnreadableEntryError as error:
            yield FileEntry(position=position, event=None, problem=str(error))


def _read_booking(entry: Node, place: Place) -> _Booking:
    status = entry.text("Sts/Cd", "Sts/Prtry", "Sts")
    if status != "BOOK":
        raise UnreadableEntryError(
            f"not booked yet (status {status[:35] or 'missing'}): the bank tells of it again"
        )
    reference = _bank_reference(entry, "AcctSvcrRef")
    own_place = _bank_reference(entry, "NtryRef") or f"{place.number}"
    return _Booking(
        account=place.account,
        reference=reference,
        id_parts=(reference,) if reference else (place.notification, own_place),
        is_credit=_is_credit(entry),
        is_reversal=entry.text("RvslInd") in _TRUE,
        bank_date=_bank_date(entry),
    )


def _is_credit(node: Node) -> bool:
    direction = node.text("CdtDbtInd")
    if direction not in {"CRDT", "DBIT"}:
        raise UnreadableEntryError("neither CRDT nor DBIT: whether money came or went is not said")
    return direction == "CRDT"


def _bank_date(entry: Node) -> date:
    """The day of booking, else of value; a time with an offset is of the day it is in Stockholm."""
    written = entry.text("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
    try:
        if "T" not in written:
            return date.fromisoformat(written[:10])  # a date may have an offset too
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise UnreadableEntryError("no booking date that can be read") from None
    return (moment.astimezone(STOCKHOLM) if moment.tzinfo else moment).date()


def _bank_reference(node: Node, path: str) -> str:
    reference = node.text(path)
    if len(reference) > _LONGEST_REFERENCE or not reference.isprintable():
        raise UnreadableEntryError(f"{path} is longer than {_LONGEST_REFERENCE} characters")
    return "" if reference == "NOTPROVIDED" else reference


def _read_transactions(entry: Node, booking: _Booking) -> Sequence[Transaction]:
    """The transactions with their amounts, which add up to that of the entry.

    An entry without details is its own only transaction, of which nothing is known.
    """
    for details in entry.all("NtryDtls"):
        said, there = details.text("Btch/NbOfTxs"), len(details.all("TxDtls"))
        if _COUNT.fullmatch(said) and int(said) != there and (int(said), there) != (1, 0):
            raise UnreadableEntryError(
                f"the bank booked {said} transactions at once and itemizes {there}"
            )
    total = read_money(entry, "Amt")
    if total is None or total.minor <= 0:
        raise UnreadableEntryError("no amount above zero")
    found = entry.all("NtryDtls/TxDtls")
    if len(found) <= 1:
        [only] = found or [entry]
        return [Transaction(node=only, amount=_amount_of_only(only, total))]
    transactions = [Transaction(node=node, amount=_own_amount(node)) for node in found]
    if any(transaction.amount.currency != total.currency for transaction in transactions):
        raise UnreadableEntryError("the transactions are in another currency than the entry")
    came = sum(_signed(transaction, booking) for transaction in transactions)
    if came != (total.minor if booking.is_credit else -total.minor):
        raise UnreadableEntryError(f"the transactions do not add up to the entry's {total}")
    return transactions


def _amount_of_only(node: Node, total: Money) -> Money:
    """What reached the account; the transaction may tell of another currency, but not of more."""
    own = read_money(node, "Amt", "AmtDtls/TxAmt/Amt")
    if own and own.currency == total.currency and own != total:
        raise UnreadableEntryError(f"the transaction's {own} is not the entry's {total}")
    return total


def _own_amount(node: Node) -> Money:
    amount = read_money(node, "Amt", "AmtDtls/TxAmt/Amt")
    if amount is None:
        raise UnreadableEntryError("a transaction has no amount")
    return amount


def _signed(transaction: Transaction, booking: _Booking) -> int:
    minor = transaction.amount.minor
    return minor if _came_in(transaction, booking) else -minor


def _came_in(transaction: Transaction, booking: _Booking) -> bool:
    node = transaction.node
    return _is_credit(node) if node.text("CdtDbtInd") else booking.is_credit


def _read_transaction(
    booking: _Booking, number: int, transaction: Transaction, position: str, ids: UniqueIds
) -> Iterator[FileEntry]:
    if transaction.amount.is_zero:
        raise UnreadableEntryError("no amount above zero")
    reference = _bank_reference(transaction.node, "Refs/AcctSvcrRef")
    place = (*booking.id_parts, f"{number}")
    shares, problem = read_shares(transaction)
    is_return = booking.is_reversal or bool(transaction.node.all("RtrInf"))
    if _came_in(transaction, booking):
        if is_return:
            raise UnreadableEntryError("money we had paid out came back: no customer's payment")
        payment = ids.take(make_id(booking.account, *([reference] if reference else place)))
        yield from _itemize(EventKind.PAYMENT, payment, payment, booking, shares, position, problem)
        return
    if not is_return:
        raise UnreadableEntryError("money paid out, which takes no payment back")
    event_id = ids.take(make_id("reversal", booking.account, *place))
    if reference and reference != booking.reference:
        # The references of a transaction are those of the one underlying it (ISO 20022).
        payment = make_id(booking.account, reference)
        yield from _itemize(EventKind.RECALL, event_id, payment, booking, shares, position, problem)
        return
    problem = f"{transaction.amount} was taken back, and the file does not say of which payment"
    yield FileEntry(
        position=position,
        event=LedgerEvent(
            source=SOURCE,
            id=event_id,
            kind=EventKind.NOTICE,
            payment=None,
            amount=None,
            bank_date=booking.bank_date,
            ocr=shares[0].ocr if len(shares) == 1 else None,
            text=f"{problem}. {shares[0].text}".rstrip(),
        ),
        problem=problem,
    )


def _itemize(
    kind: EventKind,
    event_id: str,
    payment: str,
    booking: _Booking,
    shares: Sequence[Share],
    position: str,
    problem: str | None,
) -> Iterator[FileEntry]:
    """An event for each invoice paid; a payment of several is as many payments."""
    for number, share in enumerate(shares, start=1):
        part = f":part{number}" if len(shares) > 1 else ""
        yield FileEntry(
            position=position,
            event=LedgerEvent(
                source=SOURCE,
                id=event_id + part,
                kind=kind,
                payment=payment + part,
                amount=share.amount,
                bank_date=booking.bank_date,
                reference=share.reference,
                ocr=share.ocr,
                text=share.text,
            ),
            problem=problem,
        )
