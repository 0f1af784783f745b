"""Who paid, and for what: the remittance part of a transaction in camt.054."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agentline.adapters.payment_files.payment_file import (
    UnreadableEntryError,
    named_basis,
    words_for_staff,
)
from agentline.adapters.payment_files.xml_node import Node
from agentline.domain.money import Money, MoneyError

_OCR = re.compile(r"[0-9]{2,25}")
# The schema allows five decimals; those beyond the second must say nothing.
_NEEDLESS_ZEROS = re.compile(r"(?<=\.[0-9]{2})0+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """A transaction and the amount it has on its account."""

    node: Node
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What of a transaction is for one invoice, and all that names the invoice."""

    amount: Money
    reference: str | None
    ocr: str | None
    text: str


def read_shares(transaction: Transaction) -> tuple[Sequence[Share], str | None]:
    """One share, or one for each invoice where the file says how much is for which.

    Where it names several and does not say, there is one share that names none, and a problem.
    """
    node = transaction.node
    paid = [
        (reference, read_money(strd, "RfrdDocAmt/RmtdAmt"))
        for strd in node.all("RmtInf/Strd")
        if _OCR.fullmatch(reference := _structured_reference(strd))
    ]
    written = _free_texts(node)
    text = words_for_staff(node.text("RltdPties/Dbtr/Pty/Nm", "RltdPties/Dbtr/Nm"), written)
    different = {ocr for ocr, _ in paid}
    if len(different) <= 1:
        ocr = different.pop() if different else None
        # A number in its own field was checked by the payer's bank, free text by nobody.
        basis = None if ocr else named_basis(written)
        return [Share(amount=transaction.amount, reference=basis, ocr=ocr, text=text)], None
    amounts = [amount for _, amount in paid if amount and amount.minor > 0]
    if len(amounts) == len(paid) and _add_up(amounts, transaction.amount):
        return [
            Share(amount=amount, reference=None, ocr=ocr, text=text)
            for (ocr, _), amount in zip(paid, amounts, strict=True)
        ], None
    listed = ", ".join(ocr for ocr, _ in paid)
    whole = Share(
        amount=transaction.amount,
        reference=None,
        ocr=None,
        text=words_for_staff(text, [f"OCR {listed}"]),
    )
    return [whole], f"pays several invoices and does not say how much of each: OCR {listed[:200]}"


def read_money(node: Node, *paths: str) -> Money | None:
    """The amount at the first of the paths that has one. Raises UnreadableEntryError."""
    for found in (found for path in paths for found in node.all(path)):
        digits = _NEEDLESS_ZEROS.sub("", (found.element.text or "").strip())
        try:
            return Money.parse(digits, found.element.get("Ccy", ""))
        except MoneyError as error:
            raise UnreadableEntryError(f"an amount cannot be read: {error}") from None
    return None


def _structured_reference(strd: Node) -> str:
    """The creditor's reference without spaces: its type is SCOR, a bank's own word, or not said."""
    if strd.text("CdtrRefInf/Tp/CdOrPrtry/Cd") not in {"", "SCOR"}:
        return ""
    return strd.text("CdtrRefInf/Ref").replace(" ", "")


def _free_texts(node: Node) -> Sequence[str]:
    """What the payer wrote, wherever banks put it, and references that are no OCR number."""
    structured = (_structured_reference(strd) for strd in node.all("RmtInf/Strd"))
    paths = ("RmtInf/Ustrd", "RmtInf/Strd/AddtlRmtInf", "RmtInf/Strd/RfrdDocInf/Nb")
    return [
        *(" ".join((found.element.text or "").split()) for p in paths for found in node.all(p)),
        *(reference for reference in structured if not _OCR.fullmatch(reference)),
    ]


def _add_up(amounts: Sequence[Money], total: Money) -> bool:
    return (
        all(amount.currency == total.currency for amount in amounts)
        and sum(amount.minor for amount in amounts) == total.minor
    )
