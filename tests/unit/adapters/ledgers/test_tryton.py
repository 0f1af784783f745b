"""Tryton on bad days, and the öre of its lines. Its good days: tests/integration/tryton."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from agentline.adapters.ledgers.http import LedgerHttp
from agentline.adapters.ledgers.tryton import TrytonLedger, TrytonSecret, TrytonSettings
from agentline.adapters.ledgers.tryton_lines import net_lines, tax_corrections
from agentline.adapters.ledgers.tryton_rpc import TrytonRpc
from agentline.billing_ports import LedgerRejectedError, LedgerUnavailableError
from agentline.domain.money import Money, sek
from agentline.domain.percent import Percent
from tests.unit.adapters.ledgers.example_invoices import a_line, an_invoice, vat_shares
from tests.unit.adapters.ledgers.fake_ledger import Reply, serving
from tests.unit.adapters.ledgers.tryton_server import (
    DATABASE,
    PASSWORD,
    USER,
    TrytonServer,
    user_error,
    warning,
)

_FIND = "model.account.invoice.search_read"
_POST = "model.account.invoice.post"
_WRITE = "model.account.invoice.write"


@pytest.fixture
def server() -> TrytonServer:
    return TrytonServer()


@pytest.fixture
def url(server: TrytonServer) -> Iterator[str]:
    with serving(server) as origin:
        yield origin


@pytest.fixture
def rpc(url: str) -> TrytonRpc:
    return TrytonRpc(url=url, database=DATABASE, user=USER, password=PASSWORD, http=LedgerHttp())


@pytest.fixture
def ledger(url: str) -> TrytonLedger:
    settings = TrytonSettings(kind="tryton", url=url, database=DATABASE, user=USER)
    return TrytonLedger(settings, TrytonSecret(password=PASSWORD), LedgerHttp())


def test_one_session_serves_many_calls(server: TrytonServer, ledger: TrytonLedger) -> None:
    ledger.find("100001-0001")
    ledger.find("100001-0002")
    assert server.log_ins == 1


def test_a_session_that_ended_is_begun_anew_and_the_call_made_again(
    server: TrytonServer, rpc: TrytonRpc
) -> None:
    rpc.write("account.invoice", [1], {"comment": "a"})
    server.sessions.clear()
    rpc.write("account.invoice", [1], {"comment": "b"})
    assert server.log_ins == 2
    assert server.methods().count(_WRITE) == 2


def test_a_session_refused_at_once_is_rejected(server: TrytonServer, rpc: TrytonRpc) -> None:
    rpc.read_context()
    server.instead = Reply(status=401)
    with pytest.raises(LedgerRejectedError, match="refuses the user or the password"):
        rpc.write("account.invoice", [1], {})


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (user_error("The period is closed."), "The period is closed."),
        (warning("abc.some_warning", "Really?"), "Really?"),
        ({"error": ["LoginException", ["sms", "Code", "char"]]}, "more than a password"),
    ],
)
def test_what_tryton_refuses_is_rejected_in_its_words(
    server: TrytonServer, rpc: TrytonRpc, answer: dict[str, Any], words: str
) -> None:
    server.script[_WRITE] = [answer]
    with pytest.raises(LedgerRejectedError, match=words):
        rpc.write("account.invoice", [1], {})


@pytest.mark.parametrize(
    "answer",
    [
        {"error": ["ConcurrencyException", "The record was modified."]},
        {"error": ["'res.user'", "Traceback with everything in it"]},
        {"error": "what"},
        {},
    ],
)
def test_what_tryton_did_not_mean_to_say_is_unavailable(
    server: TrytonServer, rpc: TrytonRpc, answer: dict[str, Any]
) -> None:
    server.script[_WRITE] = [answer]
    with pytest.raises(LedgerUnavailableError) as caught:
        rpc.write("account.invoice", [1], {})
    assert "Traceback" not in str(caught.value)


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(status=404), LedgerRejectedError),
        (Reply(status=429), LedgerUnavailableError),
        (Reply(status=503), LedgerUnavailableError),
        (Reply(body=b"<html>"), LedgerUnavailableError),
        (Reply(body=b"[]"), LedgerUnavailableError),
    ],
)
def test_answers_of_what_stands_before_tryton(
    server: TrytonServer, ledger: TrytonLedger, reply: Reply, error: type[Exception]
) -> None:
    server.instead = reply
    with pytest.raises(error):
        ledger.find("100001-0001")


@pytest.mark.parametrize("records", [[{}], [7], 7, [{"id": 1, "state": "paid", "number": "7"}]])
def test_records_of_another_form_are_unavailable(
    server: TrytonServer, ledger: TrytonLedger, records: Any
) -> None:
    server.script[_FIND] = [{"result": records}]
    with pytest.raises(LedgerUnavailableError, match="another form"):
        ledger.find("100001-0001")


def test_a_warning_that_was_expected_is_answered_with_yes(
    server: TrytonServer, rpc: TrytonRpc
) -> None:
    name = "0123abc.invoice_date_future"
    server.script[_POST] = [warning(name, "The date is in the future.")]
    rpc.press("account.invoice", "post", [1], accepting=["invoice_date_future"])
    assert server.methods()[-3:] == [_POST, "model.res.user.warning.skip", _POST]
    assert server.calls[-2][1][:2] == [name, False]


def test_a_warning_that_never_ends_is_unavailable(server: TrytonServer, rpc: TrytonRpc) -> None:
    server.script[_POST] = [warning("0123abc.late", "Late.")] * 9
    with pytest.raises(LedgerUnavailableError):
        rpc.press("account.invoice", "post", [1], accepting=["late"])


def test_lists_are_read_to_their_end(server: TrytonServer, rpc: TrytonRpc) -> None:
    pages = [[{"id": number} for number in range(200)], [{"id": 200}]]
    server.script["model.party.party.search_read"] = [{"result": page} for page in pages]
    assert len(rpc.search("party.party", [], ["name"])) == 201


@pytest.mark.parametrize(
    ("journals", "words"),
    [([], "lack one journal for revenue"), ([{"id": 1}, {"id": 2}], "lack one journal")],
)
def test_what_the_books_leave_open_is_told(
    server: TrytonServer, ledger: TrytonLedger, journals: list[Any], words: str
) -> None:
    server.script["model.party.party.search_read"] = [
        {"result": [{"id": 5, "name": "", "addresses": []}]}
    ]
    server.script["model.party.address.create"] = [{"result": [6]}]
    server.script["model.currency.currency.search_read"] = [{"result": [{"id": 1}]}]
    server.script["model.account.configuration.search_read"] = [
        {"result": [{"id": 1, "default_account_receivable": 39}]}
    ]
    server.script["model.account.journal.search_read"] = [{"result": journals}]
    with pytest.raises(LedgerRejectedError, match=words):
        ledger.submit(an_invoice())


@given(
    st.lists(
        st.tuples(
            st.integers(min_value=-9_999_999, max_value=9_999_999),
            st.sampled_from(["25", "12", "6", "0"]),
        ),
        min_size=1,
        max_size=40,
    )
)
def test_nets_and_vat_of_every_rate_are_ours(amounts: list[tuple[int, str]]) -> None:
    """For any lines: the nets of a rate add up to its share's net, and none is off by more than the
    öre that rounding it alone would move."""
    lines = [a_line(number, minor, vat) for number, (minor, vat) in enumerate(amounts)]
    nets = net_lines(lines)
    assert [net.text for net in nets] == [line.text for line in lines]
    for share in vat_shares(lines):
        of_rate = [net.net for net in nets if net.vat_percent == share.percent]
        assert sum(of_rate, sek(0)) == share.net
    for line, net in zip(lines, nets, strict=True):
        exact = line.amount.minor / (1 + line.vat_percent.share)
        assert abs(net.net.minor - exact) <= 1


def test_the_row_of_the_largest_base_takes_the_difference() -> None:
    (share,) = vat_shares([a_line(1, 101)])
    rows = [
        {"id": 1, "tax": 9, "base": Decimal("0.90"), "amount": Decimal("0.23")},
        {"id": 2, "tax": 9, "base": Decimal("-0.09"), "amount": Decimal("-0.02")},
    ]
    assert share.vat == Money(20, "SEK")
    taxes = {Percent.parse("25"): 9}
    assert tax_corrections(rows, [share], taxes) == [(1, Decimal("0.22"))]


def test_the_password_is_not_shown() -> None:
    assert PASSWORD not in repr(TrytonSecret(password=PASSWORD))
    with pytest.raises(ValidationError) as caught:
        TrytonSecret.model_validate({"password": ["hunter2"]})
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "http://tryton.example.com"},
        {"database": "../x"},
        {"user": "a:b"},
        {"taxes": {"25 %": "Moms"}},
        {"unknown": 1},
    ],
)
def test_settings_that_cannot_be_are_refused(wrong: dict[str, Any]) -> None:
    settings = {"kind": "tryton", "url": "https://t.example.com", "database": "b", "user": "u"}
    TrytonSettings.model_validate(settings)
    with pytest.raises(ValidationError):
        TrytonSettings.model_validate({**settings, **wrong})
