"""The deployed API is asked by docs/openapi.json, and by what it forbids; and answers as it says.

Somebody of their own asks, for things that are there for it only: whatever is done to them, the
other tests of the stage find what they know.
"""

from collections.abc import Iterator

import pytest
from schemathesis.core.transport import Response

from local.commands.endpoints import Endpoints
from local.demo.staff import PASSWORD
from local.emulator.server import Emulator
from local.staff_api import StaffApi, sign_in
from tests.integration.contract.documented import Documented, document, documented
from tests.integration.contract.exploring import AnyCase, explorable, explore
from tests.integration.staff.subjects import Subjects

EXPLORER = "explorer@agentline.example"
CASES = 3


@pytest.fixture(scope="module")
def token(endpoints: Endpoints, emulator: Emulator) -> str:
    """Of an admin whom nobody else is."""
    cognito, pool = emulator.client("cognito-idp"), endpoints.user_pool_id or ""
    cognito.admin_create_user(
        UserPoolId=pool,
        Username=EXPLORER,
        MessageAction="SUPPRESS",
        UserAttributes=[
            {"Name": "email", "Value": EXPLORER},
            {"Name": "email_verified", "Value": "true"},
        ],
    )
    cognito.admin_set_user_password(
        UserPoolId=pool, Username=EXPLORER, Password=PASSWORD, Permanent=True
    )
    cognito.admin_add_user_to_group(UserPoolId=pool, Username=EXPLORER, GroupName="admin")
    return sign_in(
        endpoints.client_id or "",
        EXPLORER,
        PASSWORD,
        region=endpoints.region,
        endpoint_url=endpoints.aws_endpoint_url,
    )


@pytest.fixture(scope="module")
def subjects(endpoints: Endpoints, token: str) -> Iterator[Subjects]:
    made = Subjects(StaffApi(endpoints.api_url or "", token))
    yield made
    made.end()


@pytest.mark.parametrize("operation", documented(), ids=lambda operation: operation.id)
def test_f34_an_operation_is_reached_and_answers_what_is_documented(
    operation: Documented, endpoints: Endpoints, token: str, subjects: Subjects
) -> None:
    def ask(case: AnyCase) -> Response:
        by = {"Authorization": f"Bearer {token}"}
        return case.call(base_url=endpoints.api_url, headers=by, timeout=60)

    explored = explore(operation, subjects.make(operation), ask, cases=CASES)
    assert explored.wrong == []
    assert explored.was_reached, explored.statuses
    assert explored.statuses.total() >= CASES + 1


def test_every_operation_of_the_document_is_explored() -> None:
    paths = document()["paths"].values()
    told = [each["operationId"] for methods in paths for each in methods.values()]
    assert sorted(told) == sorted(operation.id for operation in documented())
    assert sorted(told) == sorted(explorable())
