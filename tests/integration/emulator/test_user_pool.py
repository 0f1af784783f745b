"""What sign-in rests on in the user pool: first passwords, and a second factor to switch on."""

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.integration.authenticator import code_of, wrong_code_of

SENT, CHOSEN = "Skickat-för-en-gång-1", "Egenhändigt-vald-7"
EMAIL = "ny@agentline.example"


class Pool:
    """A user pool with the rules of ours, and somebody invited in it."""

    def __init__(self, cognito: Any) -> None:
        self.cognito = cognito
        self._id = cognito.create_user_pool(
            PoolName="probe",
            UsernameAttributes=["email"],
            MfaConfiguration="OPTIONAL",
            Policies={"PasswordPolicy": {"MinimumLength": 12}},
        )["UserPool"]["Id"]
        self._client = cognito.create_user_pool_client(
            UserPoolId=self._id, ClientName="probe", ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"]
        )["UserPoolClient"]["ClientId"]
        cognito.admin_create_user(
            UserPoolId=self._id,
            Username=EMAIL,
            TemporaryPassword=SENT,
            MessageAction="SUPPRESS",
        )

    def sign_in(self, password: str) -> Any:
        return self.cognito.initiate_auth(
            AuthFlow="USER_PASSWORD_AUTH",
            ClientId=self._client,
            AuthParameters={"USERNAME": EMAIL, "PASSWORD": password},
        )

    def answer(self, asked: Any, **answers: str) -> Any:
        return self.cognito.respond_to_auth_challenge(
            ClientId=self._client,
            ChallengeName=asked["ChallengeName"],
            Session=asked["Session"],
            ChallengeResponses={"USERNAME": EMAIL, **answers},
        )

    def settled(self) -> str:
        """An access token of theirs, with a password they chose."""
        answer = self.answer(self.sign_in(SENT), NEW_PASSWORD=CHOSEN)
        return str(answer["AuthenticationResult"]["AccessToken"])


@pytest.fixture
def pool(client: Callable[[str], Any]) -> Pool:
    return Pool(client("cognito-idp"))


def test_a_weak_first_password_is_refused_and_asked_for_again(pool: Pool) -> None:
    asked = pool.sign_in(SENT)
    assert asked["ChallengeName"] == "NEW_PASSWORD_REQUIRED"
    with pytest.raises(ClientError, match="InvalidPasswordException"):
        pool.answer(asked, NEW_PASSWORD="bara-små-bokstäver")
    assert pool.sign_in(SENT)["ChallengeName"] == "NEW_PASSWORD_REQUIRED"
    assert "AuthenticationResult" in pool.answer(asked, NEW_PASSWORD=CHOSEN)


def test_a_right_code_alone_switches_nothing_on(pool: Pool) -> None:
    token = pool.settled()
    key = pool.cognito.associate_software_token(AccessToken=token)["SecretCode"]
    pool.cognito.verify_software_token(AccessToken=token, UserCode=code_of(key))
    assert "AuthenticationResult" in pool.sign_in(CHOSEN)
    _prefer(pool, token, is_on=True)
    asked = pool.sign_in(CHOSEN)
    assert asked["ChallengeName"] == "SOFTWARE_TOKEN_MFA"
    with pytest.raises(ClientError, match="CodeMismatchException"):
        pool.answer(asked, SOFTWARE_TOKEN_MFA_CODE=wrong_code_of(key))
    assert "AuthenticationResult" in pool.answer(asked, SOFTWARE_TOKEN_MFA_CODE=code_of(key))
    _prefer(pool, token, is_on=False)
    assert "AuthenticationResult" in pool.sign_in(CHOSEN)


def test_a_key_of_which_no_code_was_right_is_not_switched_on(pool: Pool) -> None:
    token = pool.settled()
    key = pool.cognito.associate_software_token(AccessToken=token)["SecretCode"]
    with pytest.raises(ClientError, match="EnableSoftwareTokenMFAException"):
        pool.cognito.verify_software_token(AccessToken=token, UserCode=wrong_code_of(key))
    with pytest.raises(ClientError, match="InvalidParameterException"):
        _prefer(pool, token, is_on=True)
    assert "AuthenticationResult" in pool.sign_in(CHOSEN)


def _prefer(pool: Pool, token: str, *, is_on: bool) -> None:
    pool.cognito.set_user_mfa_preference(
        AccessToken=token, SoftwareTokenMfaSettings={"Enabled": is_on, "PreferredMfa": is_on}
    )
