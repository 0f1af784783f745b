"""The flow's text out of a synthesized CloudFormation template."""

import re
from collections.abc import Mapping
from typing import cast

from local.connect.errors import SimulatorError

FLOW_TYPE = "AWS::Connect::ContactFlow"

_PLACEHOLDER = re.compile(r"\$\{([^}!]+)\}")


def flow_content(template: Mapping[str, object], values: Mapping[str, str]) -> str:
    """The Content of the template's one contact flow, its intrinsic functions resolved.

    `values` says what stands for `Ref` (`LogicalId`, parameters, `AWS::Region`, ...),
    `Fn::GetAtt` (`LogicalId.Attribute`) and `Fn::ImportValue` (the name of the export).
    Raises SimulatorError when there is not exactly one flow, or a value is missing.
    """
    flows = properties_of(template, FLOW_TYPE)
    if len(flows) != 1:
        raise SimulatorError(f"the template holds {len(flows)} contact flows, not one")
    return resolve(flows[0].get("Content"), values)


def properties_of(template: Mapping[str, object], resource_type: str) -> list[Mapping[str, object]]:
    """The Properties of every resource of a type."""
    resources = cast("Mapping[str, Mapping[str, object]]", template.get("Resources", {}))
    return [
        cast("Mapping[str, object]", resource.get("Properties", {}))
        for resource in resources.values()
        if resource.get("Type") == resource_type
    ]


def resolve(value: object, values: Mapping[str, str]) -> str:
    """A template value as the text CloudFormation makes of it."""
    if isinstance(value, str):
        return value
    if not isinstance(value, dict) or len(value) != 1:
        raise SimulatorError(f"not a text or an intrinsic function: {value!r}")
    [(function, argument)] = value.items()
    match function, argument:
        case "Ref", str(name):
            return _known(name, values)
        case "Fn::GetAtt", [str(resource), str(attribute)]:
            return _known(f"{resource}.{attribute}", values)
        case "Fn::GetAtt", str(name):
            return _known(name, values)
        case "Fn::ImportValue", name:
            return _known(resolve(name, values), values)
        case "Fn::Join", [str(separator), list(parts)]:
            return separator.join(resolve(part, values) for part in parts)
        case "Fn::Sub", str(text):
            return _substitute(text, values)
        case "Fn::Sub", [str(text), dict(own)]:
            own_values = {name: resolve(part, values) for name, part in own.items()}
            return _substitute(text, {**values, **own_values})
    raise SimulatorError(f"intrinsic function {function} is not resolved here: {value!r}")


def _substitute(text: str, values: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda found: _known(found[1], values), text)


def _known(name: str, values: Mapping[str, str]) -> str:
    if name not in values:
        raise SimulatorError(f"the template refers to {name}, which has no deployed value")
    return values[name]
