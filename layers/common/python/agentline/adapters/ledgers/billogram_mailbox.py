"""What Billogram tells by webhook (docs.billogram.com/guides/webhooks).

An event of type Payment is a payment, known by its `event_uuid`. PaymentRecalled lists the
billograms from which a payment was taken again, each with the events of the payments it was. Other
events of a billogram are notices; callbacks about anything else say nothing of use.

Billogram names no currency in its events but that of the billogram; without it, it is SEK.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from agentline.adapters.ledgers.billogram import BillogramSecret
from agentline.adapters.ledgers.json_text import JsonError, parse_json
from agentline.adapters.ledgers.signatures import verify_billogram
from agentline.billing_ports import MalformedMessageError
from agentline.domain.ledger_event import EventKind, LedgerEvent
from agentline.domain.money import Money
from agentline.domain.regime import STOCKHOLM

SOURCE = "billogram"


class BillogramMailbox:
    """The `LedgerMailbox` port. Billogram wants {"status": "OK"} in answer."""

    def __init__(self, secret: BillogramSecret) -> None:
        self._secrets = secret.webhook_secrets

    def read(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Sequence[LedgerEvent]:
        verify_billogram(self._secrets, headers, body, now)
        today = now.astimezone(STOCKHOLM).date()
        try:
            content = parse_json(body)
            match _Callback.model_validate(content).callback_type:
                case "BillogramEvent":
                    return (_read_event(_EventCallback.model_validate(content), today),)
                case "PaymentRecalled":
                    return _read_recalls(_RecallCallback.model_validate(content), today)
                case _:
                    return ()
        except JsonError as error:
            raise MalformedMessageError(str(error)) from error
        except ValidationError as error:
            # Its own words would quote the message, with names and addresses.
            places = {".".join(map(str, wrong["loc"])) for wrong in error.errors()}
            raise MalformedMessageError(f"not as Billogram writes it: {sorted(places)}") from None


def _in_minor(kronor: object) -> int:
    """25.5 is 2550. Numbers only, and nothing smaller than an öre."""
    if isinstance(kronor, Decimal | int) and not isinstance(kronor, bool):
        minor = Decimal(kronor) * 100
        if minor == minor.to_integral_value() and abs(minor) < 10**14:
            return int(minor)
    raise ValueError("not an amount")


def _day(text: object) -> date | None:
    """The day of "2026-11-23 13:28:51", or of nothing."""
    if text is None:
        return None
    if not isinstance(text, str):
        raise ValueError("not a day")
    return date.fromisoformat(text[:10])


type _Minor = Annotated[int, BeforeValidator(_in_minor)]
type _Day = Annotated[date | None, BeforeValidator(_day)]
type _Id = Annotated[str, Field(min_length=1, max_length=200)]


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)


class _Callback(_Read):
    callback_type: str
    callback_id: _Id


class _Billogram(_Read):
    id: _Id
    ocr_number: str | int | None = None
    currency: str = Field(default="SEK", pattern="^[A-Z]{3}$")


class _Event(_Read):
    type: str
    event_uuid: _Id | None = None
    created_at: _Day = None
    data: dict[str, object] | None = None


class _EventCallback(_Callback):
    custom: str | None = None
    billogram: _Billogram | None = None
    event: _Event


class _Payment(_Read):
    amount: _Minor


class _RecallTold(_Read):
    recalled_amount: _Minor
    related_payment_event_uuids: tuple[_Id, ...] = Field(default=(), strict=False)


class _RecallEvent(_Read):
    event_uuid: _Id | None = None
    data: _RecallTold


class _RecalledBillogram(_Billogram):
    event: _RecallEvent


class _Payable(_Read):
    type: str
    billogram: _RecalledBillogram | None = None


class _Recall(_Read):
    executed_on: _Day = None
    payables: list[_Payable]


class _RecallCallback(_Callback):
    payment_recall: _Recall


def _read_event(told: _EventCallback, today: date) -> LedgerEvent:
    billogram, event = told.billogram, told.event
    minor = _Payment.model_validate(event.data).amount if event.type == "Payment" else 0
    currency = billogram.currency if billogram else "SEK"
    event_id = event.event_uuid or told.callback_id
    return LedgerEvent(
        source=SOURCE,
        id=event_id,
        kind=EventKind.PAYMENT if minor > 0 else EventKind.NOTICE,
        payment=event_id if minor > 0 else None,
        amount=Money(minor, currency) if minor > 0 else None,
        bank_date=event.created_at or today,
        reference=told.custom,
        ocr=_ocr(billogram) if billogram else None,
        ledger_id=billogram.id if billogram else None,
        text=f"Billogram: {event.type}",
    )


def _read_recalls(told: _RecallCallback, today: date) -> Sequence[LedgerEvent]:
    recall = told.payment_recall
    return [
        _read_recall(one.billogram, told.callback_id, recall.executed_on or today)
        for one in recall.payables
        if one.billogram
    ]


def _read_recall(billogram: _RecalledBillogram, callback: str, day: date) -> LedgerEvent:
    """How much of which payment is told only where there is one; else staff must look."""
    event = billogram.event
    payments = event.data.related_payment_event_uuids
    minor = event.data.recalled_amount
    is_clear = len(payments) == 1 and minor > 0
    return LedgerEvent(
        source=SOURCE,
        id=event.event_uuid or f"{callback}:{billogram.id}",
        kind=EventKind.RECALL if is_clear else EventKind.NOTICE,
        payment=payments[0] if is_clear else None,
        amount=Money(minor, billogram.currency),
        bank_date=day,
        ocr=_ocr(billogram),
        ledger_id=billogram.id,
        text="Billogram: PaymentRecalled" + ("" if is_clear else f" of {', '.join(payments)}"),
    )


def _ocr(billogram: _Billogram) -> str | None:
    return None if billogram.ocr_number is None else str(billogram.ocr_number)
