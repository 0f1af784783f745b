"""A draft and what staff can do to it before it is dispatched (design.md 2.2, 2.3)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from agentline.domain.account import close_early
from agentline.domain.basis import Basis, BasisStateError
from agentline.domain.basis_edit import (
    BasisReduction,
    Edit,
    EditError,
    Goodwill,
    LineReduction,
    LineText,
    OtherPriceList,
    Rule,
    next_edit_id,
)
from agentline.domain.basis_lines import VersionOf, compute_lines, line_id, sum_of
from agentline.domain.basis_state import BasisState
from agentline.domain.billing_audit import BASIS_EDITED, BASIS_VOIDED, LINE_MOVED, audit_basis
from agentline.domain.catalogue import Language
from agentline.domain.invoice import InvoiceLine
from agentline.domain.manual_order import AnyOrder, ManualKind, ManualOrder, is_of_one_contact
from agentline.domain.money import Money
from agentline.domain.receivables import Actor, Receivables, add_closed


class BelowZeroError(ValueError):
    """The basis would come to less than nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A closed basis that can still be changed, with its orders."""

    basis: Basis
    orders: tuple[AnyOrder, ...]
    language: Language

    @property
    def is_complete(self) -> bool:
        """Whether these are the orders that the basis counts."""
        total = sum((order.amount for order in self.orders), Money(0, self.basis.total.currency))
        return (len(self.orders), total) == (self.basis.count, self.basis.total)

    def lines(self, version_of: VersionOf) -> tuple[InvoiceLine, ...]:
        return compute_lines(self.orders, self.basis.edits, version_of, self.language)

    def with_edits(self, edits: Sequence[Edit], version_of: VersionOf) -> "Draft":
        """With other edits, and what is payable by them. Raises BelowZeroError, EditError."""
        draft = replace(self, basis=replace(self.basis, edits=tuple(edits)))
        return draft.computed(version_of)

    def with_order(self, order: AnyOrder, version_of: VersionOf) -> "Draft":
        """With a correction that belongs here. Raises BelowZeroError if it has no room."""
        basis = replace(
            self.basis,
            count=self.basis.count + 1,
            total=self.basis.total + order.amount,
        )
        placed = replace(order, basis=basis.number)
        return replace(self, basis=basis, orders=(*self.orders, placed)).computed(version_of)

    def without(self, orders: Sequence[AnyOrder], version_of: VersionOf) -> "Draft":
        kept = tuple(order for order in self.orders if order not in orders)
        total = sum((order.amount for order in kept), Money(0, self.basis.total.currency))
        basis = replace(self.basis, count=len(kept), total=total)
        return replace(self, basis=basis, orders=kept).computed(version_of)

    def computed(self, version_of: VersionOf) -> "Draft":
        """With what is payable by its orders and edits. Raises BelowZeroError."""
        payable = sum_of(self.lines(version_of), self.basis.payable.currency)
        if payable.minor < 0:
            raise BelowZeroError(
                f"basis {self.basis.reference} would come to {payable}, less than nothing"
            )
        return replace(self, basis=replace(self.basis, payable=payable))


def close_now(books: Receivables, by: Actor) -> Receivables:
    """Close the open basis to draft before the limit is reached. Raises NothingToCloseError."""
    change = close_early(books.account, f"closed early: {by.why}", by.at)
    if change.closed is None:
        raise BasisStateError("the open basis did not close")
    return add_closed(books, change.after, change.closed, by.who)


def add_edit(draft: Draft, rule: Rule, version_of: VersionOf, by: Actor) -> Draft:
    """The draft with one more rule. Raises EditError for one that changes nothing or makes no
    sense here, BelowZeroError, LookupError where a price list lacks an article."""
    draft.basis.require(BasisState.DRAFT)
    if isinstance(rule, OtherPriceList) and rule.price_list.valid_from > by.at:
        # It could still be withdrawn, and the draft then not be computed any more.
        raise EditError(f"{rule.words} names a version that has not begun")
    edit = Edit(id=next_edit_id(draft.basis.edits), rule=rule, who=by.who, why=by.why, at=by.at)
    lines_before = draft.lines(version_of)
    edited = draft.with_edits((*draft.basis.edits, edit), version_of)
    if edited.lines(version_of) == lines_before:
        raise EditError(f"{rule.words} changes nothing on basis {draft.basis.reference}")
    asked = _amount_asked(rule)
    if asked and asked > draft.basis.payable - edited.basis.payable:
        raise EditError(f"{asked} is more than there is to take it off")
    return edited


def remove_edit(draft: Draft, edit: str, version_of: VersionOf) -> Draft:
    """The draft without one of its rules: undo. Raises EditError if another needs what it made."""
    draft.basis.require(BasisState.DRAFT)
    kept = tuple(found for found in draft.basis.edits if found.id != edit)
    if len(kept) == len(draft.basis.edits):
        raise EditError(f"basis {draft.basis.reference} has no edit {edit}")
    return draft.with_edits(kept, version_of)


def keep_draft(books: Receivables, draft: Draft, words: str, by: Actor) -> Receivables:
    """The receivables with an edited draft in the place of what it was."""
    before = books.basis(draft.basis.number)
    entry = audit_basis(BASIS_EDITED, before, draft.basis, by.who, by.why, by.at, edit=words)
    return books.with_basis(draft.basis).with_entries(entry)


def move_line(
    books: Receivables, draft: Draft, line: str, version_of: VersionOf, by: Actor
) -> tuple[Receivables, tuple[AnyOrder, ...]]:
    """Move a call, with its corrections here, or a manual line to the open basis; the orders as
    they are then. What was given stays: it would be given beyond the bound of goodwill there.

    Raises EditError for a line that cannot be moved or that an edit names, BelowZeroError.
    """
    draft.basis.require(BasisState.DRAFT)
    chosen = next((order for order in draft.orders if line_id(order) == line), None)
    if chosen is None or (isinstance(chosen, ManualOrder) and chosen.kind is not ManualKind.LINE):
        raise EditError(f"{line} is no call and no manual line on basis {draft.basis.reference}")
    moved = tuple(order for order in draft.orders if is_of_one_contact(order, chosen))
    names = {line_id(order) for order in moved}
    for edit in draft.basis.edits:
        if isinstance(edit.rule, LineReduction | LineText) and edit.rule.line in names:
            raise EditError(f"edit {edit.id} names line {edit.rule.line}: remove it first")
    left = draft.without(moved, version_of)
    opened = books.account.open_basis
    for order in moved:
        opened = opened.with_order(order.amount, order.initiated_at)
    before = books.basis(draft.basis.number)
    entry = audit_basis(
        LINE_MOVED, before, left.basis, by.who, by.why, by.at, line=line, to=str(opened.number)
    )
    books = books.with_basis(left.basis).with_entries(entry)
    books = books.with_account(replace(books.account, open_basis=opened))
    return books, tuple(replace(order, basis=opened.number) for order in moved)


def void(books: Receivables, number: int, by: Actor) -> Receivables:
    """A draft that is never to be asked for; its orders stay on it. Raises BasisStateError."""
    before = books.basis(number)
    before.require(BasisState.DRAFT)
    after = replace(before, state=BasisState.VOIDED)
    entry = audit_basis(BASIS_VOIDED, before, after, by.who, by.why, by.at)
    return books.with_basis(after).with_entries(entry)


def _amount_asked(rule: Rule) -> Money | None:
    """Staff who give an amount mean all of it; a rule on later corrections may come to less."""
    match rule:
        case LineReduction(reduction=reduction) | BasisReduction(reduction=reduction):
            return reduction if isinstance(reduction, Money) else None
        case Goodwill(amount=amount):
            return amount
    return None
