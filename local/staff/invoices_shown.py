"""Invoice bases for people."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from agentline.domain.basis import Basis
from agentline.domain.basis_edit import Edit
from agentline.domain.basis_state import BasisState
from agentline.domain.invoice import InvoiceLine, VatShare
from agentline.services.edit_basis import Preview, Side
from agentline.services.review_basis import BasisView
from local.commands.progress import say

_STYLES = {
    BasisState.DRAFT: "yellow",
    BasisState.DISPATCH_FAILED: "red",
    BasisState.PAID: "green",
    BasisState.VOIDED: "dim",
    BasisState.CREDITED: "dim",
}


def show_list(bases: Sequence[Basis], console: Console) -> None:
    if not bases:
        say("[green]✓[/] No invoice basis is there that was asked for.", console)
        return
    table = _table("Invoice bases", "Reference", "State", "Payable", "Due", "Due on", "Closed")
    for basis in bases:
        table.add_row(
            basis.reference,
            state_words(basis),
            basis.payable.decimal,
            basis.due.decimal,
            f"{basis.due_on or ''}",
            f"{basis.closed_at:%Y-%m-%d}",
        )
    console.print(table)


def show_view(view: BasisView, console: Console) -> None:
    basis = view.basis
    show_side(basis.reference, view.side, console)
    _say_fact("State", state_words(basis), console)
    _say_fact("Version", str(basis.version), console)
    _say_fact("Closed", f"{_instant(basis.closed_at)}: {escape(basis.closed_because)}", console)
    if basis.posting:
        number = basis.posting.number or "not known yet"
        _say_fact("Invoice", f"number {escape(number)}, OCR {basis.posting.ocr or 'none'}", console)
    if basis.due_on:
        _say_fact("Due on", basis.due_on.isoformat(), console)
    for name, amount in (
        ("Received", basis.received),
        ("Credited", basis.credited),
        ("Adjusted", basis.adjusted),
    ):
        if amount.minor:
            _say_fact(name, str(amount), console)
    _say_fact("Due", str(basis.due), console)
    if basis.raised:
        _say_fact("Limit", f"was raised by {basis.raised}", console)
    if basis.trouble:
        _say_fact("Trouble", f"[red]{escape(basis.trouble)}[/]", console)
    _show_edits(basis.edits, console)
    _show_payments(view, console)
    say(f"[dim]{escape(view.policy.words)}[/]", console)


def show_side(title: str, side: Side, console: Console) -> None:
    """Lines, VAT by rate, what is payable."""
    table = _table(title, "Line", "Text", "VAT", "Amount")
    for line in side.lines:
        table.add_row(
            Text(line.id), Text(line.text), str(line.vat_percent), _amount(line.amount.decimal)
        )
    console.print(table)
    for share in side.vat:
        say(vat_words(share), console)
    say(f"[bold]Payable {side.payable}[/]", console)


def show_preview(preview: Preview, console: Console) -> None:
    """The lines that would change, and what the basis would come to."""
    title = f"{preview.reference}, version {preview.version}"
    table = _table(title, "Line", "Text", "Before", "After")
    for before, after in preview.changed_lines:
        line = after or before
        if line is None:
            continue
        words = Text(line.text)
        if before and after and before.text != after.text:
            words = Text(f"{before.text}\n-> {after.text}")
        table.add_row(Text(line.id), words, _amount_of(before), _amount_of(after))
    console.print(table)
    for share in preview.after.vat:
        say(vat_words(share), console)
    sign = "+" if preview.difference.minor > 0 else ""
    say(
        f"[bold]Payable {preview.before.payable} -> {preview.after.payable} "
        f"({sign}{preview.difference})[/]",
        console,
    )


def state_words(basis: Basis) -> str:
    """The state in console markup."""
    words = basis.state.value.replace("_", " ") + (", overdue" if basis.is_overdue else "")
    style = "red" if basis.is_overdue else _STYLES.get(basis.state)
    return f"[{style}]{words}[/]" if style else words


def vat_words(share: VatShare) -> str:
    return f"VAT {share.percent}: {share.vat} of {share.gross}, {share.net} without"


def _show_edits(edits: Iterable[Edit], console: Console) -> None:
    for edit in edits:
        words = f"{edit.rule.words} ({edit.who}, {_instant(edit.at)}: {edit.why})"
        _say_fact(f"Edit {edit.id}", escape(words), console)


def _show_payments(view: BasisView, console: Console) -> None:
    for payment in view.payments:
        applied = payment.applied[view.basis.number]
        words = f"{applied} of {payment.amount}, {payment.bank_date}, {escape(payment.key)}"
        _say_fact("Payment", words, console)
    for note in view.basis.credit_notes:
        is_sent = note.id not in view.basis.unsent_credit_notes
        sent = "" if is_sent else " [yellow](the ledger does not have it yet)[/]"
        _say_fact("Credit", f"{note.id}: {note.amount}, {escape(note.why)}{sent}", console)


def _say_fact(name: str, words: str, console: Console) -> None:
    say(f"[dim]{name:<9}[/] {words}", console)


def _amount_of(line: InvoiceLine | None) -> Text:
    return _amount(line.amount.decimal) if line else Text("")


def _amount(decimal: str) -> Text:
    return Text(decimal, justify="right")


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _instant(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}Z"
