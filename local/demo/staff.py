"""The demo's members of staff: one for each role, with a password that everybody may know."""

from typing import Any

from agentline.domain.staff import Role

# It opens nothing but a user pool of an emulator on 127.0.0.1.
PASSWORD = "Demo-only-2026!"  # noqa: S105 - a name, see above


def demo_email(role: Role) -> str:
    return f"{role.value}@agentline.example"


def seed_staff(pool: str, cognito: Any) -> int:
    """Have each of them in the user pool, with the password; how many were new."""
    new = 0
    for role in Role:
        email = demo_email(role)
        try:
            cognito.admin_create_user(
                UserPoolId=pool,
                Username=email,
                MessageAction="SUPPRESS",
                UserAttributes=[
                    {"Name": "email", "Value": email},
                    {"Name": "email_verified", "Value": "true"},
                ],
            )
            new += 1
        except cognito.exceptions.UsernameExistsException:
            pass  # what an interrupted start left undone is done below
        cognito.admin_set_user_password(
            UserPoolId=pool, Username=email, Password=PASSWORD, Permanent=True
        )
        cognito.admin_add_user_to_group(UserPoolId=pool, Username=email, GroupName=role.value)
    return new
