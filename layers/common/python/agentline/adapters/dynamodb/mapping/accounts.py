"""Accounts, the bases they close, and the audit trail."""

from typing import Any

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.adapters.dynamodb.mapping.holds import hold_from_json, hold_to_json
from agentline.domain.account import Account, ClosedBasis, OpenBasis
from agentline.domain.audit import SYSTEM, AuditEntry
from agentline.domain.basis_state import BasisState
from agentline.domain.catalogue import Language
from agentline.domain.money import Money
from agentline.domain.phone_number import phone_number
from agentline.domain.reference import basis_reference

# Where the trail is of what concerns no customer.
OFFICE_KEY = "OFFICE"


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
        "open_first_at": account.open_basis.first_at,
        "open_last_at": account.open_basis.last_at,
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
            number=int(row.open_number),
            count=int(row.open_count),
            total=money(row.open_total),
            first_at=row.open_first_at,
            last_at=row.open_last_at,
        ),
        blocking_basis=None if row.blocking_basis is None else int(row.blocking_basis),
        holds={call: hold_from_json(hold, row.currency) for call, hold in row.holds.items()},
        last_line=None if row.last_line is None else phone_number(row.last_line),
    )


def closed_basis_row(customer: str, closed: ClosedBasis) -> rows.BasisRow:
    """A draft as closing makes it. Written while a caller waits, so all else stays unsaid."""
    return rows.BasisRow(
        customer_key(customer),
        basis_sort_key(closed.number),
        reference=basis_reference(customer, closed.number),
        version=1,
        state=BasisState.DRAFT.value,
        order_count=closed.count,
        total=closed.total.minor,
        payable=closed.total.minor,
        currency=closed.total.currency,
        closed_at=closed.closed_at,
        closed_because=closed.reason,
        is_closed_by_limit=closed.is_closed_by_limit,
        first_at=closed.first_at,
        last_at=closed.last_at,
        todo=BasisState.DRAFT.value,
        todo_at=closed.closed_at,
    )


def audit_row(entry: AuditEntry) -> rows.AuditRow:
    at = rows.sorting_text(entry.at)
    is_listed = entry.who != SYSTEM or entry.customer is None
    return rows.AuditRow(
        customer_key(entry.customer) if entry.customer else OFFICE_KEY,
        f"AUDIT#{at}#{entry.what}#{entry.subject}",
        at=entry.at,
        who=entry.who,
        what=entry.what,
        subject=entry.subject,
        before=dict(entry.before),
        after=dict(entry.after),
        why=entry.why,
        listed=f"AUDIT#{at[:10]}" if is_listed else None,
        listed_at=f"{at}#{entry.what}#{entry.subject}" if is_listed else None,
    )


def audit_entry(row: rows.AuditRow) -> AuditEntry:
    return AuditEntry(
        customer=None if row.pk == OFFICE_KEY else row.pk.removeprefix("CUST#"),
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
