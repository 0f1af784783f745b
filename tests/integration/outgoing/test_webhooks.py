"""From a row in the table to a webhook the operator's system accepts, through what is deployed."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from standardwebhooks.webhooks import Webhook

from agentline.adapters.dynamodb.call_archive import TableCallArchive
from agentline.adapters.dynamodb.call_journal import TableCallJournal
from agentline.adapters.dynamodb.deliveries import TableDeliveries
from agentline.adapters.dynamodb.endpoints import TableEndpoints
from agentline.adapters.dynamodb.mapping.accounts import account_row, audit_row
from agentline.adapters.dynamodb.mapping.calls import call_row, order_row
from agentline.domain.account import ClosedBasis
from agentline.domain.audit import audit_closing
from agentline.domain.call import Step, Verdict
from agentline.domain.catalogue import Language
from agentline.domain.money import sek
from agentline.domain.order import rate
from agentline.domain.webhook_delivery import DeliveryState
from tests.examples import BASIC, CALLER, CUSTOMER, TAROT_LINE, a_record, an_account
from tests.integration.emulator.waiting import until
from tests.outgoing import SECRET, an_endpoint, an_entry_of
from tests.unit.adapters.directories.stand_in import answering
from tests.unit.adapters.outgoing.receiver import Receiver
from tests.unit.services.test_rate_contacts import PIN, admitted


def test_what_happens_in_the_table_is_told_signed_retried_and_logged(
    endpoints: TableEndpoints, deliveries: TableDeliveries, receiver: Receiver
) -> None:
    """One order, one closing, one refusal; the first POST of all meets a receiver that is down. The
    refused call is journalled with its steps."""
    now = datetime.now(UTC).replace(microsecond=0)
    account_row(an_account(), Language.SWEDISH, "basic").save()
    answers = [answering(b"restarting", status=503)]
    receiver.behave = lambda door, over: (answers.pop() if answers else answering(b"", status=204))(
        door, over
    )
    listening = replace(an_endpoint("ep_told"), url=receiver.url)
    endpoints.add(listening, an_entry_of(listening))
    order = rate(
        a_record(), customer=CUSTOMER, line=TAROT_LINE.number, pin=PIN, version=BASIC, now=now
    )
    order_row(replace(order, basis=1)).save()
    closed = ClosedBasis(
        number=1,
        count=1,
        total=sek(4_500),
        closed_at=now,
        reason="credit used up",
        is_closed_by_limit=True,
        first_at=None,
        last_at=None,
    )
    audit_row(audit_closing(CUSTOMER, closed)).save()
    asked = replace(admitted("call-1", pin=None), verdict=Verdict.ASK_PIN, decided_at=now)
    refused = replace(
        asked,
        step=Step.CODE_1,
        verdict=Verdict.REFUSE,
        reason="credit_exhausted",
        decided_at=now + timedelta(seconds=1),
    )
    call_row(asked).save()
    call_row(refused).save()

    until(lambda: len(receiver.received) >= 4)
    told = {}
    for received in receiver.received:
        Webhook(SECRET).verify(received.body, dict(received.headers))
        told[received.headers["webhook-id"]] = json.loads(received.body)
    assert sorted(body["type"] for body in told.values()) == [
        "call.refused",
        "invoice.closed",
        "order.created",
    ]
    [closing] = [body for body in told.values() if body["type"] == "invoice.closed"]
    assert closing["data"]["total"] == {"amount": "45.00", "currency": "SEK"}

    def concluded() -> list[str] | None:
        kept = deliveries.of_day("ep_told", now.date())
        done = [each for each in kept if each.state is DeliveryState.DELIVERED]
        return [each.event for each in done] if len(done) == 3 else None

    assert sorted(until(concluded)) == sorted(told)
    logged = [
        attempt
        for delivery in deliveries.of_day("ep_told", now.date())
        for attempt in deliveries.attempts(delivery)
    ]
    assert sorted(attempt.answer.status or 0 for attempt in logged) == [204, 204, 204, 503]
    [failed] = [attempt for attempt in logged if attempt.answer.status == 503]
    assert failed.answer.excerpt == "restarting"
    assert len({attempt.at for attempt in logged}) > 1
    assert max(attempt.at for attempt in logged) - failed.at >= timedelta(seconds=5)
    until(lambda: endpoints.find("ep_told").failing_since is None)

    journal = TableCallJournal()
    until(lambda: list(journal.all_of_day(now.date())) == [asked, refused])
    assert journal.of_number(CALLER, 10, None).items == [refused, asked]
    assert journal.of_customer(CUSTOMER, 10, None).items == [refused, asked]
    assert TableCallArchive().find("call-1").steps == (asked, refused)
