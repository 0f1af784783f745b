"""What cdk-nag finds and we mean: said with the reason, beside what it concerns."""

import aws_cdk as cdk
from constructs import IConstruct

from infra.settings import StageSettings


def acknowledge(construct: IConstruct, reason: str, rule: str) -> None:
    """Accept the finding `rule`, such as "AwsSolutions-L1", on `construct` and what is below."""
    cdk.Validations.of(construct).acknowledge(cdk.Acknowledgment(id=rule, reason=reason))


def acknowledge_http(construct: IConstruct, settings: StageSettings, rule: str) -> None:
    """Accept the finding that TLS is not enforced, on the emulator and nowhere else."""
    if settings.is_emulated:
        acknowledge(construct, "The emulator speaks http; on AWS TLS is enforced.", rule)
