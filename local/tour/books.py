"""What the store says of callers, calls and bases: read only, for showing and checking."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from pynamodb.exceptions import DoesNotExist

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.calls import TableCallLog
from agentline.adapters.dynamodb.catalogue import TableCatalogue
from agentline.adapters.dynamodb.mapping.calls import order, original_sort_key
from agentline.adapters.dynamodb.mapping.customers import customer_key, owner
from agentline.adapters.dynamodb.mapping.reasons import reason_from_json
from agentline.adapters.dynamodb.register import TableRegister
from agentline.adapters.dynamodb.unmatched import caller_of
from agentline.domain.account import Account
from agentline.domain.agreed_price import AgreedPrice
from agentline.domain.call import ScreenedCall, UnmatchedCaller
from agentline.domain.catalogue import Language, ServiceLine
from agentline.domain.charge import Charge
from agentline.domain.customer import Owner
from agentline.domain.hold import Hold
from agentline.domain.money import Money
from agentline.domain.offer import make_offer, pinned_price
from agentline.domain.order import Order, explain_order
from agentline.domain.phone_number import PhoneNumber
from agentline.domain.pricing import price
from agentline.domain.quarantine import QuarantineCode
from agentline.domain.quarantine_words import quarantine_in_words
from agentline.domain.screening import Standing
from local.connect.legs import Leg


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerSeen:
    """A customer as the register has them."""

    number: str
    owner: Owner
    registered_at: datetime
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisSeen:
    """A basis that has been closed."""

    number: int
    reference: str
    state: str
    count: int
    total: Money
    closed_because: str


class Books:
    """Reads the table that was chosen with `use_table`."""

    def __init__(self) -> None:
        self.register = TableRegister()
        self._calls = TableCallLog()
        self._catalogue = TableCatalogue()

    def customer_of_number(self, number: str) -> str | None:
        entry = self.register.number_entry(PhoneNumber(number))
        return None if entry is None else entry.customer

    def customer(self, number: str) -> CustomerSeen:
        row = rows.ProfileRow.get(customer_key(number), "PROFILE", consistent_read=True)
        return CustomerSeen(
            number=number,
            owner=owner(row),
            registered_at=row.registered_at,
            source=row.source,
        )

    def account(self, customer: str) -> Account:
        return self.register.standing(customer).account

    def line(self, number: str) -> ServiceLine | None:
        return self._catalogue.service_line(number)

    def screened_call(self, call: str) -> ScreenedCall | None:
        return self._calls.calls([call]).get(call)

    def hold_of(self, call: str) -> Hold | None:
        """The credit held for a call, None for one that nothing is held for."""
        screened = self.screened_call(call)
        if screened is None or screened.customer is None:
            return None
        return self.account(screened.customer).holds.get(call)

    def orders_of_legs(self, customer: str, legs: Iterable[Leg]) -> tuple[Order, ...]:
        """The orders there are by now, in the order of the legs."""
        keys = [
            (customer_key(customer), original_sort_key(leg.initiated, leg.contact_id))
            for leg in legs
        ]
        found = rows.OrderRow.batch_get(keys, consistent_read=True)
        return tuple(sorted(map(order, found), key=lambda found: found.initiated_at))

    def orders_on_basis(self, customer: str, basis: int) -> tuple[Order, ...]:
        found = rows.OrderRow.query(
            customer_key(customer), rows.OrderRow.sk.startswith("ORDER#"), consistent_read=True
        )
        return tuple(placed for placed in map(order, found) if placed.basis == basis)

    def closed_basis(self, customer: str, number: int) -> BasisSeen:
        row = rows.BasisRow.get(customer_key(customer), f"BASIS#{number:06d}", consistent_read=True)
        return BasisSeen(
            number=number,
            reference=row.reference,
            state=row.state,
            count=int(row.order_count),
            total=Money(int(row.total), row.currency),
            closed_because=row.closed_because,
        )

    def explanations(self, order: Order) -> Mapping[Language, tuple[str, ...]]:
        version = self._catalogue.price_list_version(order.pin.price_list)
        return {language: explain_order(order, version, language) for language in Language}

    def charge_of(self, order: Order) -> Charge:
        """The order's price worked out anew, from the price the call was let in at."""
        version = self._catalogue.price_list_version(order.pin.price_list)
        article = version.article(order.pin.article)
        return price(
            article.tariff,
            order.pin.discounts,
            order.talk_began_at,
            order.talk_seconds,
            vat=article.vat,
            later_leg=order.is_later_leg,
        )

    def one_increment_after(self, order: Order, talk_seconds: int) -> Money:
        """What one more increment costs after so much talk."""
        version = self._catalogue.price_list_version(order.pin.price_list)
        agreed = pinned_price(order.pin, version)
        longer = talk_seconds + agreed.article.tariff.increment_seconds
        began_at = order.talk_began_at
        return agreed.of(began_at, longer) - agreed.of(began_at, talk_seconds)

    def unmatched_caller(self, screened: ScreenedCall) -> UnmatchedCaller | None:
        """What staff find of a call that could not be identified."""
        try:
            row = rows.UnmatchedRow.get(
                f"UNMATCHED#{screened.decided_at:%Y-%m-%d}", screened.call, consistent_read=True
            )
        except DoesNotExist:
            return None
        return caller_of(row)

    def talk_seconds_left(self, customer: str, line: ServiceLine, now: datetime) -> int:
        """How long the customer's credit lasts on a charged line, at most an hour."""
        standing = self.register.standing(customer)
        return self._price(standing, line, now).talk_seconds_for(standing.account.available, now)

    def is_price_steady(
        self, customer: str, line: ServiceLine, talk: timedelta, now: datetime
    ) -> bool:
        """Whether talk that ends now costs as much as talk that begins now."""
        agreed = self._price(self.register.standing(customer), line, now)
        seconds = int(talk.total_seconds())
        return agreed.of(now - talk, seconds) == agreed.of(now, seconds)

    def reason_put_aside(self, contact: str, day: datetime) -> str | None:
        """Why a contact record is in quarantine, if it is."""
        found = rows.QuarantineRow.query(f"QUARANTINE#{day:%Y-%m-%d}", consistent_read=True)
        reasons = (row.reason for row in found if row.contact == contact)
        told = (quarantine_in_words(reason_from_json(each, QuarantineCode)) for each in reasons)
        return next(told, None)

    def _price(self, standing: Standing, line: ServiceLine, now: datetime) -> AgreedPrice:
        version = self._catalogue.price_list_in_force(standing.price_list, now)
        return make_offer(line, version, standing.discounts, now).price
