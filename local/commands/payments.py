"""`agentline payments`: where money is, and what staff must see to."""

from typing import Annotated

import typer
from rich.console import Console

from agentline.domain.waiting import WaitingPayment
from local.commands.invocation import JsonOption, one_line_errors, stage_paths
from local.commands.staff_options import (
    CustomerArgument,
    PaymentArgument,
    ReferenceArgument,
    WhoOption,
    WhyOption,
    YesOption,
)

payments_app = typer.Typer(
    help="See where payments are, place those that name no invoice, note what was sent back.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)


@payments_app.command("list")
def list_payments(customer: CustomerArgument, as_json: JsonOption = False) -> None:
    """List the payments of a customer, and where their money is.

    [dim]agentline payments list 100001
    agentline payments list 100001 --json | jq '.payments[].prepaid'[/]
    """
    with one_line_errors():
        from local.staff.payments import list_of_customer as run

        run(customer, stage_paths(), Console(), as_json=as_json)


@payments_app.command()
def suspense(as_json: JsonOption = False) -> None:
    """List the payments nobody could place, longest waiting first.

    [dim]agentline payments suspense
    agentline payments assign camt054#SE123:4711 100001-0001 --why "asked the payer"[/]
    """
    with one_line_errors():
        from local.staff.payments import list_waiting_payments as run

        run(WaitingPayment.SUSPENSE, stage_paths(), Console(), as_json=as_json)


@payments_app.command()
def tasks(as_json: JsonOption = False) -> None:
    """List the payments to look into: paid twice, too much, on a voided basis.

    [dim]agentline payments tasks
    agentline payments return webhook#pay_1 12.50 --why "paid twice"
    agentline payments done webhook#pay_1 --why "sent back"[/]
    """
    with one_line_errors():
        from local.staff.payments import list_waiting_payments as run

        run(WaitingPayment.TASK, stage_paths(), Console(), as_json=as_json)


@payments_app.command()
def show(payment: PaymentArgument, as_json: JsonOption = False) -> None:
    """Show one payment: what it says, and where its money is.

    [dim]agentline payments show camt054#SE123:4711[/]
    """
    with one_line_errors():
        from local.staff.payments import show as run

        run(payment, stage_paths(), Console(), as_json=as_json)


@payments_app.command()
def assign(
    payment: PaymentArgument,
    reference: ReferenceArgument,
    why: WhyOption,
    who: WhoOption = None,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Place a payment that is in suspense on a basis.

    What is more than is due settles other dispatched bases of the customer,
    oldest first; the rest is prepaid.

    [dim]agentline payments assign camt054#SE123:4711 100001-0001 --why "asked the payer"[/]
    """
    with one_line_errors():
        from local.staff.deed import Deed
        from local.staff.payments import assign as run

        deed = Deed(who=who, why=why, is_confirmed=yes, as_json=as_json)
        run(payment, reference, deed, stage_paths(), Console())


@payments_app.command("return")
def give_back(
    payment: PaymentArgument,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help="How much was sent back.")],
    why: WhyOption,
    who: WhoOption = None,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Note that you have sent money back, of what is in suspense or prepaid.

    [dim]agentline payments return camt054#SE123:4711 45.00 --why "was not meant for us"[/]
    """
    with one_line_errors():
        from local.staff.deed import Deed
        from local.staff.payments import give_back as run

        deed = Deed(who=who, why=why, is_confirmed=yes, as_json=as_json)
        run(payment, amount, deed, stage_paths(), Console())


@payments_app.command()
def done(
    payment: PaymentArgument,
    why: WhyOption,
    who: WhoOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a payment off the list of those to look into; its money stays where it is.

    [dim]agentline payments done webhook#pay_1 --why "the payer wants it kept"[/]
    """
    with one_line_errors():
        from local.staff.deed import Deed
        from local.staff.payments import done as run

        deed = Deed(who=who, why=why, is_confirmed=True, as_json=as_json)
        run(payment, deed, stage_paths(), Console())
