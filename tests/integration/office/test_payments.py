"""Payments over the staff API, on the store: listed, placed, sent back, looked into."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from admin_api.ids import payment_id
from agentline.adapters.dynamodb.audit_trail import TableAuditTrail
from agentline.domain.money import sek
from tests.billing_fakes import TickingClock
from tests.integration.billing.house import Caller, House
from tests.integration.office.trail import entries_of_the_day
from tests.reception import Answered, Reception

REASON = {"reason": "the payer told us"}
_names = count(1)


def a_suspended_payment(house: House, minor: int = 98_500) -> str:
    """Money that names nothing; the path of the payment."""
    name = f"lost{next(_names)}"
    event = replace(Caller(customer="0", number="").pays(minor, payment=name), reference=None)  # type: ignore[arg-type]
    house.tell(event)
    return f"/payments/{payment_id(f'{event.source}#{event.payment}')}"


def a_payment_of(house: House, caller: Caller, minor: int) -> str:
    event = caller.pays(minor)
    house.tell(event)
    return f"/payments/{payment_id(f'{event.source}#{event.payment}')}"


def amounts(answer: Answered, *names: str) -> list[str]:
    return [answer.json[name]["amount"] for name in names]


def audit_of(caller: Caller, what: str) -> list[tuple[str, str]]:
    entries = TableAuditTrail().entries(caller.customer)
    return [(entry.who, entry.why) for entry in entries if entry.what == what]


def test_what_is_in_suspense_is_looked_at_and_placed(house: House, office: Reception) -> None:
    caller = house.invoiced_caller()
    path = a_suspended_payment(house, minor=100_000)
    seen = office.ask("GET", path)
    assert amounts(seen, "amount", "suspense", "prepaid") == ["1000.00", "1000.00", "0.00"]
    assert seen.json["suspended_because"] == "names_no_invoice"
    assert seen.json["suspended_because_in_words"] == "It names no invoice."
    assert (seen.json["customer"], seen.json["applied"], seen.tag) == (None, [], '"1"')
    in_swedish = office.ask("GET", path, query={"language": "sv"}).json
    assert in_swedish["suspended_because_in_words"] == "Den anger ingen faktura."

    asked = {"invoice": caller.reference()}
    preview = office.ask("GET", f"{path}/assigning-preview", query=asked).json
    [placing] = preview["placed"]
    assert (placing["invoice"], placing["amount"]["amount"]) == (caller.reference(), "985.00")
    assert (placing["due_before"]["amount"], placing["due_after"]["amount"]) == ("985.00", "0.00")
    assert (placing["state_after"], preview["prepaid"]["amount"]) == ("paid", "15.00")
    assert (preview["limit_before"]["amount"], preview["limit_after"]["amount"]) == (
        "1000.00",
        "1500.00",
    )
    assert (preview["version"], preview["is_blocked_after"]) == (1, False)
    assert preview["task"].startswith("paid 1000.00 SEK on basis")
    assert office.ask("GET", path).text == seen.text

    placed = office.ask("POST", f"{path}/assigning", asked | REASON, version=seen.tag)
    assert (placed.status, placed.json["customer"], placed.tag) == (200, caller.customer, '"2"')
    assert placed.json["customer_name"]
    assert placed.json["applied"] == [
        {"invoice": caller.reference(), "amount": {"amount": "985.00", "currency": "SEK"}}
    ]
    assert amounts(placed, "prepaid", "suspense") == ["15.00", "0.00"]
    assert placed.json["task"] == preview["task"]
    assert office.ask("GET", path).text == placed.text
    assert house.account(caller).limit == sek(150_000)
    assert audit_of(caller, "payment_received") == [("billing@example.com", REASON["reason"])]


def test_money_is_placed_once_however_many_place_it_at_once(
    house: House, new_office: Callable[[], Reception]
) -> None:
    callers = [house.invoiced_caller() for _ in range(2)]
    path = a_suspended_payment(house)

    def assign(number: int) -> tuple[int, str | None]:
        body = {"invoice": callers[number % 2].reference(), **REASON}
        answered = new_office().ask("POST", f"{path}/assigning", body, version='"1"')
        return answered.status, answered.json.get("customer")

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(assign, range(6)))
    assert sorted(status for status, _ in answers) == [200, *[412] * 5]
    [owner] = [customer for status, customer in answers if status == 200]
    received = {caller.customer: house.basis(caller.reference()).received for caller in callers}
    assert received.pop(owner or "") == sek(98_500)
    assert list(received.values()) == [sek(0)]


def test_the_same_key_places_once_and_repeats_its_answer(house: House, office: Reception) -> None:
    body = {"invoice": house.invoiced_caller().reference(), **REASON}
    path = f"{a_suspended_payment(house)}/assigning"
    first = office.ask("POST", path, body, version='"1"', key="assigning-17")
    again = office.ask("POST", path, body, version='"1"', key="assigning-17")
    assert (again.status, again.text, again.tag) == (200, first.text, first.tag)


@pytest.mark.parametrize(
    ("invoice", "status", "code"),
    [("999999-0001", 404, "customer_missing"), ("{own}-0009", 404, "invoice_missing")],
)
def test_money_is_placed_on_what_there_is(
    house: House, office: Reception, invoice: str, status: int, code: str
) -> None:
    reference = invoice.format(own=house.invoiced_caller().customer)
    path = a_suspended_payment(house)
    asked = office.ask("GET", f"{path}/assigning-preview", query={"invoice": reference})
    placed = office.ask(
        "POST", f"{path}/assigning", {"invoice": reference, **REASON}, version='"1"'
    )
    assert (asked.status, asked.code) == (placed.status, placed.code) == (status, code)
    assert amounts(office.ask("GET", path), "suspense") == ["985.00"]


def test_what_is_not_in_suspense_is_not_placed(house: House, office: Reception) -> None:
    caller = house.invoiced_caller()
    path = a_payment_of(house, caller, 98_500)
    body = {"invoice": caller.reference(), **REASON}
    refused = office.ask("POST", f"{path}/assigning", body, version='"1"')
    assert (refused.status, refused.code) == (409, "payment_refused")


def test_there_must_be_such_a_payment(office: Reception) -> None:
    path = f"/payments/{payment_id('webhook#nobody-knows')}"
    for method, place, body in (
        ("GET", path, None),
        ("POST", f"{path}/done", REASON),
        ("POST", f"{path}/returning", {"amount": {"amount": "1.00", "currency": "SEK"}} | REASON),
    ):
        missing = office.ask(method, place, body, version='"1"')
        assert (missing.status, missing.code) == (404, "payment_missing")
    assert office.ask("GET", "/payments/AA").code == "payment_missing"
    assert office.ask("GET", "/payments/no.id").code == "not_found"


def test_money_of_nobody_sent_back_is_on_record(house: House, office: Reception) -> None:
    path = a_suspended_payment(house, minor=5_000)
    body = {"amount": {"amount": "45.00", "currency": "SEK"}, **REASON}
    returned = office.ask("POST", f"{path}/returning", body, version='"1"')
    assert (returned.status, returned.tag) == (200, '"2"')
    assert amounts(returned, "suspense", "returned") == ["5.00", "45.00"]
    stale = office.ask("POST", f"{path}/returning", body, version='"1"')
    assert (stale.status, stale.code) == (412, "version_stale")
    much = office.ask("POST", f"{path}/returning", body, version='"2"')
    assert (much.status, much.code) == (409, "payment_refused")
    euro = {"amount": {"amount": "1.00", "currency": "EUR"}, **REASON}
    other = office.ask("POST", f"{path}/returning", euro, version='"2"')
    assert (other.status, other.code) == (422, "currency_mismatch")
    [told] = [
        entry
        for entry in entries_of_the_day()
        if entry.what == "payment_returned" and payment_id(entry.subject) in path
    ]
    assert (told.customer, told.who, told.why) == (None, "billing@example.com", REASON["reason"])
    assert told.after == {"amount": "45.00"}


def test_prepaid_money_sent_back_at_once_goes_once(
    house: House, new_office: Callable[[], Reception]
) -> None:
    caller = house.invoiced_caller()
    path = a_payment_of(house, caller, 118_500)
    body = {"amount": {"amount": "200.00", "currency": "SEK"}, **REASON}

    def give_back(_worker: int) -> int:
        return new_office().ask("POST", f"{path}/returning", body, version='"1"').status

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(give_back, range(4))) == [200, 412, 412, 412]
    assert house.account(caller).prepaid == sek(0)
    assert audit_of(caller, "payment_returned") == [("billing@example.com", REASON["reason"])]


def test_what_was_looked_into_leaves_the_list(
    house: House, office: Reception, own_table: str
) -> None:
    assert own_table
    caller = house.invoiced_caller()
    path = a_payment_of(house, caller, 99_000)
    [listed] = office.ask("GET", "/payment-tasks").json["items"]
    assert listed["task"].startswith("paid 990.00 SEK on basis")
    assert office.ask("GET", "/suspense").json["items"] == []
    stale = office.ask("POST", f"{path}/done", REASON, version='"7"')
    assert (stale.status, stale.code) == (412, "version_stale")
    done = office.ask("POST", f"{path}/done", REASON, version='"1"')
    assert (done.status, done.json["task"]) == (200, None)
    assert office.ask("GET", "/payment-tasks").json["items"] == []
    again = office.ask("POST", f"{path}/done", REASON, version=done.tag)
    assert (again.status, again.code) == (409, "payment_refused")
    assert audit_of(caller, "payment_seen_to") == [("billing@example.com", REASON["reason"])]


def test_suspense_is_listed_longest_waiting_first_and_goes_on(
    house: House, office: Reception, own_table: str
) -> None:
    assert own_table
    paths = [a_suspended_payment(house) for _ in range(3)]
    first = office.ask("GET", "/suspense", query={"limit": "2"}).json
    rest = office.ask("GET", "/suspense", query={"limit": "2", "cursor": first["next"]}).json
    listed = [f"/payments/{item['id']}" for item in [*first["items"], *rest["items"]]]
    assert (listed, rest["next"]) == (paths, None)


def test_payments_are_listed_newest_first_by_day_and_by_customer(
    house: House, office: Reception, clock: TickingClock, own_table: str
) -> None:
    assert own_table
    caller = house.invoiced_caller()
    days = []
    # Their names do not sort as they came.
    for name in ("z", "a", "m"):
        house.tell(caller.pays(10_000, payment=name))
        days.append(clock.now.date())
        clock.pass_time(timedelta(days=1))
    a_suspended_payment(house)

    def listed(**query: str) -> list[str]:
        items = office.ask("GET", "/payments", query=query).json["items"]
        return [item["source_id"].removesuffix(f"-{caller.customer}") for item in items]

    assert listed(customer=caller.customer) == ["m", "a", "z"]
    assert listed(customer=caller.customer, until=str(days[1])) == ["a", "z"]
    assert listed(customer=caller.customer, since=str(days[1]), until=str(days[1])) == ["a"]
    assert listed()[1:] == ["m", "a", "z"]
    assert listed(since=str(days[0]), until=str(days[1])) == ["a", "z"]
    first = office.ask("GET", "/payments", query={"customer": caller.customer, "limit": "2"}).json
    rest = office.ask(
        "GET",
        "/payments",
        query={"customer": caller.customer, "limit": "2", "cursor": first["next"]},
    ).json
    assert len(first["items"]) == 2
    assert [item["source_id"] for item in rest["items"]] == [f"z-{caller.customer}"]
    wrong = office.ask("GET", "/payments", query={"since": str(days[1]), "until": str(days[0])})
    assert (wrong.status, wrong.json["errors"][0]["field"]) == (422, "query.since")


def test_a_recall_is_told_with_the_payment(house: House, office: Reception) -> None:
    caller = house.invoiced_caller()
    path = a_payment_of(house, caller, 98_500)
    house.tell(caller.recalls(98_500))
    seen = office.ask("GET", path)
    assert [recall["amount"]["amount"] for recall in seen.json["recalls"]] == ["985.00"]
    assert (seen.json["applied"], amounts(seen, "recalled_early")) == ([], ["0.00"])
