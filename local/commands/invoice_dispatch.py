"""`agentline invoices` dispatch, retry, reopen, credit, mark-sent and mark-paid."""

from typing import Annotated

import typer
from rich.console import Console

from local.commands.invocation import JsonOption, one_line_errors, stage_paths
from local.commands.staff_options import (
    ReferenceArgument,
    VersionOption,
    WhoOption,
    WhyOption,
    YesOption,
)

DispatchWhyOption = Annotated[
    str, typer.Option("--why", help="Words of yours, kept in the audit trail.")
]


def dispatch(
    reference: ReferenceArgument,
    why: DispatchWhyOption = "looked over",
    version: VersionOption = None,
    who: WhoOption = None,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Send a draft to the ledger; see first what is sent, then wait for what the ledger says.

    From then on it can be changed no more, only credited. An address that waits
    for a decision stops it: see [bold]agentline addresses[/]. Exits with 1 if
    the ledger does not take it.

    [dim]agentline invoices dispatch 100001-0001
    agentline invoices dispatch 100001-0001 --yes --json | jq .invoice_number[/]
    """
    with one_line_errors():
        from agentline.domain.basis_state import BasisState
        from local.staff.deed import Deed
        from local.staff.dispatch import dispatch as run

        deed = Deed(who=who, why=why, is_confirmed=yes, as_json=as_json)
        code = run(reference, BasisState.DRAFT, version, deed, stage_paths(), Console())
        raise typer.Exit(code)


def retry(
    reference: ReferenceArgument,
    why: DispatchWhyOption = "tried again",
    version: VersionOption = None,
    who: WhoOption = None,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Send a basis again whose dispatch failed, the same as before, once the cause is removed.

    The ledger is asked first whether it has it: it never gets two.

    [dim]agentline invoices retry 100001-0001[/]
    """
    with one_line_errors():
        from agentline.domain.basis_state import BasisState
        from local.staff.deed import Deed
        from local.staff.dispatch import dispatch as run

        deed = Deed(who=who, why=why, is_confirmed=yes, as_json=as_json)
        code = run(reference, BasisState.DISPATCH_FAILED, version, deed, stage_paths(), Console())
        raise typer.Exit(code)


def reopen(
    reference: ReferenceArgument,
    why: WhyOption,
    version: VersionOption = None,
    who: WhoOption = None,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Make a basis whose dispatch failed a draft again. Refused if the ledger has it after all.

    [dim]agentline invoices reopen 100001-0001 --why "wrong VAT rate"[/]
    """
    with one_line_errors():
        from local.staff.deed import Deed
        from local.staff.dispatch import reopen as run

        deed = Deed(who=who, why=why, is_confirmed=yes, as_json=as_json)
        run(reference, version, deed, stage_paths(), Console())


def credit(
    reference: ReferenceArgument,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT|all", help="How much, VAT included.")],
    why: WhyOption,
    version: VersionOption = None,
    who: WhoOption = None,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Credit a dispatched basis, wholly or in part; the ledger gets a credit note.

    What was paid beyond what is then due becomes prepaid. It frees credit and
    raises no limit.

    [dim]agentline invoices credit 100001-0001 50.00 --why "call was cut off"
    agentline invoices credit 100001-0001 all --why "was somebody else"[/]
    """
    with one_line_errors():
        from local.staff.deed import Deed
        from local.staff.dispatch import credit as run

        deed = Deed(who=who, why=why, is_confirmed=yes, as_json=as_json)
        run(reference, amount, version, deed, stage_paths(), Console())


def mark_sent(
    reference: ReferenceArgument,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="The fiscal invoice number.")],
    due_on: Annotated[
        str | None, typer.Option("--due-on", metavar="DAY", help="If it is due on another day.")
    ] = None,
    who: WhoOption = None,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Note the number of an invoice you have made and sent yourself (the ledger "manual").

    [dim]agentline invoices mark-sent 100001-0001 F-2026-17 --due-on 2026-12-23[/]
    """
    with one_line_errors():
        from local.staff.deed import Deed
        from local.staff.dispatch import note_sent as run

        deed = Deed(who=who, why="sent by hand", is_confirmed=yes, as_json=as_json)
        run(reference, number, due_on, deed, stage_paths(), Console())


def mark_paid(
    reference: ReferenceArgument,
    amount: Annotated[
        str | None, typer.Argument(metavar="[AMOUNT]", help="What came; else all that is due.")
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DAY", help="When it came; else today.")
    ] = None,
    payment_id: Annotated[
        str | None,
        typer.Option("--id", help="Tells payments apart that are alike; else day and amount do."),
    ] = None,
    who: WhoOption = None,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Enter a payment that neither the ledger nor a file tells of. Entered twice, it counts once.

    It settles, unblocks and raises the limit as any other payment does.

    [dim]agentline invoices mark-paid 100001-0001
    agentline invoices mark-paid 100001-0001 200 --date 2026-11-20 --id receipt-17[/]
    """
    with one_line_errors():
        from local.staff.deed import Deed
        from local.staff.payments import enter as run

        deed = Deed(who=who, why="entered by hand", is_confirmed=yes, as_json=as_json)
        run(reference, amount, date, payment_id, deed, stage_paths(), Console())
