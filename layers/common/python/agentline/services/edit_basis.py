"""What staff do to a basis before it is dispatched: close, edit, move, void (2.2, 2.3)."""

from collections.abc import Callable
from dataclasses import dataclass

from agentline.billing_ports import BillingChange, MovedOrder
from agentline.domain.basis import Basis
from agentline.domain.basis_edit import Rule
from agentline.domain.basis_lines import vat_shares
from agentline.domain.draft import Draft, add_edit, close_now, keep_draft, remove_edit, void
from agentline.domain.draft import move_line as move_line_of
from agentline.domain.invoice import InvoiceLine, VatShare
from agentline.domain.money import Money
from agentline.domain.receivables import Actor
from agentline.domain.reference import read_reference
from agentline.services.billing_desk import (
    BillingDesk,
    Opened,
    check_version,
    decide,
    open_customer,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A basis as it is, or would be: its lines, VAT by rate and what is payable."""

    lines: tuple[InvoiceLine, ...]
    vat: tuple[VatShare, ...]
    payable: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an edit would do; nothing is stored. `version` is that of the basis it was made of."""

    reference: str
    version: int
    before: Side
    after: Side

    @property
    def difference(self) -> Money:
        return self.after.payable - self.before.payable

    @property
    def changed_lines(self) -> tuple[tuple[InvoiceLine | None, InvoiceLine | None], ...]:
        """Each line that would differ: as it is and as it would be, None where it is not there."""
        before = {line.id: line for line in self.before.lines}
        after = {line.id: line for line in self.after.lines}
        return tuple(
            (before.get(line), after.get(line))
            for line in {**before, **after}
            if before.get(line) != after.get(line)
        )


def see_basis(reference: str, desk: BillingDesk) -> tuple[Basis, Side]:
    """A basis with its lines: the frozen copy's where there is one, else as they are computed.

    Raises UnknownReferenceError, UnknownBasisError, CustomerMissingError.
    """
    customer, number = read_reference(reference)
    opened = open_customer(customer, desk)
    return opened.books.basis(number), side_of(number, opened, desk)


def side_of(number: int, opened: Opened, desk: BillingDesk) -> Side:
    """A closed basis as `see_basis` tells it. Raises UnknownBasisError."""
    basis = opened.books.basis(number)
    copy = desk.book.copy_of(basis.customer, number) if basis.frozen else None
    if copy:
        return Side(lines=copy.lines, vat=copy.vat, payable=copy.total)
    return _side(opened.draft(number, desk), desk)


def preview_edit(reference: str, rule: Rule, who: str, why: str, desk: BillingDesk) -> Preview:
    """What an edit would change. Raises EditError, BelowZeroError, BasisStateError, LookupError."""
    return _preview(
        reference,
        desk,
        lambda draft, by: add_edit(draft, rule, desk.catalogue.price_list_version, by),
        who,
        why,
    )


def preview_removal(reference: str, edit: str, desk: BillingDesk) -> Preview:
    """What undoing an edit would change. Raises as `preview_edit`."""
    return _preview(
        reference,
        desk,
        lambda draft, _by: remove_edit(draft, edit, desk.catalogue.price_list_version),
        "",
        "",
    )


def edit_basis(
    reference: str, rule: Rule, who: str, why: str, desk: BillingDesk, seen: int | None = None
) -> Basis:
    """Add a rule to a draft. Raises BasisChangedError if it is not version `seen` any more, and as
    `preview_edit` does."""

    def change(draft: Draft, by: Actor) -> Draft:
        return add_edit(draft, rule, desk.catalogue.price_list_version, by)

    return _change_draft(reference, change, rule.words, who, why, desk, seen)


def undo_edit(
    reference: str, edit: str, who: str, why: str, desk: BillingDesk, seen: int | None = None
) -> Basis:
    """Take a rule off a draft again. Raises as `edit_basis`."""

    def change(draft: Draft, _by: Actor) -> Draft:
        return remove_edit(draft, edit, desk.catalogue.price_list_version)

    return _change_draft(reference, change, f"without {edit}", who, why, desk, seen)


def move_line(
    reference: str, line: str, who: str, why: str, desk: BillingDesk, seen: int | None = None
) -> Basis:
    """Move a call to the open basis. Raises as `edit_basis`."""
    customer, number = read_reference(reference)

    def decision(opened: Opened) -> BillingChange:
        draft = opened.draft(number, desk)
        check_version(draft.basis, seen)
        by = Actor(who=who, why=why, at=opened.now)
        books, orders = move_line_of(
            opened.books, draft, line, desk.catalogue.price_list_version, by
        )
        moved = tuple(MovedOrder(order=order, came_from=number) for order in orders)
        return BillingChange(after=books, moved=moved)

    return _basis_after(decide(customer, desk, decision), number)


def close_basis(customer: str, who: str, why: str, desk: BillingDesk) -> Basis:
    """Close the open basis before the limit is reached; that blocks nothing.

    Raises NothingToCloseError.
    """

    def decision(opened: Opened) -> BillingChange:
        return BillingChange(after=close_now(opened.books, Actor(who=who, why=why, at=opened.now)))

    change = decide(customer, desk, decision)
    return _basis_after(change, max(change.after.bases) if change and change.after else 0)


def void_basis(
    reference: str, who: str, why: str, desk: BillingDesk, seen: int | None = None
) -> Basis:
    """Let a draft be asked for never. Raises BasisStateError, BasisChangedError."""
    customer, number = read_reference(reference)

    def decision(opened: Opened) -> BillingChange:
        check_version(opened.books.basis(number), seen)
        return BillingChange(
            after=void(opened.books, number, Actor(who=who, why=why, at=opened.now))
        )

    return _basis_after(decide(customer, desk, decision), number)


type _ChangeDraft = Callable[[Draft, Actor], Draft]


def _change_draft(
    reference: str,
    change: _ChangeDraft,
    words: str,
    who: str,
    why: str,
    desk: BillingDesk,
    seen: int | None,
) -> Basis:
    customer, number = read_reference(reference)

    def decision(opened: Opened) -> BillingChange:
        draft = opened.draft(number, desk)
        check_version(draft.basis, seen)
        by = Actor(who=who, why=why, at=opened.now)
        return BillingChange(after=keep_draft(opened.books, change(draft, by), words, by))

    return _basis_after(decide(customer, desk, decision), number)


def _preview(
    reference: str, desk: BillingDesk, change: _ChangeDraft, who: str, why: str
) -> Preview:
    customer, number = read_reference(reference)
    opened = open_customer(customer, desk)
    draft = opened.draft(number, desk)
    changed = change(draft, Actor(who=who, why=why, at=opened.now))
    return Preview(
        reference=reference,
        version=draft.basis.version,
        before=_side(draft, desk),
        after=_side(changed, desk),
    )


def _side(draft: Draft, desk: BillingDesk) -> Side:
    lines = draft.lines(desk.catalogue.price_list_version)
    return Side(lines=lines, vat=vat_shares(lines), payable=draft.basis.payable)


def _basis_after(change: BillingChange | None, number: int) -> Basis:
    if change is None or change.after is None:
        raise LookupError(f"basis {number} was not changed")
    return change.after.basis(number)
