"""Whether a form is one the Stripe SDK could have sent: names, nesting, and kinds of values."""

import re
from decimal import Decimal, InvalidOperation
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from urllib.parse import parse_qsl

from stripe import _request_options
from typing_extensions import is_typeddict

_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]+\])*)")


class UnknownParameterError(ValueError):
    """Stripe answers 400, "Received unknown parameter"."""


def parse_form(text: str) -> dict[str, Any]:
    """lines[0][amount]=1 as {"lines": {"0": {"amount": "1"}}}."""
    form: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text)):
        match = _NAME.fullmatch(name)
        if not match:
            raise UnknownParameterError(name)
        *outer, last = [match[1], *re.findall(r"\[([^\]]+)\]", match[2])]
        place = form
        for step in outer:
            place = place.setdefault(step, {})
        if last in place:
            raise UnknownParameterError(f"{name} is there twice")
        place[last] = value
    return form


def check_parameters(form: dict[str, Any], parameters: type) -> None:
    """Raises UnknownParameterError if the SDK's TypedDict has no such parameter, or misses one."""
    hints = parameter_types(parameters)
    known = hints.keys() - _request_options.RequestOptions.__annotations__.keys()
    for name, value in form.items():
        if name not in known:
            raise UnknownParameterError(f"Received unknown parameter: {name}")
        if not _fits(value, hints[name]):
            raise UnknownParameterError(f"Invalid value of parameter: {name}")
    required: frozenset[str] = getattr(parameters, "__required_keys__", frozenset())
    missing = (required & known) - form.keys()
    if missing:
        raise UnknownParameterError(f"Missing required param: {sorted(missing)}")


@cache
def parameter_types(parameters: type) -> dict[str, Any]:
    """The annotations of one of the SDK's TypedDicts."""
    # Inherited annotations are texts in words of their own module, one of which the SDK imports
    # for type checkers only.
    names = {**vars(_request_options), "StripeContext": object}
    return get_type_hints(parameters, localns=names)


def _fits(value: Any, hint: Any) -> bool:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        choices = {
            text for one in arguments if get_origin(one) is Literal for text in get_args(one)
        }
        # The SDK lets any text pass beside what is documented; Stripe does not.
        others = [one for one in arguments if one is not str or choices <= {""}]
        return any(_fits(value, one) for one in others)
    if origin is Literal:
        return value in arguments
    if origin is list:
        return (
            isinstance(value, dict)
            and list(value) == [str(index) for index in range(len(value))]
            and all(_fits(item, arguments[0]) for item in value.values())
        )
    if origin is dict:
        return isinstance(value, dict) and all(_fits(item, str) for item in value.values())
    if is_typeddict(hint):
        if isinstance(value, dict):
            check_parameters(value, hint)
        return isinstance(value, dict)
    return isinstance(value, str) and _is_written_as(value, hint)


def _is_written_as(value: str, kind: Any) -> bool:
    if kind is bool:
        return value in ("true", "false")
    if kind is int:
        return bool(re.fullmatch(r"-?[0-9]+", value))
    if kind in (float, Decimal):
        try:
            return Decimal(value).is_finite()
        except InvalidOperation:
            return False
    return kind is str
