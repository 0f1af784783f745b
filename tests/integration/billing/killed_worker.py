"""A worker of invoicing that kills itself at one of its deeds: `python -m ... dispatch|tell ...`.

It is the product's own services on the emulator's table and against a billing service that really
listens, in a process of its own: nothing it held in memory survives. What its state machines would
do next, it does itself.
"""

import json
import os
import signal
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Never

from agentline.adapters.dynamodb.billing import TableBillingBook
from agentline.adapters.dynamodb.catalogue import TableCatalogue
from agentline.adapters.dynamodb.table import use_table
from agentline.adapters.ledgers.http import LedgerHttp
from agentline.adapters.ledgers.webhook import (
    WebhookLedger,
    WebhookMailbox,
    WebhookSecret,
    WebhookSettings,
)
from agentline.services.billing_desk import BillingDesk
from agentline.services.dispatch_basis import request_dispatch
from agentline.services.settle_payment import take_in
from tests.billing_fakes import KIND, TERMS, FakeExecutions, TickingClock
from tests.integration.billing.mortality import Death, Fate, mortal

SECRET = "whsec_" + "A" * 64
SURVIVED = 0


@dataclass
class SuddenFate(Fate):
    """Kills the whole process, which has no chance to do anything about it."""

    def die(self, death: Death) -> Never:
        assert death
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("nobody outlives this")


def main() -> int:
    act, table, ledger_url, now, deed, moment = sys.argv[1:]
    use_table(table)
    death = Death(int(deed), "before" if moment == "before" else "after")
    executions = FakeExecutions()
    desk = BillingDesk(
        book=TableBillingBook(),
        catalogue=TableCatalogue(),
        ledger=open_ledger(ledger_url),
        ledger_kind=KIND,
        executions=executions,
        terms=TERMS,
        clock=TickingClock(datetime.fromisoformat(now)),
        mailbox=lambda _provider: None,
        hindrance=lambda _customer, _now: None,
        count=lambda _name: None,
    )
    doomed = mortal(desk, SuddenFate({death}))
    given = sys.stdin.read()
    if act == "dispatch":
        request_dispatch(given, "anna", "due", doomed)
    else:
        message = json.loads(given)
        mailbox = WebhookMailbox(WebhookSecret(webhook_secrets=(SECRET,)))
        told = mailbox.read(message["headers"], message["body"].encode(), datetime.now(UTC))
        take_in(told, doomed)
    executions.run(doomed)
    return SURVIVED


def open_ledger(url: str) -> WebhookLedger:
    return WebhookLedger(
        WebhookSettings(kind="webhook", url=url),
        WebhookSecret(webhook_secrets=(SECRET,)),
        LedgerHttp(timeout_seconds=5),
    )


if __name__ == "__main__":
    sys.exit(main())
