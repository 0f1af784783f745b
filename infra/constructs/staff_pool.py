"""Who staff sign in with: a Cognito user pool with a group for each role."""

import aws_cdk as cdk
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_iam as iam
from constructs import Construct

from agentline.domain.staff import Role
from infra.constructs.acknowledgement import acknowledge
from infra.constructs.removal import removal_policy
from infra.settings import StageSettings

SESSION = cdk.Duration.hours(12)
# A change of role counts at once all the same: the API asks since when a member's tokens count.
TOKEN = cdk.Duration.hours(1)
INVITATION = cdk.Duration.days(7)
ADMIN_ACTIONS = (
    "cognito-idp:AdminAddUserToGroup",
    "cognito-idp:AdminCreateUser",
    "cognito-idp:AdminDisableUser",
    "cognito-idp:AdminEnableUser",
    "cognito-idp:AdminGetUser",
    "cognito-idp:AdminListGroupsForUser",
    "cognito-idp:AdminRemoveUserFromGroup",
    "cognito-idp:AdminUserGlobalSignOut",
    "cognito-idp:ListUsers",
    "cognito-idp:ListUsersInGroup",
)


class StaffPool(Construct):
    """Exposes `pool` and `client`. Staff are invited, they do not register themselves.

    They sign in by e-mail address: the web by SRP, so that the password never leaves the browser;
    scripts by password. A second factor is theirs to switch on.
    """

    def __init__(self, scope: Construct, construct_id: str, *, settings: StageSettings) -> None:
        super().__init__(scope, construct_id)
        self.pool = cognito.UserPool(
            self,
            "Pool",
            user_pool_name=f"AgentLine-{settings.stage}-Staff",
            self_sign_up_enabled=False,
            sign_in_aliases=cognito.SignInAliases(email=True),
            sign_in_case_sensitive=False,
            auto_verify=cognito.AutoVerifiedAttrs(email=True),
            standard_attributes=cognito.StandardAttributes(
                email=cognito.StandardAttribute(required=True, mutable=True)
            ),
            mfa=cognito.Mfa.OPTIONAL,
            mfa_second_factor=cognito.MfaSecondFactor(otp=True, sms=False),
            password_policy=cognito.PasswordPolicy(
                min_length=12,
                require_digits=True,
                require_lowercase=True,
                require_symbols=True,
                require_uppercase=True,
                temp_password_validity=INVITATION,
            ),
            account_recovery=cognito.AccountRecovery.EMAIL_ONLY,
            deletion_protection=settings.is_retained,
            removal_policy=removal_policy(settings),
        )
        for role in Role:
            cognito.CfnUserPoolGroup(
                self,
                role.value.title(),
                user_pool_id=self.pool.user_pool_id,
                group_name=role.value,
            )
        self.client = self.pool.add_client(
            "Client",
            auth_flows=cognito.AuthFlow(user_srp=True, user_password=True),
            generate_secret=False,
            prevent_user_existence_errors=True,
            enable_token_revocation=True,
            disable_o_auth=True,
            # Not the e-mail address: it names them in the audit trail.
            write_attributes=cognito.ClientAttributes().with_standard_attributes(locale=True),
            access_token_validity=TOKEN,
            id_token_validity=TOKEN,
            refresh_token_validity=SESSION,
        )
        acknowledge(
            self.pool,
            "A second factor is each operator's choice; an authenticator app is offered to all.",
            "AwsSolutions-COG2",
        )
        acknowledge(
            self.pool,
            "Threat protection is billed by the user; docs/deploying.md says how to switch it on.",
            "AwsSolutions-COG3",
        )
        acknowledge(
            self.pool,
            "Threat protection is billed by the user; docs/deploying.md says how to switch it on.",
            "AwsSolutions-COG8",
        )

    def grant_admin(self, role: iam.Role) -> None:
        """Let `role` invite staff, change what they may, and end that."""
        role.add_to_policy(
            iam.PolicyStatement(actions=list(ADMIN_ACTIONS), resources=[self.pool.user_pool_arn])
        )
