"""Rings a running stage: the flow, the contact records, and what became of them in the store."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from agentline.domain.account import Account
from agentline.domain.call import ScreenedCall
from agentline.domain.catalogue import ServiceLine
from agentline.domain.order import Order
from local.connect.call import Call, PlayedCall
from local.connect.deployment import publisher_of_stage, simulator_of_stage
from local.connect.legs import Leg
from local.tour.books import BasisSeen, Books, CustomerSeen
from local.tour.stage import Stage

LONGEST_RATING_SECONDS = 30.0
_POLL_SECONDS = 0.1


class RatingOverdueError(Exception):
    """A contact record was published and not rated in time. The message says where to look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedLeg:
    """An order and its price in words."""

    order: Order
    explanation: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallReport:
    """One call and all that came of it.

    `screened` is None where screening failed and the flow spoke an apology. `before`, `during`
    (while the caller is connected or has just been turned away) and `after` are the account of
    the customer; `before` is None for a caller who was nobody's customer. `is_registration`: the
    customer was registered while this call was played.
    """

    played: PlayedCall
    line: ServiceLine | None
    screened: ScreenedCall | None
    customer: CustomerSeen | None
    before: Account | None
    during: Account | None
    after: Account | None
    rated: tuple[RatedLeg, ...]
    closed: BasisSeen | None
    is_registration: bool

    @property
    def is_link(self) -> bool:
        """Whether this very call made the number one more of a customer's."""
        return self.before is None and self.customer is not None and not self.is_registration


class Exchange:
    """Connects calls to one stage. Opens the stage's store for this process."""

    def __init__(self, stage: Stage) -> None:
        stage.open_store()
        session = stage.session()
        self.books = Books()
        self._stage = stage
        self._simulator = simulator_of_stage(
            assembly=stage.assembly,
            stage=stage.name,
            session=session,
            endpoint_url=stage.endpoint_url,
        )
        self._publisher = publisher_of_stage(
            stage=stage.name, session=session, endpoint_url=stage.endpoint_url
        )

    def ring(self, call: Call) -> CallReport:
        """Play a call to its end and wait until it is rated.

        Raises RatingOverdueError, SimulatorError, and botocore's errors when the stage is gone.
        """
        began = datetime.now(UTC).replace(microsecond=0)
        before = self._account_of(call.from_number)
        played = self._simulator.play(call)
        screened = self.books.screened_call(played.contact_ids[0])
        customer = screened.customer if screened else None
        seen = self.books.customer(customer) if customer else None
        during = self.books.account(customer) if customer else None
        self._publisher.publish(played)
        orders = self._await_rating(played, screened) if customer and screened else ()
        after = self.books.account(customer) if customer else None
        return CallReport(
            played=played,
            line=self.books.line(call.to_number),
            screened=screened,
            customer=seen,
            before=before,
            during=during,
            after=after,
            rated=tuple(
                RatedLeg(order=order, explanation=self.books.explanation(order)) for order in orders
            ),
            closed=self._closed_between(before or during, after),
            is_registration=before is None and seen is not None and seen.registered_at >= began,
        )

    def _account_of(self, number: str | None) -> Account | None:
        customer = self.books.customer_of_number(number) if number else None
        return self.books.account(customer) if customer else None

    def _await_rating(self, played: PlayedCall, screened: ScreenedCall) -> Sequence[Order]:
        """The orders of the call, once they are all there and the hold is gone."""
        if screened.customer is None or screened.pin is None:
            return ()
        legs = [leg for leg in played.legs if leg.talk_seconds]
        deadline = time.monotonic() + LONGEST_RATING_SECONDS
        while True:
            orders = self.books.orders_of_legs(screened.customer, legs) if legs else ()
            is_held = screened.call in self.books.account(screened.customer).holds
            if len(orders) == len(legs) and not is_held:
                return orders
            if time.monotonic() > deadline:
                raise RatingOverdueError(self._why_overdue(played.legs))
            # DynamoDB offers nothing to wait on.
            time.sleep(_POLL_SECONDS)

    def _why_overdue(self, legs: Sequence[Leg]) -> str:
        for leg in legs:
            reason = self.books.reason_put_aside(leg.contact_id, datetime.now(UTC))
            if reason:
                return f"the record of contact {leg.contact_id} was put aside: {reason}"
        return (
            f"contact {legs[0].contact_id} was not rated within {LONGEST_RATING_SECONDS:.0f} s; "
            f"look for rate_call in {self._stage.log}"
        )

    def _closed_between(self, before: Account | None, after: Account | None) -> BasisSeen | None:
        if before is None or after is None:
            return None
        number = before.open_basis.number
        if after.open_basis.number == number:
            return None
        return self.books.closed_basis(after.customer, number)
