"""`agentline invoices` edit, undo, move, close and void: what is done before dispatch."""

from typing import Annotated

import typer
from rich.console import Console

from local.commands.invocation import JsonOption, one_line_errors, stage_paths
from local.commands.staff_options import (
    CustomerArgument,
    DryRunOption,
    ReferenceArgument,
    VersionOption,
    WhoOption,
    WhyOption,
    YesOption,
)


def edit(
    reference: ReferenceArgument,
    why: WhyOption,
    rate: Annotated[
        str | None, typer.Option("--rate", help="Another price per minute for all calls.")
    ] = None,
    price_list: Annotated[
        str | None,
        typer.Option(
            "--price-list",
            metavar="NAME[@VALID_FROM]",
            help="Rate all calls by another list: the version in force, or the one named.",
        ),
    ] = None,
    line: Annotated[
        str | None,
        typer.Option("--line", help="One line, by the beginning of its id; with --off or --text."),
    ] = None,
    off: Annotated[
        str | None,
        typer.Option("--off", help="Take 10% or 25.00 off: the line, or the whole without --line."),
    ] = None,
    text: Annotated[str | None, typer.Option("--text", help="Other words on the line.")] = None,
    goodwill: Annotated[
        str | None, typer.Option("--goodwill", help="An amount given to the customer.")
    ] = None,
    add: Annotated[
        str | None, typer.Option("--add", help="A line of its own, with these words.")
    ] = None,
    quantity: Annotated[int, typer.Option("--quantity", help="How many of it.")] = 1,
    price: Annotated[
        str | None, typer.Option("--price", help="What one costs, VAT included.")
    ] = None,
    vat: Annotated[str, typer.Option("--vat", help="Its VAT rate in per cent.")] = "25",
    version: VersionOption = None,
    who: WhoOption = None,
    dry_run: DryRunOption = False,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Change a draft by one rule; see first what changes, before and after.

    Orders keep their prices: an edit is a rule from which the lines follow, and
    [bold]undo[/] takes it off again. Give exactly one of --rate, --price-list,
    --line, --off, --goodwill and --add. Exits with 1 if it is refused.

    [dim]agentline invoices edit 100001-0001 --line 2b9a --off 50.00 --why "the line was noisy"
    agentline invoices edit 100001-0001 --rate 12.00 --why "as promised" --dry-run
    agentline invoices edit 100001-0001 --price-list basic@2026-01-01 --why "old prices agreed"
    agentline invoices edit 100001-0001 --off 10% --why "long wait" --yes
    agentline invoices edit 100001-0001 --add "Book" --price 120 --vat 6 --why "was ordered"[/]
    """
    with one_line_errors():
        from local.staff.deed import Deed
        from local.staff.edits import EditTyped
        from local.staff.edits import edit as run

        typed = EditTyped(
            rate=rate,
            price_list=price_list,
            line=line,
            off=off,
            text=text,
            goodwill=goodwill,
            add=add,
            quantity=quantity,
            price=price,
            vat=vat,
        )
        deed = Deed(who=who, why=why, is_confirmed=yes, as_json=as_json)
        run(reference, typed, version, deed, stage_paths(), Console(), is_dry_run=dry_run)


def undo(
    reference: ReferenceArgument,
    edit_id: Annotated[str, typer.Argument(metavar="EDIT", help="Its id, such as e1.")],
    why: WhyOption,
    version: VersionOption = None,
    who: WhoOption = None,
    dry_run: DryRunOption = False,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Take an edit off a draft again; see first what changes.

    [dim]agentline invoices undo 100001-0001 e1 --why "was the wrong call"[/]
    """
    with one_line_errors():
        from local.staff.deed import Deed
        from local.staff.edits import undo as run

        deed = Deed(who=who, why=why, is_confirmed=yes, as_json=as_json)
        run(reference, edit_id, version, deed, stage_paths(), Console(), is_dry_run=dry_run)


def move(
    reference: ReferenceArgument,
    line: Annotated[
        str, typer.Argument(metavar="LINE", help="A call, by the beginning of its id.")
    ],
    why: WhyOption,
    version: VersionOption = None,
    who: WhoOption = None,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Move a call from a draft to the customer's open basis, with its corrections.

    [dim]agentline invoices move 100001-0001 2b9a --why "is disputed, wait a month"[/]
    """
    with one_line_errors():
        from local.staff.deed import Deed
        from local.staff.drafts import move as run

        deed = Deed(who=who, why=why, is_confirmed=yes, as_json=as_json)
        run(reference, line, version, deed, stage_paths(), Console())


def close(
    customer: CustomerArgument,
    why: WhyOption,
    who: WhoOption = None,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Close a customer's open basis now, before the credit is used up. That blocks nobody.

    [dim]agentline invoices close 100001 --why "asked for an invoice"[/]
    """
    with one_line_errors():
        from local.staff.deed import Deed
        from local.staff.drafts import close as run

        deed = Deed(who=who, why=why, is_confirmed=yes, as_json=as_json)
        run(customer, deed, stage_paths(), Console())


def void(
    reference: ReferenceArgument,
    why: WhyOption,
    version: VersionOption = None,
    who: WhoOption = None,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Void a draft: it is never asked for, its credit is free again, its orders stay on it.

    [dim]agentline invoices void 100001-0001 --why "test calls of our own"[/]
    """
    with one_line_errors():
        from local.staff.deed import Deed
        from local.staff.drafts import void as run

        deed = Deed(who=who, why=why, is_confirmed=yes, as_json=as_json)
        run(reference, version, deed, stage_paths(), Console())
