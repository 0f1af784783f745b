"""Erasing a customer: seen before, begun once, and finished whatever breaks (facts: retention).

It begins in one transaction, after which the register knows nobody and the account lets nobody in.
Then numbers are let go and the person is taken out of what stays, some rows at a time; whoever
comes after a crash goes on: the same request again, or the sweeper.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from agentline.domain.erasure import (
    CUSTOMER_ERASED,
    ERASURE_BEGUN,
    Erasure,
    ErasureSide,
    audit_erasure,
    begin_erasure,
    copies_kept,
    find_erasure_hindrances,
)
from agentline.domain.receivables import Actor
from agentline.lifecycle_ports import ErasureBegin
from agentline.ports import AccountChangedError
from agentline.services.conflict import attempts
from agentline.services.lifecycle_desk import LifecycleDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasurePreview:
    """Whom an erasure would concern, why it cannot be done now, if so, and what the law keeps."""

    family: tuple[ErasureSide, ...]
    hindrances: tuple[str, ...]
    copies: int
    copies_until: date | None


def preview_erasure(customer: str, desk: LifecycleDesk) -> ErasurePreview:
    """Nothing is stored. Raises CustomerMissingError."""
    family = _family(customer, desk)
    copies, until = copies_kept(family)
    return ErasurePreview(
        family=family,
        hindrances=find_erasure_hindrances(family, desk.billing.clock()),
        copies=copies,
        copies_until=until,
    )


def erase_customer(customer: str, who: str, why: str, deed: str, desk: LifecycleDesk) -> Erasure:
    """Erase a customer and whoever was merged into them. Asked again by the same `deed`, it is
    finished and told again.

    Raises ErasureRefusedError, ReasonNamesCustomerError, CustomerMissingError, StillContestedError.
    """
    known = desk.erasures.erasure_of(customer)
    if known is None or known.deed != deed:
        known = _begin(customer, who, why, deed, desk)
    return finish_erasure(known, desk)


def finish_erasure(erasure: Erasure, desk: LifecycleDesk) -> Erasure:
    """Do what is not done yet. Raises StillContestedError."""
    if erasure.is_finished:
        return erasure
    for customer in erasure.customers:
        _exhaust(partial(desk.erasures.free_numbers, customer))
    _exhaust(partial(desk.erasures.scrub, erasure))
    audit = audit_erasure(CUSTOMER_ERASED, erasure, erasure.customer, desk.billing.clock())
    with suppress(AccountChangedError):  # the sweeper and the request were at it together
        desk.erasures.finish(erasure, audit)
    return replace(erasure, is_finished=True)


def _begin(customer: str, who: str, why: str, deed: str, desk: LifecycleDesk) -> Erasure:
    retries = attempts()
    while True:
        next(retries)
        family = _family(customer, desk)
        by = Actor(who=who, why=why, at=desk.billing.clock())
        erasure = begin_erasure(family, deed, by)
        audit = audit_erasure(ERASURE_BEGUN, erasure, customer, by.at)
        try:
            desk.erasures.begin(ErasureBegin(erasure=erasure, family=family, audit=audit))
        except AccountChangedError:
            continue
        return erasure


def _family(customer: str, desk: LifecycleDesk) -> tuple[ErasureSide, ...]:
    return tuple(map(desk.erasures.side, desk.family(customer)))


def _exhaust(do_some: Callable[[], bool]) -> None:
    """Until there is no more to do; again if others were faster."""
    retries = attempts()
    while True:
        try:
            if not do_some():
                return
        except AccountChangedError:
            next(retries)
        else:
            retries = attempts()
