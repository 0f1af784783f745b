"""A secret that is random from the first deployment on."""

import json
import string
from collections.abc import Callable

from aws_cdk import aws_iam as iam
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from infra.constructs.acknowledgement import acknowledge
from infra.constructs.removal import removal_policy
from infra.settings import StageSettings

# As many characters as 48 random bytes have in base64. Letters and digits only are 381 bits.
KEY_LENGTH = 64


class GeneratedSecret(Construct):
    """A secret in JSON, `compose` of a key in base64 that nobody has seen.

    Secrets Manager generates at the top level of a JSON only, so the first key is made in a secret
    of its own and taken over from there. CloudFormation does so once: a key that an operator puts
    in later stays. `first` and `holds` say what is in the two; `not_rotated` says why no calendar
    replaces them.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        first: str,
        holds: str,
        compose: Callable[[str], object],
        not_rotated: str,
        settings: StageSettings,
    ) -> None:
        super().__init__(scope, construct_id)
        first_key = secretsmanager.CfnSecret(
            self,
            "FirstKey",
            description=f"AgentLine: {first}, as generated",
            generate_secret_string=secretsmanager.CfnSecret.GenerateSecretStringProperty(
                password_length=KEY_LENGTH,
                exclude_punctuation=True,
                # The same once more, for the emulator.
                exclude_characters=string.punctuation,
            ),
        )
        key = f"{{{{resolve:secretsmanager:{first_key.attr_id}:SecretString}}}}"
        secret = secretsmanager.CfnSecret(
            self,
            "Secret",
            description=f"AgentLine: {holds}",
            secret_string=json.dumps(compose(key), separators=(",", ":")),
        )
        # Not Ref, which is the name in the emulator.
        self.arn = secret.attr_id
        for each in (first_key, secret):
            each.apply_removal_policy(removal_policy(settings))
            acknowledge(each, not_rotated, "AwsSolutions-SMG4")


def grant_secret(arn: str, role: iam.Role) -> None:
    """Let `role` read one secret."""
    role.add_to_policy(
        iam.PolicyStatement(actions=["secretsmanager:GetSecretValue"], resources=[arn])
    )
