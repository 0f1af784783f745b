"""What cdk-nag finds and we mean: said with the reason, beside what it concerns."""

import aws_cdk as cdk
from constructs import IConstruct

from infra.settings import StageSettings


def acknowledge(construct: IConstruct, reason: str, rule: str) -> None:
    """Accept the finding `rule`, such as "AwsSolutions-L1", on `construct` and what is below."""
    cdk.Validations.of(construct).acknowledge(cdk.Acknowledgment(id=rule, reason=reason))


def attribute_in(other: cdk.Stack, owner: IConstruct, attribute: str) -> str:
    """How a finding in a stack names an attribute of `owner`: <logical id.Attribute> in its own
    stack, by the name of the export in another."""
    stack = cdk.Stack.of(owner)
    if other is stack:
        logical_id, name = stack.resolve(attribute)["Fn::GetAtt"]
        return f"<{logical_id}.{name}>"
    exported: str = stack.resolve(stack.export_value(attribute))["Fn::ImportValue"]
    return exported


def acknowledge_http(construct: IConstruct, settings: StageSettings, rule: str) -> None:
    """Accept the finding that TLS is not enforced, on the emulator and nowhere else."""
    if settings.is_emulated:
        acknowledge(construct, "The emulator speaks http; on AWS TLS is enforced.", rule)
