"""docs/ledgers.md shows settings, secrets and messages that work, and leaves out no field."""

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter
from standardwebhooks import Webhook

from agentline.adapters.ledgers.billogram import BillogramSecret, BillogramSettings
from agentline.adapters.ledgers.fortnox import FortnoxSecret, FortnoxSettings
from agentline.adapters.ledgers.http import LedgerHttp
from agentline.adapters.ledgers.manual import ManualSettings
from agentline.adapters.ledgers.opening import ChosenLedger
from agentline.adapters.ledgers.signatures import TOLERANCE_SECONDS, sign_standard
from agentline.adapters.ledgers.stripe import StripeSecret, StripeSettings
from agentline.adapters.ledgers.stripe_api import API_VERSION
from agentline.adapters.ledgers.tryton import TrytonSecret, TrytonSettings
from agentline.adapters.ledgers.webhook import (
    LONGEST_MESSAGE,
    WebhookMailbox,
    WebhookSecret,
    WebhookSettings,
)
from agentline.adapters.ledgers.webhook_messages import (
    CreditMessage,
    EventMessage,
    InvoiceAnswer,
    InvoiceMessage,
    NoticeMessage,
    PaymentMessage,
    VatMessage,
)
from agentline.domain.ledger_event import EventKind, LedgerEvent
from agentline.domain.money import Money, sek
from agentline.domain.ocr import basis_ocr
from agentline.domain.percent import Percent
from agentline.domain.reference import read_reference
from agentline.domain.split import split_by_weight
from agentline.domain.vat import VatRate
from infra.partners import LONGEST_PARTNER_SETTINGS, Ledger
from local.billing.sums import check_sums

TEXT = (Path(__file__).parents[2] / "docs/ledgers.md").read_text(encoding="utf-8")
SETTINGS: Mapping[str, type[BaseModel]] = {
    "manual": ManualSettings,
    "webhook": WebhookSettings,
    "stripe": StripeSettings,
    "billogram": BillogramSettings,
    "fortnox": FortnoxSettings,
    "tryton": TrytonSettings,
}
SECRETS: Mapping[str, type[BaseModel]] = {
    "webhook": WebhookSecret,
    "stripe": StripeSecret,
    "billogram": BillogramSecret,
    "fortnox": FortnoxSecret,
    "tryton": TrytonSecret,
}
SENT_AT = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
EVENT_KINDS = {
    "payment.received": EventKind.PAYMENT,
    "payment.recalled": EventKind.RECALL,
    "invoice.notice": EventKind.NOTICE,
}


def section(kind: str) -> str:
    """What is said of one ledger."""
    [found] = re.findall(rf"^## `{kind}`\n(.*?)(?=^## )", TEXT, flags=re.MULTILINE | re.DOTALL)
    return str(found)


