"""Run as a module in its own process: what screening and rating cost at the store at a size.

`python -m local.bench.units_run SIZE TABLE`, with the emulator in the environment, prints JSON: for
each case its round trips, read units and write units, as the emulator counts them, while the table
holds SIZE customers, and the measured customer SIZE orders, each on a basis of its own.
"""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Never

import botocore.session

from agentline.adapters.directories.file import FileDirectory
from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.calls import TableCallLog, TableOrderBook
from agentline.adapters.dynamodb.catalogue import TableCatalogue
from agentline.adapters.dynamodb.codes import TableCodes
from agentline.adapters.dynamodb.mapping.accounts import (
    account_row,
    basis_sort_key,
)
from agentline.adapters.dynamodb.mapping.calls import order_row
from agentline.adapters.dynamodb.mapping.customers import customer_key
from agentline.adapters.dynamodb.quarantine import TableQuarantine
from agentline.adapters.dynamodb.register import TableRegister
from agentline.adapters.dynamodb.table import use_table
from agentline.adapters.record_bucket import RecordBucket
from agentline.domain.account import open_account
from agentline.domain.call import Step
from agentline.domain.catalogue import Language
from agentline.domain.money import sek
from agentline.domain.reference import basis_reference
from agentline.services.quarantine import Outcome
from agentline.services.rate_contacts import rate_contacts
from agentline.services.register_caller import RegistrationTerms
from agentline.services.screen_call import IncomingCall, ScreeningDesk, screen_call
from agentline.services.settle_contacts import RatingDesk
from local.bench import scene
from local.bench.capacity import counting
from local.store_table import create_table

GROUP = 8
_CUSTOMER = "700001"
_FIRST_OTHER = 800_000


class UnexpectedDecisionError(RuntimeError):
    """A case came out otherwise than it should: its cost would be that of something else."""


def main() -> None:
    size, table = int(sys.argv[1]), sys.argv[2]
    create_table(table, botocore.session.get_session().create_client("dynamodb"))
    use_table(table)
    _store(size)
    print(json.dumps(_costs()))


def _store(size: int) -> None:
    with rows.Row.batch_write() as batch:
        for row in _all_rows(size):
            batch.save(row)


def _all_rows(size: int) -> Iterator[rows.Row]:
    yield from scene.catalogue_rows()
    for customer in range(_FIRST_OTHER, _FIRST_OTHER + size):
        yield from scene.customer_rows(str(customer))
    number, _ = scene.customer_rows(_CUSTOMER)
    yield number
    opened = open_account(_CUSTOMER, sek(100_000))
    basis = replace(opened.open_basis, number=size + 1)
    yield account_row(replace(opened, open_basis=basis), Language.SWEDISH, scene.PRICE_LIST.name)
    for past in range(1, size + 1):
        yield from _past_order(past)
    for call in _group():
        yield scene.admission_row(call, _CUSTOMER)


def _past_order(number: int) -> Iterator[rows.Row]:
    """An order of years ago on a basis that was paid."""
    at = scene.NOON - timedelta(days=365, hours=number)
    call = scene.admitted_call(f"past-{number}", _CUSTOMER)
    assert call.pin is not None  # noqa: S101 (admitted on a charged line)
    yield order_row(
        scene.rated_order(_CUSTOMER, call.call, call.b_number, call.pin, at=at, basis=number)
    )
    yield rows.BasisRow(
        customer_key(_CUSTOMER),
        basis_sort_key(number),
        reference=basis_reference(_CUSTOMER, number),
        state="paid",
        version=1,
        order_count=1,
        total=4_500,
        payable=4_500,
        received=4_500,
        currency="SEK",
        closed_at=at,
        closed_because="staff",
        is_closed_by_limit=False,
    )


def _group() -> list[str]:
    return [f"grouped-{number}" for number in range(GROUP)]


def _costs() -> dict[str, dict[str, float]]:
    """The cases in an order in which each leaves the account as the next one needs it."""
    screening, rating = _desks()
    for desk in (screening, rating):  # read once a minute by each worker: there already
        desk.catalogue.service_line(scene.LINE)
        desk.catalogue.price_list_in_force(scene.PRICE_LIST.name, scene.AFTERWARDS)
        desk.catalogue.own_words("any", Language.SWEDISH)

    def ring(call: str, verdict: str) -> Callable[[], None]:
        return lambda: _ring(screening, call, verdict)

    def rate(*calls: str, talk_seconds: int) -> Callable[[], None]:
        return lambda: _rate(rating, calls, talk_seconds)

    costs = {
        "ADMIT": _cost(ring("first", "ADMIT")),
        "REFUSE": _cost(ring("second", "REFUSE")),
        "rated alone": _cost(rate("first", talk_seconds=60)),
    }
    _require_code(True)
    costs["ASK_PIN"] = _cost(ring("third", "ASK_PIN"))
    _require_code(None)
    costs["rated grouped"] = _cost(rate(*_group(), talk_seconds=60))
    _ring(screening, "last", "ADMIT")
    costs["closing"] = _cost(rate("last", talk_seconds=40 * 60))
    return costs


def _desks() -> tuple[ScreeningDesk, RatingDesk]:
    screening = ScreeningDesk(
        register=TableRegister(),
        calls=TableCallLog(),
        catalogue=TableCatalogue(),
        codes=TableCodes(_no_keys),
        directory=FileDirectory(),
        terms=RegistrationTerms(limit=sek(100_000), price_list=scene.PRICE_LIST.name),
        clock=lambda: scene.AFTERWARDS,
    )
    rating = RatingDesk(
        register=screening.register,
        calls=screening.calls,
        orders=TableOrderBook(),
        quarantine=TableQuarantine(RecordBucket("no-bucket")),
        catalogue=screening.catalogue,
        clock=screening.clock,
    )
    return screening, rating


def _no_keys() -> Never:
    raise UnexpectedDecisionError("no code is entered here")


def _require_code(required: bool | None) -> None:
    code = rows.AccountRow.requires_code
    rows.AccountRow(customer_key(_CUSTOMER), "ACCOUNT").update(
        actions=[code.remove() if required is None else code.set(required)]
    )


def _cost(work: Callable[[], None]) -> dict[str, float]:
    with counting() as consumed:
        work()
    return {
        "round_trips": consumed.round_trips,
        "read": consumed.read,
        "write": consumed.write,
    }


def _ring(desk: ScreeningDesk, call: str, verdict: str) -> None:
    incoming = IncomingCall(
        call=call, step=Step.NUMBER, a_number=scene.number_of(_CUSTOMER), b_number=scene.LINE
    )
    decided = screen_call(incoming, desk)
    if decided.verdict != verdict:
        raise UnexpectedDecisionError(f"{decided.verdict} {decided.reason}, not {verdict}")


def _rate(desk: RatingDesk, calls: tuple[str, ...], talk_seconds: int) -> None:
    texts = {call: scene.contact_record(call, talk_seconds) for call in calls}
    for outcome in rate_contacts(texts, desk).values():
        if outcome is not Outcome.RATED:
            raise UnexpectedDecisionError(f"{outcome!r}, not rated")


if __name__ == "__main__":
    main()
