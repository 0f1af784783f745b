"""`agentline import` and `agentline export` on the deployed stage: files in, and the same out."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from urllib3.exceptions import ProtocolError

from agentline.domain.staff import Role
from agentline.services.export_customer import PERSONAL_DATA_EXPORTED
from local.commands import api_session
from local.commands.endpoints import Endpoints
from local.staff_api import Answer, StaffApi
from tests.integration.conftest import free_port
from tests.integration.emulator.waiting import until
from tests.integration.staff.terminal import Terminal, rows_of, signed_in_as
from tests.unit.adapters.payment_files.composed import Entry, Transaction, camt054, unstructured

HEADER = "name;street;postcode;city;numbers;tags;limit"
FORMULA = "=1+1"
_streets, _numbers = count(1), count(46_734_200_001)


@pytest.fixture
def terminal(endpoints: Endpoints, tmp_path: Path) -> Terminal:
    """That of who runs the stage."""
    endpoints.write(tmp_path / "endpoints.json")
    return Terminal(environment={"AGENTLINE_STAGE_FOLDER": str(tmp_path)})


@pytest.fixture
def admin(staff_api: Callable[[Role], StaffApi]) -> StaffApi:
    return staff_api(Role.ADMIN)


def a_line(name: str = "Siv Intagen") -> str:
    """Of somebody new."""
    return f"{name};Filgatan {next(_streets)};123 45;Provstad;+{next(_numbers)};imported;2000"


def a_file(folder: Path, *lines: str, name: str = "customers.csv") -> str:
    path = folder / name
    path.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    return str(path)


def number_in(line: str) -> str:
    return line.split(";")[4]


def who_has(number: str, admin: StaffApi) -> list[str]:
    """The customers who are found by a telephone number."""
    found = admin.ask("GET", "/customers", query={"search": number}).json["items"]
    return [each["number"] for each in found]


def results(told: Any) -> list[str]:
    return [line["result"] for line in told["lines"]]


def content(export: Any) -> Any:
    """What is kept of a person, but for when that was asked, which is kept too."""
    audit = [each for each in export["audit"] if each["what"] != PERSONAL_DATA_EXPORTED]
    return {**export, "audit": audit, "made_at": None, "next": None}


def test_imported_customers_are_found_and_importing_again_changes_nothing(
    terminal: Terminal, admin: StaffApi, tmp_path: Path
) -> None:
    lines = [a_line(), a_line()]
    words = ("import", "customers", a_file(tmp_path, *lines), "--json")
    assert results(terminal.read(*words)) == ["new", "new"]
    assert who_has(number_in(lines[0]), admin) == []

    imported = terminal.read(*words, "--yes", "--why", "from the old system")
    assert results(imported) == ["registered", "registered"]
    customers = [line["customer"] for line in imported["lines"]]
    assert [who_has(number_in(line), admin) for line in lines] == [[each] for each in customers]
    seen = admin.ask("GET", f"/customers/{customers[0]}").json
    assert (seen["name"], seen["tags"]) == ("Siv Intagen", ["imported"])
    limit = admin.ask("GET", f"/customers/{customers[0]}/credit").json["limit"]
    assert limit == {"amount": "2000.00", "currency": "SEK"}

    before = admin.ask("GET", f"/customers/{customers[0]}/export").json
    again = terminal.read(*words, "--yes", "--why", "from the old system")
    assert results(again) == ["known", "known"]
    assert [line["customer"] for line in again["lines"]] == customers
    assert f"is customer {customers[0]} already" in again["lines"][0]["words"]
    after = admin.ask("GET", f"/customers/{customers[0]}/export").json
    assert content(after) == content(before)


def test_wrong_lines_are_told_by_number_and_nothing_of_them_is_stored(
    terminal: Terminal, admin: StaffApi, tmp_path: Path
) -> None:
    right, taken = a_line(), a_line("Bo Upptagen")
    no_limit = a_line().removesuffix("2000") + "12.345,67"
    no_number = f"Eva Felslagen;Filgatan {next(_streets)};123 45;Provstad;12;;"
    no_amount = f"Ida Bokstav;Filgatan {next(_streets)};123 45;Provstad;+{next(_numbers)};;x"
    file = a_file(
        tmp_path, right, no_limit, no_number, no_amount, taken.replace("Filgatan", ""), taken
    )
    told = terminal.read("import", "customers", file, "--yes", "--json", exit_code=1)
    assert [line["line"] for line in told["lines"]] == [2, 3, 4, 5, 6, 7]
    assert results(told) == ["registered", "wrong", "wrong", "wrong", "registered", "wrong"]
    assert told["problems"] == 4
    assert all(line["words"] for line in told["lines"] if line["result"] == "wrong")
    assert [who_has(number_in(line), admin) for line in (no_limit, no_amount)] == [[], []]
    for name in ("Eva Felslagen", "Ida Bokstav"):
        assert admin.ask("GET", "/customers", query={"search": name}).json["items"] == []


class BreakingConnection:
    """The API for an import that is stopped: the answer to the third customer never arrives, though
    they are registered, and nothing answers from then on."""

    def __init__(self, api: StaffApi) -> None:
        self._api = api
        self._registering = count(1)
        self._is_broken = False

    def ask(self, method: str, path: str, body: object = None, **more: Any) -> Answer:
        if self._is_broken:
            raise ProtocolError("Connection aborted.")
        answer = self._api.ask(method, path, body, **more)
        if path == "/customers" and next(self._registering) == 3:
            self._is_broken = True
            raise ProtocolError("Connection aborted.")
        return answer


def test_f37_an_import_that_stopped_in_the_middle_is_completed_without_doubles(
    terminal: Terminal, admin: StaffApi, tmp_path: Path
) -> None:
    lines = [a_line() for _ in range(10)]
    words = ("import", "customers", a_file(tmp_path, *lines), "--yes")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(api_session, "_open", lambda *_where: BreakingConnection(admin))
        said = terminal.told(*words, exit_code=1)
    assert said.count("\n") == 1
    assert said.startswith("agentline: the staff API does not answer: ")
    begun = sum(len(who_has(number_in(line), admin)) for line in lines)
    assert 3 <= begun < 10

    completed = terminal.read(*words, "--json")["totals"]
    assert completed == {"registered": 10 - begun, "known": begun}
    assert [len(who_has(number_in(line), admin)) for line in lines] == [1] * 10


def test_a_price_list_is_tried_imported_and_exported_as_the_same_file(
    terminal: Terminal, admin: StaffApi, tmp_path: Path
) -> None:
    first, second = tmp_path / "basic.csv", tmp_path / "imported.csv"
    terminal.told("export", "pricelist", "basic", "--out", str(first))
    words = ("import", "pricelist", str(first), "--name", "imported", "--valid-from", "2099-01-01")
    tried = terminal.read(*words, "--json")
    assert (tried["is_stored"], tried["errors"]) == (False, 0)
    assert {line["outcome"] for line in tried["lines"]} == {"added"}
    versions = admin.ask("GET", "/price-lists").json["items"]
    assert "imported" not in [listed["name"] for listed in versions]

    printed = terminal.told(*words, "--yes")
    assert "✓ The version of 2098-12-31 23:00 UTC is stored." in printed
    terminal.told("export", "pricelist", "imported@2099-01-01", "--out", str(second))
    assert second.read_bytes() == first.read_bytes()
    refused = terminal.told(*words, "--yes", exit_code=1)
    assert refused.count("\n") == 1


def test_a_price_list_with_a_wrong_line_is_told_by_line_and_not_stored(
    terminal: Terminal, admin: StaffApi, tmp_path: Path
) -> None:
    good = terminal.told("export", "pricelist", "basic")
    file = tmp_path / "wrong.csv"
    file.write_text(good + good.splitlines()[1], encoding="utf-8")
    words = ("import", "pricelist", str(file), "--name", "wrong", "--valid-from", "2099-01-01")
    told = terminal.read(*words, "--yes", "--json", exit_code=1)
    [wrong] = [line for line in told["lines"] if line["outcome"] == "error"]
    assert wrong["line"] == len(told["lines"]) + 1
    assert "is on line 2 already" in wrong["problem"]
    assert not told["is_stored"]
    assert admin.ask("GET", "/price-lists/wrong").status == 404


def an_invoice(admin: StaffApi) -> str:
    """One of 100 kronor that has been sent."""
    body = {
        "name": "Stig Skyldig",
        "street": f"Filgatan {next(_streets)}",
        "postcode": "123 45",
        "city": "Provstad",
        "numbers": [f"+{next(_numbers)}"],
        "reason": "gave his address by telephone",
    }
    customer = admin.ask("POST", "/customers", body).json["number"]
    price = {"amount": "80.00", "currency": "SEK"}
    line = {"kind": "own", "text": FORMULA, "vat_percent": "25", "unit_price": price}
    why = {"reason": "ordered by telephone"}
    admin.ask("POST", "/orders", {"customer": customer, "line": line, **why})
    drafted = admin.ask("POST", "/invoices", {"customer": customer, **why})
    path = f"/invoices/{drafted.json['reference']}"
    sent = admin.ask("POST", f"{path}/dispatch", why, version=drafted.headers["ETag"])
    assert sent.is_success, sent.text
    until(lambda: admin.ask("GET", path).json["state"] == "dispatched", seconds=120)
    return str(drafted.json["reference"])


def test_a_banks_file_given_twice_books_once(
    terminal: Terminal, admin: StaffApi, tmp_path: Path
) -> None:
    reference = an_invoice(admin)
    customer = reference.partition("-")[0]
    paid = Transaction(
        amount="60.00", reference=f"FILE-{reference}", remittance=unstructured(reference)
    )
    file = tmp_path / "camt054.xml"
    file.write_bytes(
        camt054(Entry(transactions=(paid,), amount="60.00", reference=f"FILE-{reference}"))
    )
    words = ("import", "payments", str(file))
    assert terminal.read(*words, "--dry-run", "--json")["totals"] == {"placed": 1}
    assert terminal.read(*words, "--json")["totals"] == {"placed": 1}
    due = admin.ask("GET", f"/invoices/{reference}").json["due"]
    assert terminal.read(*words, "--json")["totals"] == {"known": 1}
    assert admin.ask("GET", f"/invoices/{reference}").json["due"] == due

    exported = terminal.read("export", "payments", "--format", "json")
    [payment] = [each for each in exported if each["customer"] == customer]
    assert payment["amount"] == {"amount": "60.00", "currency": "SEK"}
    [row] = [
        row for row in rows_of(terminal.told("export", "payments")) if row["id"] == payment["id"]
    ]
    assert (row["amount"], row["amount_currency"]) == ("60,00", "SEK")
    [invoice] = [
        row for row in rows_of(terminal.told("export", "invoices")) if row["reference"] == reference
    ]
    assert (invoice["state"], invoice["received"]) == ("part_paid", "60,00")
    [order] = [
        row for row in rows_of(terminal.told("export", "orders")) if row["customer"] == customer
    ]
    assert order["text"] == f"'{FORMULA}"
    whole = terminal.read("export", "orders", "--format", "json")
    assert whole == admin.ask("GET", "/orders", query={"limit": "200"}).json["items"]


def test_f38_exported_customers_are_what_the_api_shows_and_no_formula(
    terminal: Terminal, admin: StaffApi, tmp_path: Path
) -> None:
    line = a_line(FORMULA)
    file = a_file(tmp_path, line)
    [imported] = terminal.read("import", "customers", file, "--yes", "--json")["lines"]
    customer = imported["customer"]
    out = tmp_path / "out.csv"
    said = terminal.told("export", "customers", "--out", str(out))
    rows = rows_of(out.read_text(encoding="utf-8"))
    assert f"{len(rows)} customers" in said
    listed = admin.ask("GET", "/customers", query={"limit": "200"}).json["items"]
    assert [row["number"] for row in rows] == [each["number"] for each in listed]
    [row] = [row for row in rows if row["number"] == customer]
    assert (row["name"], row["numbers"], row["limit"]) == (
        f"'{FORMULA}",
        f"'{number_in(line)}",
        "2000,00",
    )

    shown = terminal.read("export", "person", customer)
    document = admin.ask("GET", f"/customers/{customer}/export").json
    assert shown["customers"] == [customer]
    assert content(shown) == content(document)


def test_who_may_not_is_told_in_one_line(endpoints: Endpoints, tmp_path: Path) -> None:
    viewer = Terminal(environment=signed_in_as(Role.VIEWER, endpoints))
    file = a_file(tmp_path, a_line())
    for words in (("import", "customers", file, "--yes"), ("export", "person", "100001")):
        said = viewer.told(*words, exit_code=1)
        assert said.startswith("agentline: ")
        assert said.count("\n") == 1
    stranger = {**viewer.environment, "AGENTLINE_PASSWORD": "wrong"}
    said = Terminal(environment=stranger).told("export", "customers", exit_code=1)
    assert said.startswith("agentline: nobody could sign in: ")
    assert said.count("\n") == 1


def test_a_stage_that_does_not_run_is_told_in_one_line(
    endpoints: Endpoints, tmp_path: Path
) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}"
    stopped = Terminal(environment={"AGENTLINE_STAGE_FOLDER": str(tmp_path)})
    words = ("export", "customers")
    none_yet = stopped.told(*words, exit_code=1)
    endpoints.model_copy(update={"aws_endpoint_url": nowhere}).write(tmp_path / "endpoints.json")
    assert stopped.told(*words, exit_code=1) == none_yet
    assert none_yet == "agentline: no stage is running: start it with make run\n"
    away = {**signed_in_as(Role.ADMIN, endpoints), "AGENTLINE_API_URL": nowhere}
    said = Terminal(environment=away).told(*words, exit_code=1)
    assert said.startswith("agentline: the staff API does not answer: ")
    assert said.count("\n") == 1
