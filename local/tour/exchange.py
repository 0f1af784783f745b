"""Rings a running stage: the flow, the contact records, and what became of them in the store."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from agentline.domain.account import Account
from agentline.domain.call import ScreenedCall, UnmatchedCaller
from agentline.domain.catalogue import Language, ServiceLine
from agentline.domain.hold import CUT_OFF_MARGIN
from agentline.domain.order import Order
from local.connect.call import Call, PlayedCall
from local.connect.deployment import publisher_of_stage, simulator_of_stage
from local.connect.legs import Leg
from local.connect.live_call import LiveCall, LiveContacts
from local.connect.stage_endpoint import reachable
from local.connect.telephone import Telephone
from local.tour.books import BasisSeen, Books, CustomerSeen
from local.tour.stage import Stage

LONGEST_RATING_SECONDS = 30.0
LONGEST_CUT_SECONDS = 30.0
SECONDS_BEFORE_CUT = 3
_POLL_SECONDS = 0.1


class RatingOverdueError(Exception):
    """A contact record was published and not rated in time. The message says where to look."""


class CutOverdueError(Exception):
    """A call went on although its credit was used up. The message says where to look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedLeg:
    """An order and its price in words, in each language."""

    order: Order
    explanations: Mapping[Language, tuple[str, ...]]

    @property
    def explanation(self) -> tuple[str, ...]:
        """In the command line's language."""
        return self.explanations[Language.ENGLISH]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallReport:
    """One call and all that came of it.

    `screened` is None where screening failed and the flow spoke an apology. `before`, `during`
    (while the caller is connected or has just been turned away) and `after` are the account of
    the customer; `before` is None where the number alone did not tell who rings. `unmatched` is
    what staff are told of a caller who could not be identified. `is_registration`: the customer was
    registered while this call was played; `is_link`: the number became one more of a customer's.
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
    unmatched: UnmatchedCaller | None
    is_registration: bool
    is_link: bool


class Exchange:
    """Connects calls to one stage. Opens the stage's store for this process."""

    def __init__(self, stage: Stage) -> None:
        stage.open_store()
        session = stage.session()
        self.books = Books()
        self._stage = stage
        self._live = LiveContacts()
        self._simulator = simulator_of_stage(
            assembly=stage.assembly,
            stage=stage.name,
            session=session,
            endpoint_url=stage.endpoint_url,
            live=self._live,
        )
        self._publisher = publisher_of_stage(
            stage=stage.name, session=session, endpoint_url=stage.endpoint_url
        )

    def ring(self, call: Call) -> CallReport:
        """Play a call to its end and wait until it is rated.

        Raises RatingOverdueError, SimulatorError, and botocore's errors when the stage is gone.
        """
        caller = self.note_caller(call.from_number)
        played = self._simulator.play(call)
        screened = self.books.screened_call(played.contact_ids[0])
        during = self._account_of(screened)
        self._publisher.publish(played)
        return self._report(played, screened, caller, during)

    def ring_until_cut(self, call: Call) -> CallReport:
        """Have a caller talk until the credit ends and the stage itself ends the call.

        The talk counts as having begun so long ago that its paid time ends in a moment. A call for
        which nothing is held is hung up at once. Raises what `ring` raises, CutOverdueError, and
        NoEndpointError when the stage has no Connect endpoint.
        """
        caller = self.note_caller(call.from_number)
        with self.reachable():
            live = self._simulator.begin(call, already_talked_seconds=self._seconds_to_cut)
            try:
                screened = self.books.screened_call(live.contact_ids[0])
                during = self._account_of(screened)
                if screened and screened.hold:
                    played = live.wait_until_over(LONGEST_CUT_SECONDS)
                else:
                    played = live.hang_up()
            except TimeoutError as error:
                raise CutOverdueError(
                    f"contact {live.contact_ids[0]} was not ended within "
                    f"{LONGEST_CUT_SECONDS:.0f} s; look for talk_guard in {self._stage.log}"
                ) from error
            finally:
                live.hang_up()
        return self._report(played, screened, caller, during)

    @contextmanager
    def reachable(self) -> Iterator[None]:
        """Have the stage find the live calls of this exchange meanwhile. Raises NoEndpointError."""
        with reachable(self._live, self._stage.connect_endpoint):
            yield

    def begin(self, call: Call, telephone: Telephone) -> LiveCall:
        """Run the flow on a telephone, and leave the call as it is then; see ConnectSimulator."""
        return self._simulator.begin(call, telephone)

    def report(self, played: PlayedCall, caller: "Caller") -> CallReport:
        """What came of a live call that is over, once it is rated. Raises RatingOverdueError."""
        screened = self.books.screened_call(played.contact_ids[0])
        return self._report(played, screened, caller, self._account_of(screened))

    def _seconds_to_cut(self, contact: str) -> int:
        screened = self.books.screened_call(contact)
        if screened is None or screened.talk_seconds is None:
            return 0
        margin = int(CUT_OFF_MARGIN.total_seconds())
        return max(screened.talk_seconds - margin - SECONDS_BEFORE_CUT, 0)

    def note_caller(self, number: str | None) -> "Caller":
        """Who is about to ring, for the report of the call."""
        customer = self._owner_of(number)
        return Caller(
            number=number,
            account=self.books.account(customer) if customer else None,
            rang_at=datetime.now(UTC).replace(microsecond=0),
        )

    def _owner_of(self, number: str | None) -> str | None:
        return self.books.customer_of_number(number) if number else None

    def _account_of(self, screened: ScreenedCall | None) -> Account | None:
        customer = screened.customer if screened else None
        return self.books.account(customer) if customer else None

    def _report(
        self,
        played: PlayedCall,
        screened: ScreenedCall | None,
        caller: "Caller",
        during: Account | None,
    ) -> CallReport:
        orders = self._await_rating(played, screened) if screened else ()
        after = self._account_of(screened)
        before = caller.account
        seen = self.books.customer(after.customer) if after else None
        is_new_number = (
            before is None and seen is not None and self._owner_of(caller.number) == seen.number
        )
        is_registration = (
            is_new_number and seen is not None and seen.registered_at >= caller.rang_at
        )
        return CallReport(
            played=played,
            line=self.books.line(played.call.to_number),
            screened=screened,
            customer=seen,
            before=before,
            during=during,
            after=after,
            rated=tuple(
                RatedLeg(order=order, explanations=self.books.explanations(order))
                for order in orders
            ),
            closed=self._closed_between(before or during, after),
            unmatched=self.books.unmatched_caller(screened) if screened else None,
            is_registration=is_registration,
            is_link=is_new_number and not is_registration,
        )

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who is about to ring, as far as the number tells."""

    number: str | None
    account: Account | None
    rang_at: datetime
