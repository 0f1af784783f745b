"""Bases closed early, calls moved from them, drafts voided."""

from rich.console import Console

from agentline.domain.basis_state import BasisState
from agentline.services.billing_desk import open_customer
from agentline.services.edit_basis import close_basis, move_line, see_basis, void_basis
from agentline.services.review_basis import review_basis
from local.commands.billing_desk import at_desk
from local.commands.progress import say
from local.paths import StagePaths
from local.staff.deed import Deed
from local.staff.edits import find_line
from local.staff.invoices import tell
from local.staff.typed import check_customer, check_reference


def close(customer: str, deed: Deed, paths: StagePaths, console: Console) -> None:
    """Close the open basis of a customer now. Raises CommandError."""
    check_customer(customer)
    deed.check()
    with at_desk(paths) as desk:
        gathered = open_customer(customer, desk).books.account.open_basis
        deed.ask(f"Close the open basis with {gathered.count} orders over {gathered.total}?")
        basis = close_basis(customer, deed.staff, deed.reason, desk)
        view = review_basis(basis.reference, desk)
    tell(view, console, as_json=deed.as_json)


def move(
    reference: str, line: str, version: int | None, deed: Deed, paths: StagePaths, console: Console
) -> None:
    """Move a call from a draft to the customer's open basis. Raises CommandError."""
    check_reference(reference)
    deed.check()
    with at_desk(paths) as desk:
        basis, side = see_basis(reference, desk)
        meant = find_line(line, side.lines)
        words = next((f"{each.text}, {each.amount}" for each in side.lines if each.id == meant), "")
        if words:
            deed.ask(f"Move {words} to the open basis?")
        seen = version or basis.version
        move_line(reference, meant, deed.staff, deed.reason, desk, seen=seen)
        view = review_basis(reference, desk)
    tell(view, console, as_json=deed.as_json)
    if not deed.as_json:
        say(f"[green]✓[/] Moved. {view.basis.payable} is payable.", console)


def void(
    reference: str, version: int | None, deed: Deed, paths: StagePaths, console: Console
) -> None:
    """Let a draft be asked for never. Raises CommandError."""
    check_reference(reference)
    deed.check()
    with at_desk(paths) as desk:
        basis, _ = see_basis(reference, desk)
        basis.require(BasisState.DRAFT)
        deed.ask(f"Void {reference}? {basis.payable} is then never asked for.")
        seen = version or basis.version
        void_basis(reference, deed.staff, deed.reason, desk, seen=seen)
        view = review_basis(reference, desk)
    tell(view, console, as_json=deed.as_json)
