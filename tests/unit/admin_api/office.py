"""The staff API's door over fakes, and shorthand to knock at it as somebody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from agentline.domain.audit import AuditEntry
from agentline.domain.basis import Basis
from agentline.domain.basis_state import BasisState
from agentline.domain.waiting import waits_for
from agentline.office_ports import (
    KeptAnswer,
    KeyInUseError,
    KeyReusedError,
    Listing,
    Position,
)
from agentline.services.staff_accounts import StaffDesk
from tests.examples import CUSTOMER
from tests.reception import KEYS, Reception, an_admin_desk
from tests.staff_fakes import FakeSignOuts, FakeStaffDirectory
from tests.unit.services.billing_house import BillingHouse


@dataclass
class FakeReplays:
    """As the table keeps them; `is_down` fails whatever is asked."""

    claims: dict[tuple[str, str], tuple[str, datetime]] = field(default_factory=dict)
    answers: dict[tuple[str, str], KeptAnswer] = field(default_factory=dict)

    def begin(self, who: str, key: str, fingerprint: str, now: datetime) -> KeptAnswer | None:
        claim = self.claims.get((who, key))
        if claim and claim[0] != fingerprint:
            raise KeyReusedError
        if (who, key) in self.answers:
            return self.answers[who, key]
        if claim and now < claim[1]:
            raise KeyInUseError
        self.claims[who, key] = (fingerprint, now + timedelta(seconds=60))
        return None

    def keep(self, who: str, key: str, answer: KeptAnswer, now: datetime) -> None:
        assert now.tzinfo
        self.answers[who, key] = answer

    def release(self, who: str, key: str) -> None:
        self.claims.pop((who, key), None)


@dataclass
class FakeTrail:
    kept: list[AuditEntry] = field(default_factory=list)

    def keep(self, entry: AuditEntry) -> None:
        self.kept.append(entry)

    def of_days(
        self, since: date, until: date, limit: int, position: Position | None
    ) -> Listing[AuditEntry]:
        assert position is None
        found = [entry for entry in self.kept if since <= entry.at.date() <= until]
        return Listing(items=found[:limit], position=None)


@dataclass
class FakeInvoiceLists:
    """Of the house's one customer; positions are offsets."""

    house: BillingHouse

    def waiting(
        self, todos: Sequence[str], limit: int, position: Position | None
    ) -> Listing[Basis]:
        bases = self.house.book.bases.values()
        return _part([one for one in bases if waits_for(one) in todos], limit, position)

    def settled(self, state: BasisState, limit: int, position: Position | None) -> Listing[Basis]:
        bases = self.house.book.bases.values()
        return _part([one for one in bases if one.state is state], limit, position)

    def of_customer(self, customer: str, limit: int, position: Position | None) -> Listing[Basis]:
        assert customer == CUSTOMER
        newest_first = sorted(self.house.book.bases.values(), key=lambda one: -one.number)
        return _part(newest_first, limit, position)

    def names(self, customers: Sequence[str]) -> Mapping[str, str]:
        return dict.fromkeys(customers, "Anna Andersson")


def _part(found: list[Basis], limit: int, position: Position | None) -> Listing[Basis]:
    first = int(position["first"]) if position else 0
    rest = first + limit
    leads_on = {"first": str(rest)} if rest < len(found) else None
    return Listing(items=found[first:rest], position=leads_on)


@dataclass
class Office(Reception):
    """The door; who knocks is Anna of billing, unless said otherwise."""

    house: BillingHouse = field(default_factory=BillingHouse)
    replays: FakeReplays = field(default_factory=FakeReplays)
    trail: FakeTrail = field(default_factory=FakeTrail)
    staff: FakeStaffDirectory = field(default_factory=FakeStaffDirectory)
    sign_outs: FakeSignOuts = field(default_factory=FakeSignOuts)

    def __post_init__(self) -> None:
        desk = an_admin_desk(
            clock=self.house.clock,
            replays=lambda: self.replays,
            trail=lambda: self.trail,
            keys=lambda: KEYS,
            billing=lambda: self.house.desk,
            invoices=lambda: FakeInvoiceLists(self.house),
            staff=lambda: StaffDesk(directory=self.staff, sign_outs=self.sign_outs),
        )
        super().__init__(desk)
