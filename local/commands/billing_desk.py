"""The desk of staff on a running stage: the product's own, with the settings deployed there."""

import getpass
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

from agentline.adapters.directories.uncached import open_uncached_directory
from agentline.adapters.dynamodb.addresses import TableAddresses
from agentline.adapters.dynamodb.audit_trail import TableAuditTrail
from agentline.adapters.dynamodb.billing import TableBillingBook
from agentline.adapters.dynamodb.catalogue import TableCatalogue
from agentline.adapters.dynamodb.register import TableRegister
from agentline.adapters.ledgers.on_demand import OnDemandLedger
from agentline.adapters.ledgers.opening import ChosenLedger, LedgerSettingsError
from agentline.adapters.step_functions import StepFunctionsExecutions
from agentline.billing_ports import AuditTrail, LedgerRejectedError, LedgerUnavailableError
from agentline.bootstrap import end_loading
from agentline.bootstrap.invoicing import LOOK_UPS_PER_SECOND, billing_terms, read_fine_clock
from agentline.domain.account import NothingToCloseError
from agentline.domain.basis import BasisStateError
from agentline.domain.basis_edit import EditError
from agentline.domain.catalogue import ArticleMissingError
from agentline.domain.crediting import CreditError
from agentline.domain.draft import BelowZeroError
from agentline.domain.money import MoneyError
from agentline.domain.payment import PaymentError
from agentline.domain.receivables import UnknownBasisError
from agentline.domain.reference import UnknownReferenceError
from agentline.ports import AccountChangedError, CustomerMissingError, PriceListMissingError
from agentline.services.billing_desk import BasisChangedError, BillingDesk
from agentline.services.check_addresses import AddressDesk, Pace, address_hindrance
from agentline.services.conflict import StillContestedError
from agentline.services.dispatch_basis import (
    AddressHindranceError,
    LedgerKnowsError,
    OrdersMissingError,
)
from agentline.services.limits import LimitError
from agentline.services.suspense import UnknownPaymentError
from agentline.settings import InvoicingSettings, MachineSettings, SettingsError, read_settings
from local.commands.endpoints import find_stage
from local.commands.errors import CommandError, WrongInputError, one_line
from local.commands.faults import stage_faults
from local.connect.deployment import stack_outputs
from local.paths import StagePaths
from local.tour.stage import Stage

# What says why in words for staff.
_REFUSALS = (
    AddressHindranceError,
    ArticleMissingError,
    BasisChangedError,
    BasisStateError,
    BelowZeroError,
    CreditError,
    CustomerMissingError,
    EditError,
    LedgerKnowsError,
    LimitError,
    MoneyError,
    NothingToCloseError,
    OrdersMissingError,
    PaymentError,
    PriceListMissingError,
    StillContestedError,
    UnknownBasisError,
    UnknownPaymentError,
)


@contextmanager
def at_desk(paths: StagePaths) -> Iterator[BillingDesk]:
    """The desk on the running stage, with every refusal told in one line."""
    stage = find_stage(paths)
    with stage_faults(stage.log):
        desk = open_desk(stage)
        with refusals():
            yield desk


@contextmanager
def refusals() -> Iterator[None]:
    """Turns what the product refuses into CommandErrors, in its own words."""
    try:
        yield
    except UnknownReferenceError as error:
        raise WrongInputError(one_line(error)) from error
    except LedgerSettingsError as error:
        raise CommandError(f"the ledger cannot be opened: {one_line(error)}") from error
    except (LedgerRejectedError, LedgerUnavailableError) as error:
        raise CommandError(f"the ledger says: {one_line(error)}") from error
    except AccountChangedError as error:
        raise CommandError("it was changed by somebody else just now: look again") from error
    except _REFUSALS as error:
        raise CommandError(one_line(error)) from error


def open_desk(stage: Stage) -> BillingDesk:
    """The desk with the settings of the deployed functions. Opens the store too.

    Raises CommandError, and what AWS clients raise.
    """
    environment = deployed_environment(stage)
    try:
        settings = read_settings(InvoicingSettings, environment)
        machines = read_settings(MachineSettings, environment)
    except SettingsError as error:
        raise CommandError(f"the stage is not deployed as it should be: {error}") from error
    stage.open_store()
    with stage.as_environment():
        executions = StepFunctionsExecutions(machines.dispatch_machine, machines.settle_machine)
    addresses = AddressDesk(
        addresses=TableAddresses(),
        owners=TableRegister(),
        directory=open_uncached_directory(
            settings.directory, _secret(stage, settings.directory_secret)
        ),
        pace=Pace(LOOK_UPS_PER_SECOND),
    )
    older_than = timedelta(days=settings.billing.address_days)
    chosen = ChosenLedger(settings.ledger, lambda: _secret(stage, settings.ledger_secret) or "")
    end_loading()
    return BillingDesk(
        book=TableBillingBook(),
        catalogue=TableCatalogue(),
        ledger=OnDemandLedger(chosen),
        ledger_kind=chosen.kind,
        executions=executions,
        terms=billing_terms(settings.billing),
        clock=read_fine_clock,
        mailbox=chosen.mailbox,
        hindrance=lambda customer, now: address_hindrance(customer, addresses, older_than, now),
        count=lambda _name: None,
    )


def open_trail() -> AuditTrail:
    """The audit trail, once the desk has opened the store."""
    return TableAuditTrail()


def deployed_environment(stage: Stage) -> Mapping[str, str]:
    """What the stage's scheduled function, which needs all there is, was deployed with."""
    outputs = invoicing_outputs(stage)
    functions = stage.session().client("lambda", endpoint_url=stage.endpoint_url)
    deployed = functions.get_function_configuration(FunctionName=outputs["ScheduleArn"])
    return deployed["Environment"]["Variables"]


def invoicing_outputs(stage: Stage) -> Mapping[str, str]:
    cloudformation = stage.session().client("cloudformation", endpoint_url=stage.endpoint_url)
    return stack_outputs(cloudformation, f"AgentLine-{stage.name}-Invoicing")


def staff_name(who: str | None) -> str:
    """Who is named in the audit trail: as stated, or whoever is logged in."""
    return who.strip() if who and who.strip() else getpass.getuser()


def _secret(stage: Stage, arn: str | None) -> str | None:
    if arn is None:
        return None
    secrets = stage.session().client("secretsmanager", endpoint_url=stage.endpoint_url)
    return str(secrets.get_secret_value(SecretId=arn)["SecretString"])
