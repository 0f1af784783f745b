"""Shorthand for the ends of customers: merges, erasures, and processes that die of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from agentline.adapters.dynamodb.books import read_books
from agentline.adapters.dynamodb.catalogue import TableCatalogue
from agentline.bootstrap.lifecycle import open_lifecycle_desk
from agentline.domain.books import Orphan
from agentline.domain.contact_record import ContactRecord
from agentline.services.lifecycle_desk import LifecycleDesk
from agentline.services.reconcile import reconcile
from tests.billing_fakes import TickingClock
from tests.integration.billing.house import Caller, House
from tests.integration.billing.mortality import Fate, mortal, mortal_port
from tests.reception import Answered, Reception

WHY = "one person, registered twice"


def merge(
    office: Reception, source: Caller, into: Caller, *, key: str | None = None, **how: Any
) -> Answered:
    body = {"into": into.customer, "reason": WHY}
    return office.ask("POST", f"/customers/{source.customer}/merging", body, key=key, **how)


def newer(record: ContactRecord, minutes: int, *, hours: int = 1) -> ContactRecord:
    """The contact as a later record tells it, with other talk."""
    began_at = record.initiated_at + timedelta(seconds=30) if minutes else None
    version = record.version + timedelta(hours=hours)
    return replace(record, talk_seconds=60 * minutes, talk_began_at=began_at, version=version)


def mortal_lifecycle(house: House, fate: Fate) -> LifecycleDesk:
    """A desk whose deeds are counted by its fate."""
    desk = open_lifecycle_desk(mortal(house.desk, fate))
    return replace(
        desk,
        merges=mortal_port(desk.merges, fate),
        erasures=mortal_port(desk.erasures, fate),
    )


def begun(house: House) -> list[str]:
    """Customers whose merge or erasure has come to no end."""
    desk, until = open_lifecycle_desk(house.desk), house.clock() + timedelta(days=1)
    merges = [one.source for one in desk.merges.unfinished(until, 100)]
    return merges + [one.customer for one in desk.erasures.unfinished(until, 100)]


def orphans_of(*callers: Caller, clock: TickingClock) -> Sequence[Orphan]:
    findings = reconcile(read_books(lambda _rows: None), TableCatalogue(), clock.now)
    customers = {caller.customer for caller in callers}
    return [orphan for orphan in findings.orphans if orphan.customer in customers]
