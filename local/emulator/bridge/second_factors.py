"""An authenticator app is in use once it is switched on, not when a code of it was right.

AWS: VerifySoftwareToken with an access token leaves what the member has switched on as it is;
SetUserMFAPreference switches the app on, and refuses where no code of it was right yet.
ministack: the first switches it on, the second refuses nobody.
Repaired: as on AWS.
"""

# ruff: noqa: SLF001 - a repair reaches into private parts by nature
from typing import Any

from local.emulator.bridge import stock


def install() -> None:
    verify = stock.members._verify_software_token
    prefer = stock.members._set_user_mfa_preference

    def verify_only(request: dict[str, Any]) -> Any:
        member = stock.members._user_for_access_token(request.get("AccessToken"))
        if member is None:
            return verify(request)
        switched_on = list(member.get("_mfa_enabled", []))
        preferred = member.get("_preferred_mfa", "")
        answer = verify(request)
        member["_mfa_enabled"], member["_preferred_mfa"] = switched_on, preferred
        return answer

    def prefer_what_was_verified(request: dict[str, Any]) -> Any:
        member = stock.members._user_for_access_token(request.get("AccessToken"))
        is_wanted = (request.get("SoftwareTokenMfaSettings") or {}).get("Enabled")
        if is_wanted and member is not None and not member.get("_totp_secret"):
            return stock.scope.error_response_json(
                "InvalidParameterException", "User has not set up software token mfa"
            )
        return prefer(request)

    stock.members._verify_software_token = verify_only
    stock.members._set_user_mfa_preference = prefer_what_was_verified
