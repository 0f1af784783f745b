"""The keys under which customers' codes are stored."""

import json
import string

from aws_cdk import aws_iam as iam
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from infra.constructs.acknowledgement import acknowledge
from infra.constructs.removal import removal_policy
from infra.settings import StageSettings

# As many characters as 48 random bytes have in base64. Letters and digits only are 381 bits.
KEY_LENGTH = 64


class CodeKeys(Construct):
    """A secret {"current": {"version", "key"}, "previous": null or the same}, keys in base64.

    Secrets Manager generates at the top level of a JSON only, so the first key is made in a secret
    of its own and taken over from there. CloudFormation does so once: a key that an operator puts
    in later stays.
    """

    def __init__(self, scope: Construct, construct_id: str, *, settings: StageSettings) -> None:
        super().__init__(scope, construct_id)
        first_key = secretsmanager.CfnSecret(
            self,
            "FirstKey",
            description="AgentLine: the first key of the codes, as generated",
            generate_secret_string=secretsmanager.CfnSecret.GenerateSecretStringProperty(
                password_length=KEY_LENGTH,
                exclude_punctuation=True,
                # The same once more, for the emulator.
                exclude_characters=string.punctuation,
            ),
        )
        keys = {
            "current": {
                "version": "1",
                "key": f"{{{{resolve:secretsmanager:{first_key.attr_id}:SecretString}}}}",
            },
            "previous": None,
        }
        self._secret = secretsmanager.CfnSecret(
            self,
            "Secret",
            description="AgentLine: the keys of the customers' codes, current and previous",
            secret_string=json.dumps(keys, separators=(",", ":")),
        )
        # Not Ref, which is the name in the emulator.
        self.arn = self._secret.attr_id
        for secret in (first_key, self._secret):
            secret.apply_removal_policy(removal_policy(settings))
            acknowledge(
                secret,
                "A key can go only when no code is stored under it any more: an operator replaces "
                "it as docs/running.md says, not a calendar.",
                "AwsSolutions-SMG4",
            )

    def grant_read(self, role: iam.Role) -> None:
        grant_secret(self.arn, role)


def grant_secret(arn: str, role: iam.Role) -> None:
    """Let `role` read one secret."""
    role.add_to_policy(
        iam.PolicyStatement(actions=["secretsmanager:GetSecretValue"], resources=[arn])
    )
