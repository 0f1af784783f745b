"""`agentline price`: one call priced from a JSON request (design section 5)."""

import json

from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from agentline.adapters.strict_json import StrictJsonError, load_object, quote
from agentline.domain.charge import Charge
from agentline.domain.explanation import explain
from local.price_request import PriceRequest


class PriceInputError(ValueError):
    """Raised for a request that cannot be priced; the message is one line naming the field."""


def price_json(raw: bytes) -> str:
    """Answer a JSON request with the JSON of its price. Raises PriceInputError."""
    charge = read_charge(raw)
    return json.dumps(
        {
            "amount": charge.amount.decimal,
            "vat": charge.vat.decimal,
            "net": charge.net.decimal,
            "billed_seconds": charge.billed_seconds,
            "currency": charge.amount.currency,
            "explanation": explain(charge),
        }
    )


def read_charge(raw: bytes) -> Charge:
    """Price what a JSON request describes. Raises PriceInputError."""
    try:
        return PriceRequest.model_validate(load_object(raw)).charge()
    except ValidationError as error:
        raise PriceInputError(_first_fault(error)) from None
    except StrictJsonError as error:
        raise PriceInputError(str(error)) from None


def render(charge: Charge, console: Console) -> None:
    """Show a charge to a person: the sums in a table, the way to them in words."""
    table = Table(title="Price of the call", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_row("To pay", str(charge.amount), style="bold")
    table.add_row(f"VAT {charge.vat_rate.percent}", str(charge.vat))
    table.add_row("Without VAT", str(charge.net))
    table.add_row("Billed", f"{charge.billed_seconds} s")
    console.print(table)
    for sentence in explain(charge):
        console.print(f"  {sentence}", markup=False, highlight=False)


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    match fault["type"]:
        case "missing":
            message = "is missing"
        case "extra_forbidden":
            message = "is no field of a price request"
        case "value_error":
            message = str(fault["ctx"]["error"])
        case _:
            message = fault["msg"]
    path = _path(fault["loc"])
    return f"{path}: {message}" if path else message


def _path(location: tuple[int | str, ...]) -> str:
    """("bands", 0, "to") as bands[0].to; foreign names are quoted."""
    path = ""
    for part in location:
        if isinstance(part, int):
            path += f"[{part}]"
            continue
        name = part if part.isascii() and part.isidentifier() and len(part) <= 40 else quote(part)
        path += f".{name}" if path else name
    return path
