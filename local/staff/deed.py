"""Something staff do: who does it and why, and whether they are asked first."""

import json
from dataclasses import dataclass

import typer
from rich.console import Console

from local.commands.billing_desk import staff_name
from local.commands.errors import WrongInputError
from local.staff.typed import check_why


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """`why` as it was typed; `is_confirmed` asks nothing; `as_json` prints one document."""

    who: str | None
    why: str
    is_confirmed: bool
    as_json: bool

    @property
    def staff(self) -> str:
        return staff_name(self.who)

    @property
    def reason(self) -> str:
        """Raises WrongInputError for none."""
        return check_why(self.why)

    def check(self) -> None:
        """Raises WrongInputError for what could never be done."""
        _ = self.reason
        if self.as_json and not self.is_confirmed:
            raise WrongInputError("--json asks nothing: add --yes")

    def ask(self, question: str) -> None:
        """Go on only if staff say so. Raises typer.Abort."""
        if not self.is_confirmed:
            typer.confirm(question, abort=True, err=True)


def meanwhile(console: Console, *, as_json: bool) -> Console:
    """Where progress is shown: never in the document."""
    return Console(stderr=True) if as_json else console


def print_json(document: object) -> None:
    print(json.dumps(document, ensure_ascii=False))
