"""Accounts, the bases they close, and the audit trail."""

from typing import Any

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.adapters.dynamodb.mapping.holds import hold_from_json, hold_to_json
from agentline.domain.account import Account, AccountChange, ClosedBasis, OpenBasis
from agentline.domain.audit import AuditEntry
from agentline.domain.basis import Basis, BasisState
from agentline.domain.catalogue import Language
from agentline.domain.money import Money
from agentline.domain.phone_number import phone_number


def account_row(account: Account, language: Language, price_list: str) -> rows.AccountRow:
    row = rows.AccountRow(
        customer_key(account.customer),
        "ACCOUNT",
        language=language.value,
        price_list=price_list,
        currency=account.limit.currency,
    )
    for name, value in account_fields(account).items():
        setattr(row, name, value)
    return row


def account_fields(account: Account) -> dict[str, Any]:
    """What a change of credit writes; language and price list are others' to change."""
    return {
        "version": account.version,
        "credit_limit": account.limit.minor,
        "prepaid": account.prepaid.minor,
        "unpaid": account.unpaid.minor,
        "open_number": account.open_basis.number,
        "open_count": account.open_basis.count,
        "open_total": account.open_basis.total.minor,
        "blocking_basis": account.blocking_basis,
        "holds": {call: hold_to_json(hold) for call, hold in account.holds.items()},
        "last_line": account.last_line,
    }


def account(row: rows.AccountRow) -> Account:
    def money(minor: float) -> Money:
        return Money(int(minor), row.currency)

    return Account(
        customer=row.pk.removeprefix("CUST#"),
        version=int(row.version),
        limit=money(row.credit_limit),
        prepaid=money(row.prepaid),
        unpaid=money(row.unpaid),
        open_basis=OpenBasis(
            number=int(row.open_number), count=int(row.open_count), total=money(row.open_total)
        ),
        blocking_basis=None if row.blocking_basis is None else int(row.blocking_basis),
        holds={call: hold_from_json(hold, row.currency) for call, hold in row.holds.items()},
        last_line=None if row.last_line is None else phone_number(row.last_line),
    )


def basis_row(change: AccountChange, closed: ClosedBasis) -> rows.BasisRow:
    customer = change.before.customer
    return rows.BasisRow(
        customer_key(customer),
        basis_sort_key(closed.number),
        reference=basis_reference(customer, closed.number),
        state=BasisState.DRAFT.value,
        order_count=closed.count,
        total=closed.total.minor,
        currency=closed.total.currency,
        closed_at=closed.closed_at,
        closed_because=closed.reason,
        is_closed_by_limit=True,
    )


def basis(row: rows.BasisRow) -> Basis:
    return Basis(
        number=int(row.sk.removeprefix("BASIS#")),
        state=BasisState(row.state),
        count=int(row.order_count),
        total=Money(int(row.total), row.currency),
        closed_at=row.closed_at,
        is_closed_by_limit=row.is_closed_by_limit,
    )


def basis_reference(customer: str, number: int) -> str:
    """Unique everywhere, since customer numbers are, and consecutive for each customer."""
    return f"{customer}-{number:04d}"


def audit_row(entry: AuditEntry) -> rows.AuditRow:
    return rows.AuditRow(
        customer_key(entry.customer),
        f"AUDIT#{rows.instant_text(entry.at)}#{entry.what}#{entry.subject}",
        at=entry.at,
        who=entry.who,
        what=entry.what,
        subject=entry.subject,
        before=dict(entry.before),
        after=dict(entry.after),
        why=entry.why,
    )


def audit_entry(row: rows.AuditRow) -> AuditEntry:
    return AuditEntry(
        customer=row.pk.removeprefix("CUST#"),
        at=row.at,
        who=row.who,
        what=row.what,
        subject=row.subject,
        before=row.before,
        after=row.after,
        why=row.why,
    )


def basis_sort_key(number: int) -> str:
    return f"BASIS#{number:06d}"
