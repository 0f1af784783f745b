"""One box for everything: customers found over the staff API, on the store."""

from dataclasses import replace

import pytest

from agentline.adapters.dynamodb.addresses import TableAddresses
from agentline.adapters.dynamodb.register import TableRegister
from agentline.domain.ocr import basis_ocr
from local.bench.capacity import counting
from tests.integration.billing.house import House
from tests.integration.office.customers import REASON, a_person, change, found, items, register
from tests.reception import Reception


@pytest.mark.parametrize("spelling", ["070-174 06 05", "+46 70 174 06 05", "0046701740605"])
def test_f19_any_spelling_of_a_number_finds_whose_it_is(
    office: Reception, own_table: str, spelling: str
) -> None:
    assert own_table
    customer = register(office, numbers=["0701740605"])
    [hit] = items(office, search=spelling)
    assert (hit["number"], hit["matched_by"], hit["invoice"]) == (customer, "number", None)


def test_a_customer_number_and_an_email_find_their_customer(office: Reception) -> None:
    customer = register(office, email="Siv.Exempel@Example.com")
    [hit] = items(office, search=customer)
    assert (hit["number"], hit["matched_by"]) == (customer, "customer_number")
    [hit] = items(office, search="siv.exempel@example.COM")
    assert (hit["number"], hit["matched_by"]) == (customer, "email")
    change(office, customer, email="siv@example.org")
    assert found(office, search="siv.exempel@example.com") == []
    assert found(office, search="SIV@example.org") == [customer]
    change(office, customer, email=None)
    assert found(office, search="siv@example.org") == []


def test_an_invoice_is_found_by_its_reference_its_ocr_number_and_its_fiscal_number(
    house: House, office: Reception
) -> None:
    caller = house.invoiced_caller()
    reference = caller.reference()
    posting = house.basis(reference).posting
    assert posting is not None
    named = {
        "invoice": reference,
        "ocr": basis_ocr(caller.customer, 1),
        "invoice_number": posting.number,
    }
    for matched_by, text in named.items():
        assert text is not None
        [hit] = items(office, search=text)
        assert (hit["number"], hit["matched_by"], hit["invoice"]) == (
            caller.customer,
            matched_by,
            reference,
        )
    assert posting.ocr is not None
    spaced = " ".join([posting.ocr[:4], posting.ocr[4:]])
    assert [hit["matched_by"] for hit in items(office, search=spaced)] == ["ocr"]
    assert found(office, search=f"{caller.customer}-0002") == []


def test_a_fiscal_number_that_is_corrected_finds_the_invoice_and_the_old_one_does_not(
    house: House, office: Reception
) -> None:
    callers = [house.invoiced_caller() for _ in range(2)]

    def note(reference: str, number: str) -> None:
        path = f"/invoices/{reference}"
        tag = office.ask("GET", path).tag
        body = {"invoice_number": number, **REASON}
        assert office.ask("POST", f"{path}/sending", body, version=tag).status == 200

    first, second = (caller.reference() for caller in callers)
    note(first, "F 2026-17")
    assert [hit["invoice"] for hit in items(office, search="f2026-17")] == [first]
    note(second, "F2026-17")
    assert {hit["invoice"] for hit in items(office, search="f2026-17")} == {first, second}
    note(first, "F2026-18")
    assert [hit["invoice"] for hit in items(office, search="f2026-17")] == [second]
    assert [hit["invoice"] for hit in items(office, search="F 2026-18")] == [first]


def test_names_are_found_by_how_any_of_their_words_begins(
    office: Reception, own_table: str
) -> None:
    assert own_table
    ulla = register(office, name="Ulla  Åberg Ulvsson")
    ulf = register(office, name="Ulf Östman")
    assert found(office, search="ul") == [ulf, ulla]
    assert found(office, search="ULLA å") == [ulla]
    assert found(office, search="ulla  åberg") == [ulla]
    assert found(office, search="öst") == [ulf]
    assert found(office, search="a\u030aberg") == [ulla]
    assert [hit["matched_by"] for hit in items(office, search="ulv")] == ["name"]
    assert found(office, search="berg") == []
    change(office, ulla, name="Ulla Öst")
    assert found(office, search="åberg") == found(office, search="ulv") == []
    assert set(found(office, search="öst")) == {ulf, ulla}


