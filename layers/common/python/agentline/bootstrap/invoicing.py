"""Invoicing: dispatch, payments, addresses, reconciliation."""

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from agentline.adapters.directories.uncached import open_uncached_directory
from agentline.adapters.dynamodb.addresses import TableAddresses
from agentline.adapters.dynamodb.billing import TableBillingBook
from agentline.adapters.dynamodb.catalogue import TableCatalogue
from agentline.adapters.dynamodb.register import TableRegister
from agentline.adapters.dynamodb.table import use_table
from agentline.adapters.ledgers.on_demand import OnDemandLedger
from agentline.adapters.ledgers.opening import ChosenLedger
from agentline.adapters.secrets import read_secret
from agentline.adapters.step_functions import StepFunctionsExecutions
from agentline.billing_ports import Executions
from agentline.bootstrap import end_loading
from agentline.domain.dispatch import InvoiceTerms
from agentline.domain.limit_policy import LimitPolicy
from agentline.observability import count
from agentline.services.billing_desk import BillingDesk, BillingTerms
from agentline.services.check_addresses import AddressDesk, Pace, address_hindrance
from agentline.settings import (
    BillingSettings,
    InvoicingSettings,
    MachineSettings,
    read_settings,
)

# Directories sell by the look-up and refuse who asks too fast.
LOOK_UPS_PER_SECOND = 5


def open_billing_desk(environment: Mapping[str, str] = os.environ) -> BillingDesk:
    """The desk of a function; executions are started by those who are told the state machines."""
    settings = read_settings(InvoicingSettings, environment)
    use_table(settings.table)
    executions = _open_executions(environment)
    end_loading()
    chosen = ChosenLedger(settings.ledger, lambda: read_secret(settings.ledger_secret or ""))
    return BillingDesk(
        book=TableBillingBook(),
        catalogue=TableCatalogue(),
        ledger=OnDemandLedger(chosen),
        ledger_kind=chosen.kind,
        executions=executions,
        terms=billing_terms(settings.billing),
        clock=read_fine_clock,
        mailbox=chosen.mailbox,
        hindrance=address_hindrance_of(open_address_desk(settings), settings.billing),
        count=count,
    )


def address_hindrance_of(
    desk: AddressDesk, settings: BillingSettings
) -> Callable[[str, datetime], str | None]:
    """Why an address does not let anything be dispatched; an old one is looked up again."""
    older_than = timedelta(days=settings.address_days)
    return lambda customer, now: address_hindrance(customer, desk, older_than, now)


def open_address_desk(settings: InvoicingSettings) -> AddressDesk:
    secret = read_secret(settings.directory_secret) if settings.directory_secret else None
    return AddressDesk(
        addresses=TableAddresses(),
        owners=TableRegister(),
        directory=open_uncached_directory(settings.directory, secret),
        pace=Pace(LOOK_UPS_PER_SECOND),
    )


def billing_terms(settings: BillingSettings) -> BillingTerms:
    return BillingTerms(
        invoice=InvoiceTerms(due_days=settings.due_days, is_rounded=settings.is_rounded),
        policy=LimitPolicy(
            step=settings.limit_step, cap=settings.limit_cap, days=settings.limit_days
        ),
    )


def read_fine_clock() -> datetime:
    """Now, aware UTC, to the microsecond: two deeds of staff are two entries of the trail."""
    return datetime.now(UTC)


class NoExecutions:
    """Of the steps themselves, which begin nothing."""

    def start_dispatch(self, reference: str, attempt: int) -> None:
        raise NotImplementedError(f"dispatch {attempt} of {reference} is not for a step to start")

    def start_settling(self, event: str, attempt: int) -> None:
        raise NotImplementedError(f"settling {attempt} of {event} is not for a step to start")

    def is_dispatching(self, reference: str, attempt: int) -> bool:
        raise NotImplementedError(f"{reference}, attempt {attempt}")

    def is_settling(self, event: str, attempt: int) -> bool:
        raise NotImplementedError(f"{event}, attempt {attempt}")


def _open_executions(environment: Mapping[str, str]) -> Executions:
    if "AGENTLINE_DISPATCH_MACHINE" not in environment:
        return NoExecutions()
    machines = read_settings(MachineSettings, environment)
    return StepFunctionsExecutions(machines.dispatch_machine, machines.settle_machine)