def blocks(language: str, text: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


def settings_of(kind: str) -> dict[str, Any]:
    [example] = blocks("toml", section(kind))
    table: dict[str, Any] = tomllib.loads(example)["ledger"]
    return table


SECRET, INVOICE, ANSWER, CREDIT, *EVENTS = blocks("json", section("webhook"))
SIGNING = WebhookSecret.model_validate_json(SECRET).webhook_secrets


def minor(amount: str) -> int:
    return Money.parse(amount, "SEK", signed=True).minor


def shares_are_right(shares: tuple[VatMessage, ...]) -> bool:
    """Whether each holds the VAT of its gross, rounded once."""
    return all(
        VatRate(percent=Percent.parse(share.percent)).included_in(sek(minor(share.gross)))
        == sek(minor(share.vat))
        and minor(share.net) + minor(share.vat) == minor(share.gross)
        for share in shares
    )


def read_event(message: str) -> LedgerEvent:
    body = message.encode()
    headers = sign_standard(SIGNING, "evt_1", SENT_AT, body)
    [event] = WebhookMailbox(WebhookSecret(webhook_secrets=SIGNING)).read(headers, body, SENT_AT)
    return event


@pytest.mark.parametrize("kind", SETTINGS)
def test_the_settings_of_every_ledger_pass_the_stage_and_open_it(kind: str) -> None:
    secrets = [text for text in blocks("json", section(kind))[:1] if kind in SECRETS]
    chosen = ChosenLedger(
        Ledger.model_validate(settings_of(kind)).settings_json, lambda: secrets[0]
    )
    assert chosen.kind == kind
    assert chosen.ledger() is not None


@pytest.mark.parametrize("kind", SECRETS)
def test_every_field_of_a_secret_is_shown_in_its_example(kind: str) -> None:
    [secret, *_] = blocks("json", section(kind))
    assert json.loads(secret).keys() == SECRETS[kind].model_fields.keys()


@pytest.mark.parametrize(
    ("kind", "field"),
    [(kind, field) for kind, model in SETTINGS.items() for field in model.model_fields],
)
def test_every_setting_is_in_the_table_of_its_ledger(kind: str, field: str) -> None:
    if field == "kind":
        assert f'kind = "{kind}"' in section(kind)
    else:
        [row] = re.findall(rf"^\| `{field}` \|.*$", section(kind), flags=re.MULTILINE)
        model = SETTINGS[kind].model_fields[field]
        assert ("| required |" in row) == model.is_required()
        if isinstance(model.default, str):
            assert row.endswith(f"| `{model.default}` |")


def test_the_invoice_is_exactly_what_is_sent() -> None:
    read = InvoiceMessage.model_validate_json(INVOICE)
    assert json.loads(read.model_dump_json()) == json.loads(INVOICE)


def test_the_invoice_adds_up_and_has_our_ocr_number() -> None:
    invoice = InvoiceMessage.model_validate_json(INVOICE)
    check_sums(invoice)
    assert shares_are_right(invoice.vat)
    assert invoice.ocr == basis_ocr(*read_reference(invoice.reference))
    before = {"25": 26_500 + 62_500, "6": 9_900}
    given = {line.id.removeprefix("e2-"): -minor(line.amount) for line in invoice.lines[-2:]}
    assert given == split_by_weight(5_000, before)


def test_the_answer_is_read() -> None:
    answer = InvoiceAnswer.model_validate_json(ANSWER)
    assert set(InvoiceAnswer.model_fields) == json.loads(ANSWER).keys()
    assert answer.id == "inv_10001"


def test_the_credit_note_is_exactly_what_is_sent_for_that_invoice() -> None:
    note = CreditMessage.model_validate_json(CREDIT)
    invoice = InvoiceMessage.model_validate_json(INVOICE)
    assert json.loads(note.model_dump_json()) == json.loads(CREDIT)
    assert shares_are_right(note.vat)
    weights = {share.percent: minor(share.gross) for share in invoice.vat}
    assert split_by_weight(minor(note.amount), weights) == {
        share.percent: minor(share.gross) for share in note.vat
    }


@pytest.mark.parametrize("message", EVENTS)
def test_every_event_is_read_as_what_it_is(message: str) -> None:
    told = EventMessage.model_validate_json(message)
    event = read_event(message)
    assert event.kind is EVENT_KINDS[told.type]
    assert event.payment == told.data.get("payment")
    assert event.reference == told.data.get("reference")


def test_every_event_has_one_example_and_every_field_is_in_one() -> None:
    assert sorted(json.loads(message)["type"] for message in EVENTS) == sorted(EVENT_KINDS)
    shown = {name for message in EVENTS for name in json.loads(message)["data"]}
    assert shown == {*PaymentMessage.model_fields, *NoticeMessage.model_fields}


def test_the_signature_is_ours_and_that_of_the_package_of_standard_webhooks() -> None:
    [request] = blocks("http", section("webhook"))
    headers = dict(line.split(": ", 1) for line in request.splitlines()[1:])
    assert headers == sign_standard(SIGNING, headers["webhook-id"], SENT_AT, b"")
    theirs = Webhook(SIGNING[0]).sign(headers["webhook-id"], SENT_AT, "")
    assert headers["webhook-signature"] == theirs


def test_the_bounds_told_are_those_in_force() -> None:
    seconds = TypeAdapter(dict[str, float]).validate_python(LedgerHttp.__init__.__kwdefaults__)
    assert seconds == {"timeout_seconds": 10}
    assert "ten seconds for everything" in TEXT
    assert TOLERANCE_SECONDS == 5 * 60
    assert "more than five minutes" in TEXT
    assert LONGEST_MESSAGE == 64 * 1024
    assert "at\nmost 64 KB" in TEXT
    assert LONGEST_PARTNER_SETTINGS == 1_200
    assert "at most 1,200 bytes" in TEXT
    assert f"API version\n{API_VERSION}" in TEXT