def test_a_name_that_fits_by_two_words_is_found_once_on_all_pages(
    office: Reception, own_table: str
) -> None:
    assert own_table
    customers = [register(office, name=f"Anna Ann{letter} Annberg") for letter in "abc"]
    seen, cursor = [], None
    while True:
        query = {"search": "ann", "limit": "1"} | ({"cursor": cursor} if cursor else {})
        page = office.ask("GET", "/customers", query=query).json
        seen += [item["number"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert sorted(seen) == customers


def test_names_follow_registration_by_a_call_and_an_accepted_address(
    house: House, office: Reception, own_table: str
) -> None:
    assert own_table
    caller = house.register()
    assert found(office, search="exempel") == [caller.customer]
    addresses = TableAddresses()
    file = addresses.file(caller.customer)
    married = replace(file.version, owner=replace(file.version.owner, name="Siv Nygren"))
    addresses.keep(file, replace(file, version=married), None)
    assert found(office, search="exempel") == []
    assert found(office, search="nyg") == [caller.customer]
    assert office.ask("GET", f"/customers/{caller.customer}").tag == '"2"'


def test_customers_are_listed_newest_first_over_numbers_nobody_got(
    office: Reception, own_table: str
) -> None:
    assert own_table
    customers = []
    for _ in range(5):
        customers.append(register(office))
        TableRegister().next_customer_number()
    newest_first = customers[::-1]
    assert found(office) == newest_first
    first = office.ask("GET", "/customers", query={"limit": "3"}).json
    assert [item["number"] for item in first["items"]] == newest_first[:3]
    more = {"limit": "3", "cursor": first["next"]}
    rest = office.ask("GET", "/customers", query=more).json
    assert [item["number"] for item in rest["items"]] == newest_first[3:]
    assert rest["next"] is None
    assert rest["items"][0]["matched_by"] is None


def test_tags_find_who_carries_them(office: Reception) -> None:
    one, two = (register(office, tags=["press", "vip"]) for _ in range(2))
    assert found(office, tag="PRESS") == [two, one]
    change(office, one, tags=["vip"])
    assert found(office, tag="press") == [two]
    assert found(office, tag="press", search=one) == []
    assert found(office, tag="press", search=two) == [two]


@pytest.mark.parametrize("text", ["x", " ", "x" * 101, "a\r\nb"])
def test_what_is_too_short_or_too_long_is_not_searched_for(office: Reception, text: str) -> None:
    answered = office.ask("GET", "/customers", query={"search": text})
    assert (answered.status, answered.code) == (422, "invalid_input")


@pytest.mark.parametrize(
    "text", ["#C100001", "attribute_exists(pk)", '"; --', "100001-0001#", "%%"]
)
def test_f38_what_is_searched_for_is_nothing_but_a_value(office: Reception, text: str) -> None:
    assert found(office, search=text) == []


def test_searching_costs_the_same_however_many_customers_there_are(
    office: Reception, own_table: str
) -> None:
    assert own_table
    customer = register(office, name="Vera Ensam", email="vera@example.com", numbers=["0701740605"])

    def costs() -> list[float]:
        spent = []
        for query in (
            {"search": "vera"},
            {"search": "ensam"},
            {"search": "vera@example.com"},
            {"search": "070-1740605"},
            {"search": customer},
            {"limit": "1"},
        ):
            with counting() as cost:
                assert office.ask("GET", "/customers", query=query).json["items"]
            spent.append(cost.read)
        return spent

    alone = costs()
    for at in range(30):
        register(office, name=f"Berit Annan{at}")
    assert costs() == alone


def test_search_rows_stay_within_one_transaction_whatever_a_name_is(office: Reception) -> None:
    words = " ".join("abcdefghijklmnopqrstuvwxyzåäö" * 3)
    customer = register(
        office,
        name=words,
        tags=[f"tag{at}" for at in range(20)],
        email="a@example.com",
        numbers=[f"07391111{at:02d}" for at in range(10)],
    )
    changed = change(
        office,
        customer,
        **{name: value for name, value in a_person(name=words[::-1]).items() if name != "reason"},
        tags=[f"other{at}" for at in range(20)],
        email="b@example.com",
        language="en",
    )
    assert changed.status == 200
    assert found(office, search=words[::-1][:20]) == [customer]
