"""What pydantic finds wrong with a request, as a problem: paths and reasons, never the values."""

from collections.abc import Sequence
from typing import Any

from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError

from admin_api.problems import FieldError, ProblemError

MOST_TOLD = 20


def problem_of_input(error: RequestValidationError) -> ProblemError:
    """A wrong part of the path is an address there is nothing at; all else is wrong input."""
    errors: Sequence[Any] = error.errors()
    if any(each["loc"][0] == "path" for each in errors):
        return ProblemError("not_found", "The address names nothing that there can be.")
    told = [
        FieldError(
            field=".".join(str(step) for step in each["loc"]),
            detail=str(each["msg"]).removeprefix("Value error, "),
        )
        for each in errors[:MOST_TOLD]
    ]
    first = f"{told[0].field}: {told[0].detail}"
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return ProblemError("invalid_input", f"{first}{more}", errors=told)
