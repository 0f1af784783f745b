"""Payments for people and for other programs. Amounts in JSON are decimal text."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from agentline.domain.payment import Payment
from agentline.domain.reference import basis_reference
from agentline.domain.suspense_words import suspense_in_words
from local.commands.progress import say


def payment_as_json(payment: Payment) -> dict[str, Any]:
    because = payment.suspended_because
    return {
        "key": payment.key,
        "customer": payment.customer,
        "currency": payment.amount.currency,
        "amount": payment.amount.decimal,
        "bank_date": payment.bank_date.isoformat(),
        "received_at": payment.received_at.isoformat(),
        "text": payment.text,
        "named": payment.named,
        "applied": [
            {"basis": _reference(payment, number), "amount": amount.decimal}
            for number, amount in payment.applied.items()
        ],
        "prepaid": payment.prepaid.decimal,
        "suspense": payment.suspense.decimal,
        "suspended_because": because.code.value if because else None,
        "suspended_because_in_words": _why_suspended(payment),
        "returned": payment.returned.decimal,
        "recalled": payment.recalled.decimal,
        "task": payment.task,
    }


def show_payments(payments: Sequence[Payment], title: str, console: Console) -> None:
    if not payments:
        say(f"[green]✓[/] {title}: none.", console)
        return
    table = Table(title=title, title_justify="left")
    for heading in ("Payment", "Bank date", "Amount", "Customer", "Where it is", "Why"):
        table.add_column(heading, overflow="fold")
    for payment in payments:
        table.add_row(
            Text(payment.key),
            payment.bank_date.isoformat(),
            str(payment.amount),
            payment.customer or "",
            "\n".join(f"{amount} {where}" for where, amount in _places(payment)),
            Text(_why_suspended(payment) or payment.task or ""),
        )
    console.print(table)


def show_payment(payment: Payment, console: Console) -> None:
    facts = [
        ("Payment", payment.key),
        ("Amount", f"{payment.amount}, {payment.bank_date}"),
        ("Customer", payment.customer or "not known"),
        ("It says", ", ".join(part for part in (payment.named, payment.text) if part)),
        *(("Of it", f"{amount} {where}") for where, amount in _places(payment)),
        ("Suspense", _why_suspended(payment) or ""),
        ("To do", payment.task or ""),
    ]
    for name, words in facts:
        if words:
            say(f"[dim]{name:<9}[/] {escape(words)}", console)


def _why_suspended(payment: Payment) -> str | None:
    because = payment.suspended_because
    return suspense_in_words(because) if because else None


def _places(payment: Payment) -> list[tuple[str, str]]:
    """Where its money is, each with how much."""
    amounts = [
        *((f"on {_reference(payment, n)}", amount) for n, amount in payment.applied.items()),
        ("prepaid", payment.prepaid),
        ("in suspense", payment.suspense),
        ("sent back", payment.returned),
        ("recalled", payment.recalled),
    ]
    return [(where, amount.decimal) for where, amount in amounts if amount.minor]


def _reference(payment: Payment, number: int) -> str:
    return basis_reference(payment.customer or "", number)
