"""Closed bases with their orders."""

from datetime import datetime, timedelta

from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.accounts import basis_sort_key
from agentline.adapters.dynamodb.mapping.bases import basis
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.adapters.dynamodb.mapping.orders import any_order
from agentline.domain.account import Account, OpenBasis
from agentline.domain.basis import Basis
from agentline.domain.basis_state import BasisState
from agentline.domain.draft import Draft
from agentline.domain.manual_order import AnyOrder
from agentline.domain.screening import Standing

_ROOM = timedelta(seconds=1)


def read_draft(standing: Standing, number: int) -> Draft | None:
    """A draft with its orders; None for a basis that can be changed no more."""
    key = customer_key(standing.account.customer), basis_sort_key(number)
    try:
        found = basis(rows.BasisRow.get(*key, consistent_read=True))
    except DoesNotExist:
        return None
    if found.state is not BasisState.DRAFT:
        return None
    return Draft(basis=found, orders=read_orders(found), language=standing.language)


def read_orders(basis: Basis) -> tuple[AnyOrder, ...]:
    """The orders on a basis: read between its first and its last, whatever else there is."""
    return _read(basis.customer, basis)


def read_open_orders(account: Account, limit: int) -> tuple[AnyOrder, ...]:
    """At most `limit` of the orders on the open basis, the oldest first."""
    return _read(account.customer, account.open_basis, limit)


def initiated_between(first: datetime, last: datetime) -> Condition:
    """Of sort keys of orders, both instants included."""
    # Keys with fractions of a second sort before the whole second; corrections end in a version.
    begin = f"ORDER#{first:%Y-%m-%dT%H:%M:%S}"
    end = f"ORDER#{last + _ROOM:%Y-%m-%dT%H:%M:%S}"
    return rows.GatheredRow.sk.between(begin, end)


def _read(
    customer: str, basis: Basis | OpenBasis, limit: int | None = None
) -> tuple[AnyOrder, ...]:
    if basis.first_at is None or basis.last_at is None:
        return ()
    found = rows.GatheredRow.query(
        customer_key(customer),
        initiated_between(basis.first_at, basis.last_at),
        filter_condition=rows.GatheredRow.basis == basis.number,
        limit=limit,
        consistent_read=True,
    )
    return tuple(map(any_order, found))
