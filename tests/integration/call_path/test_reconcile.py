"""Reading the whole table, whatever is in it. Each test has a table of its own to damage."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from agentline.adapters.dynamodb import rows
from agentline.adapters.dynamodb.audit_trail import TableAuditTrail
from agentline.adapters.dynamodb.books import read_books
from agentline.adapters.dynamodb.catalogue import store_price_list, store_service_line
from agentline.adapters.dynamodb.table import use_table
from agentline.domain.audit import AuditEntry
from agentline.domain.books import Books, OrphanKind
from agentline.domain.phone_number import PhoneNumber
from agentline.services.reconcile import Findings, reconcile
from agentline.services.screen_call import ScreeningDesk
from agentline.services.settle_contacts import RatingDesk
from local.store_table import create_table
from tests.examples import BASIC, CALLER, OWNER, TAROT_LINE, a_record
from tests.fakes import FakeDirectory
from tests.integration.call_path.ringing import deliver, register, ring

_tables = count(1)


@pytest.fixture
def own_table(client: Callable[[str], Any], _books_stay_whole: None) -> Iterator[str]:
    shared, name = rows.Row.Meta.table_name, f"agentline-reconcile-{next(_tables)}"
    create_table(name, client("dynamodb"))
    use_table(name)
    store_service_line(TAROT_LINE)
    store_price_list(BASIC)
    yield name
    use_table(shared)


@pytest.fixture
def customer(
    own_table: str, screening: ScreeningDesk, rating: RatingDesk, directory: FakeDirectory
) -> str:
    """A customer with a closed basis and its orders, one of them corrected, and a live call."""
    assert own_table
    customer = register(screening, directory, CALLER)
    deliver(rating, a_record(ring(screening, CALLER).call, talk_seconds=40 * 60))
    deliver(rating, a_record(ring(screening, CALLER).call, talk_seconds=9 * 60))
    return customer


def look(rating: RatingDesk) -> Findings:
    return reconcile(read_books(lambda _rows: None), rating.catalogue, rating.clock())


def store() -> tuple[Any, str]:
    """The client behind the rows, and the table they are in now."""
    return rows.Row.connect().client, rows.Row.Meta.table_name


def change(customer: str, sort_key: str, **attributes: Mapping[str, Any] | None) -> None:
    """Overwrite attributes of a stored row, as no part of the product would, or take them away."""
    dynamodb, table = store()
    key = {"pk": {"S": f"CUST#{customer}"}, "sk": {"S": sort_key}}
    item = dynamodb.get_item(TableName=table, Key=key)["Item"]
    changed = {name: value for name, value in {**item, **attributes}.items() if value}
    dynamodb.put_item(TableName=table, Item=changed)


def test_all_that_was_stored_is_read_and_sound(
    customer: str, rating: RatingDesk, screening: ScreeningDesk
) -> None:
    [books] = read_books(lambda _rows: None)
    assert isinstance(books, Books)
    assert books.account == screening.register.standing(customer).account
    assert [basis.number for basis in books.bases] == [1]
    assert [order.amount.minor for order in books.orders] == [80_500, 18_500]
    assert books.calls == screening.calls.calls(list(books.calls))
    assert (books.numbers, books.listed_numbers) == ((CALLER,), (CALLER,))
    assert [entry.what for entry in books.audit] == ["basis_closed", "customer_registered"]
    findings = look(rating)
    assert findings.is_sound
    assert (findings.overruns, findings.looked_at.calls) == ([], 2)


def test_a_damaged_sum_is_a_violation(customer: str, rating: RatingDesk) -> None:
    change(customer, "ACCOUNT", unpaid={"N": "98999"})
    [violation] = look(rating).violations
    assert (violation.invariant, violation.customer) == ("I2", customer)


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("credit_limit", {"S": "much"}),
        ("open_total", None),
        ("holds", {"S": '{"call-1": {"amount": "12"}}'}),
    ],
)
def test_an_account_that_cannot_be_read_is_a_finding_and_its_customers_rows_are_no_orphans(
    customer: str, rating: RatingDesk, attribute: str, value: Mapping[str, Any] | None
) -> None:
    change(customer, "ACCOUNT", **{attribute: value})
    findings = look(rating)
    [damage] = findings.damage
    assert (damage.customer, damage.subject) == (customer, f"CUST#{customer} ACCOUNT")
    assert findings.orphans == []


def test_an_order_that_cannot_be_read_is_a_finding_and_missed_on_its_basis(
    customer: str, rating: RatingDesk
) -> None:
    [order, _] = rows.OrderRow.query(f"CUST#{customer}", rows.OrderRow.sk.startswith("ORDER#"))
    change(customer, order.sk, talk_began_at=None)
    findings = look(rating)
    assert [damage.detail for damage in findings.damage] == [
        "cannot be read: talk_began_at is missing"
    ]
    assert {violation.invariant for violation in findings.violations} == {"I3"}


def test_a_value_that_only_checking_shows_to_be_wrong_is_a_finding(
    customer: str, rating: RatingDesk
) -> None:
    holds = '{"call-1": {"amount": 100, "talk": 60, "at": "2026-03-10T12:00:00"}}'
    change(customer, "ACCOUNT", holds={"S": holds})
    [damage] = look(rating).damage
    assert (damage.customer, damage.subject) == (customer, "books")


def test_what_names_a_customer_without_account_is_listed(
    customer: str, rating: RatingDesk, new_number: Callable[[], PhoneNumber]
) -> None:
    number = new_number()
    rows.NumberRow(f"NUM#{number}", "NUM", customer="1").save()
    rows.OwnerRow("OWNER#feed", "OWNER", customer="2").save()
    rows.CodeRow("PIN#1#feed", "PIN", customer="3").save()
    rows.Row.connect().delete_item(rows.Row.Meta.table_name, f"CUST#{customer}", "ACCOUNT")
    orphans = look(rating).orphans
    assert {orphan.kind for orphan in orphans} == {OrphanKind.CUSTOMER_WITHOUT_ACCOUNT}
    subjects = {(orphan.customer, orphan.subject.split()[0]) for orphan in orphans}
    assert subjects == {
        ("1", number),
        ("2", "OWNER#feed"),
        ("3", "PIN#1#feed"),
        (customer, CALLER),
        (customer, f"OWNER#{replace(OWNER, street=f'Gatan {CALLER}').fingerprint}"),
        (customer, "call"),
        (customer, "rows"),
    }


def test_what_the_trail_tells_of_no_customer_is_no_orphan(
    customer: str, rating: RatingDesk
) -> None:
    assert customer
    TableAuditTrail().keep(
        AuditEntry(
            customer=None,
            at=rating.clock(),
            who="anna",
            what="access_denied",
            subject="dispatch_invoice",
            before={},
            after={},
            why="is for others",
        )
    )
    findings = look(rating)
    assert (findings.orphans, findings.is_sound) == ([], True)


def test_rows_of_unknown_kinds_are_left_alone_and_pages_follow_each_other(
    customer: str, rating: RatingDesk
) -> None:
    dynamodb, table = store()
    for position in range(12):
        key = {"pk": {"S": f"ELSE#{position}"}, "sk": {"S": "ELSE"}}
        kind = {"kind": {"S": "of tomorrow"}} if position else {}
        dynamodb.put_item(TableName=table, Item={**key, **kind, "text": {"S": "x" * 300_000}})
    assert "LastEvaluatedKey" in dynamodb.scan(TableName=table)
    findings = look(rating)
    assert findings.is_sound
    assert findings.looked_at.orders == 2
    assert customer
