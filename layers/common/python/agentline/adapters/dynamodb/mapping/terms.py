"""What single customers have agreed."""

from functools import reduce
from operator import and_

from pynamodb.expressions.condition import Condition

from agentline.adapters.dynamodb import billing_rows as rows
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.billing_ports import OwnTerms
from agentline.domain.money import Money


def terms_row(customer: str, terms: OwnTerms, currency: str) -> rows.TermsRow:
    row = rows.TermsRow(customer_key(customer), "TERMS", currency=currency)
    for name, value in _stated(terms).items():
        setattr(row, name, value)
    return row


def as_read(terms: OwnTerms) -> Condition:
    """That the row still says this; there is none where nothing was ever agreed."""
    row = rows.TermsRow
    conditions: list[Condition] = [
        getattr(row, name).does_not_exist() if value is None else getattr(row, name) == value
        for name, value in _stated(terms).items()
    ]
    return reduce(and_, conditions)


def own_terms(row: rows.TermsRow) -> OwnTerms:
    def money(minor: float | None) -> Money | None:
        return None if minor is None else Money(int(minor), row.currency)

    return OwnTerms(
        due_days=None if row.due_days is None else int(row.due_days),
        limit_step=money(row.limit_step),
        limit_cap=money(row.limit_cap),
        limit_days=None if row.limit_days is None else int(row.limit_days),
    )


def _stated(terms: OwnTerms) -> dict[str, int | None]:
    return {
        "due_days": terms.due_days,
        "limit_step": terms.limit_step.minor if terms.limit_step else None,
        "limit_cap": terms.limit_cap.minor if terms.limit_cap else None,
        "limit_days": terms.limit_days,
    }
