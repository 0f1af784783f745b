"""Closed bases with their orders."""

from datetime import timedelta

from pynamodb.exceptions import DoesNotExist

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.mapping.accounts import basis_sort_key
from agentline.adapters.dynamodb.mapping.bases import basis
from agentline.adapters.dynamodb.mapping.calls import order
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.domain.basis import Basis
from agentline.domain.basis_state import BasisState
from agentline.domain.draft import Draft
from agentline.domain.order import Order
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


def read_orders(basis: Basis) -> tuple[Order, ...]:
    """The orders on a basis: read between its first and its last contact, whatever else the
    customer has."""
    if basis.first_at is None or basis.last_at is None:
        return ()
    # Keys with fractions of a second sort before the whole second; corrections end in a version.
    first = f"ORDER#{basis.first_at:%Y-%m-%dT%H:%M:%S}"
    last = f"ORDER#{basis.last_at + _ROOM:%Y-%m-%dT%H:%M:%S}"
    found = rows.OrderRow.query(
        customer_key(basis.customer),
        rows.OrderRow.sk.between(first, last),
        filter_condition=rows.OrderRow.basis == basis.number,
        consistent_read=True,
    )
    return tuple(map(order, found))
