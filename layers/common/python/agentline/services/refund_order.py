"""Giving back what an order cost, wherever it is by now (design.md 2.3).

On the open basis a manual order takes it off, on a draft an edit, on an invoice a credit note.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from agentline.billing_ports import BillingChange, DeedDoneError, Entered
from agentline.domain.account import Account
from agentline.domain.basis_edit import LineReduction
from agentline.domain.basis_lines import compute_lines, line_id
from agentline.domain.draft import Draft, add_edit, keep_draft
from agentline.domain.invoice import InvoiceLine
from agentline.domain.line_words import refund_words
from agentline.domain.manual_order import (
    ManualLine,
    ManualOrder,
    article_of,
    enter,
    gather,
    key_of,
)
from agentline.domain.money import Money
from agentline.domain.order_key import OrderKey
from agentline.domain.receivables import Actor, Receivables
from agentline.domain.refund import Refund, Refundable, RefundWay, find_refundable
from agentline.services.billing_desk import BillingDesk, Opened, decide, open_customer
from agentline.services.credit_basis import credit_now
from agentline.services.edit_basis import side_of
from agentline.services.enter_order import OtherDeedError


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundPreview:
    """What a refund of `amount` would do to the account; nothing is stored."""

    refundable: Refundable
    amount: Money
    before: Account
    after: Account


def preview_refund(key: OrderKey, amount: Money | None, desk: BillingDesk) -> RefundPreview:
    """Of `amount`, or of all that is left. Raises as `refund_order`, but for OtherDeedError."""
    opened = open_customer(key.customer, desk)
    refundable = _find(key, opened, desk)
    chosen = refundable.choose(amount)
    by = Actor(who="", why="", at=opened.now)
    books = _refund(opened, refundable, chosen, "", by, desk).after or opened.books
    return RefundPreview(
        refundable=refundable,
        amount=chosen,
        before=opened.books.account,
        after=books.account,
    )


def refund_order(
    key: OrderKey, amount: Money | None, deed: str, who: str, why: str, desk: BillingDesk
) -> Refund:
    """Give back `amount`, or all that is left: never more than the order's own charge less what was
    given back before. One deed does it once for ever.

    Raises RefundError, UnknownOrderError, BasisStateError, CustomerMissingError, OtherDeedError;
    what edits and credit notes raise: EditError, BelowZeroError, CreditError.
    """

    def decision(opened: Opened) -> BillingChange:
        by = Actor(who=who, why=why, at=opened.now)
        refundable = _find(key, opened, desk)
        return _refund(opened, refundable, refundable.choose(amount), deed, by, desk)

    made = desk.book.refund_made_by(deed)
    if made is None:
        with suppress(DeedDoneError):  # another request with the same key was faster
            decide(key.customer, desk, decision)
        made = desk.book.refund_made_by(deed)
    if made is None or made.order != key:
        raise OtherDeedError("the key was used for something else before: use a new one")
    return made


def _find(key: OrderKey, opened: Opened, desk: BillingDesk) -> Refundable:
    """Read after the account, and stored on the condition that this is as it was read."""

    def lines_of(number: int) -> Sequence[InvoiceLine]:
        return side_of(number, opened, desk).lines

    beside = desk.book.orders_of(key.customer, key.initiated_at)
    return find_refundable(key, beside, opened.books, lines_of)


def _refund(
    opened: Opened, refundable: Refundable, amount: Money, deed: str, by: Actor, desk: BillingDesk
) -> BillingChange:
    order: ManualOrder | None = None
    match refundable.way:
        case RefundWay.MANUAL_ORDER:
            books, order = _gather(opened, refundable, amount, deed, by, desk)
            change, made = BillingChange(after=books), order.id
        case RefundWay.DRAFT_EDIT:
            draft = _edit(opened, refundable, amount, by, desk)
            edit = draft.basis.edits[-1]
            books = keep_draft(opened.books, draft, edit.rule.words, by)
            change, made = BillingChange(after=books), edit.id
        case RefundWay.CREDIT_NOTE:
            number, line = refundable.basis, line_id(refundable.order)
            books, payments = credit_now(opened, number, amount, by, desk, line)
            change = BillingChange(after=books, payments=payments)
            made = books.basis(number).credit_notes[-1].id
    refund = Refund(
        deed=deed,
        order=key_of(refundable.order),
        way=refundable.way,
        basis=refundable.basis,
        amount=amount,
        made=made,
    )
    return replace(change, entered=Entered(deed=deed, order=order, refund=refund))


def _gather(
    opened: Opened, refundable: Refundable, amount: Money, deed: str, by: Actor, desk: BillingDesk
) -> tuple[Receivables, ManualOrder]:
    refunded, language = refundable.order, opened.standing.language
    [line] = compute_lines([refunded], (), desk.catalogue.price_list_version, language)
    content = ManualLine(
        text=refund_words(line.text, language),
        unit_price=Money(-amount.minor, amount.currency),
        vat_percent=refunded.vat_percent,
        article=article_of(refunded),
    )
    order = enter(content, refunded.customer, deed, by, refers_to=key_of(refunded))
    return gather(opened.books, order)


def _edit(
    opened: Opened, refundable: Refundable, amount: Money, by: Actor, desk: BillingDesk
) -> Draft:
    rule = LineReduction(line=line_id(refundable.order), reduction=amount)
    draft = opened.draft(refundable.basis, desk)
    return add_edit(draft, rule, desk.catalogue.price_list_version, by)
