"""What the commands of staff have in common."""

from typing import Annotated

import typer

ReferenceArgument = Annotated[
    str, typer.Argument(metavar="REFERENCE", help="The basis, such as 100001-0001.")
]
CustomerArgument = Annotated[str, typer.Argument(metavar="CUSTOMER", help="The customer number.")]
PaymentArgument = Annotated[
    str, typer.Argument(metavar="PAYMENT", help="Its key, source and id: camt054#SE123:4711.")
]
WhyOption = Annotated[str, typer.Option("--why", help="The reason, kept in the audit trail.")]
WhoOption = Annotated[
    str | None, typer.Option("--who", help="Who does it; else whoever is logged in.")
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before it is done.")]
VersionOption = Annotated[
    int | None,
    typer.Option(
        "--version", min=1, help="The version you have seen: refused if there is a newer one."
    ),
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Only show what would come of it; nothing is saved.")
]
