"""Sign-in, the staff API's front, and what its function may."""

import json
import re

from admin_api.door import SECURITY_HEADERS
from agentline.domain.staff import Role
from tests.infrastructure.conftest import PARTS, Synthesised, named_in


def test_staff_are_invited_and_may_have_a_second_factor(any_stage: Synthesised) -> None:
    pool = any_stage.only("Staff", "AWS::Cognito::UserPool")["Properties"]
    assert pool["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is True
    assert pool["MfaConfiguration"] == "OPTIONAL"
    assert pool["EnabledMfas"] == ["SOFTWARE_TOKEN_MFA"]
    assert pool["Policies"]["PasswordPolicy"]["MinimumLength"] == 12


def test_each_role_is_a_group(any_stage: Synthesised) -> None:
    groups = any_stage.resources("Staff", "AWS::Cognito::UserPoolGroup").values()
    assert {group["Properties"]["GroupName"] for group in groups} == {role.value for role in Role}


def test_nobody_can_change_the_e_mail_address_they_are_on_record_with(
    any_stage: Synthesised,
) -> None:
    client = any_stage.only("Staff", "AWS::Cognito::UserPoolClient")["Properties"]
    assert client["WriteAttributes"] == ["locale"]
    assert client["PreventUserExistenceErrors"] == "ENABLED"
    assert client["EnableTokenRevocation"] is True
    assert "AllowedOAuthFlows" not in client


def test_every_method_of_every_path_is_for_who_is_signed_in(any_stage: Synthesised) -> None:
    methods = any_stage.resources("Staff", "AWS::ApiGateway::Method").values()
    assert len(methods) == 2
    assert {method["Properties"]["HttpMethod"] for method in methods} == {"ANY"}
    assert {method["Properties"]["AuthorizationType"] for method in methods} == {
        "COGNITO_USER_POOLS"
    }


def test_the_gateway_throttles_and_logs_nobody(any_stage: Synthesised) -> None:
    stage = any_stage.only("Staff", "AWS::ApiGateway::Stage")["Properties"]
    [settings] = stage["MethodSettings"]
    assert (settings["ThrottlingRateLimit"], settings["ThrottlingBurstLimit"]) == (50, 200)
    logged = json.loads(stage["AccessLogSetting"]["Format"])
    assert not [word for word in logged.values() if "claims" in word or "identity" in word]
    assert logged["path"] == "$context.resourcePath"


def test_errors_of_the_gateway_are_problems_with_a_code(any_stage: Synthesised) -> None:
    answers = {
        answer["Properties"]["ResponseType"]: answer["Properties"]
        for answer in any_stage.resources("Staff", "AWS::ApiGateway::GatewayResponse").values()
    }
    assert {"UNAUTHORIZED", "THROTTLED", "REQUEST_TOO_LARGE", "DEFAULT_4XX", "DEFAULT_5XX"} <= (
        answers.keys()
    )
    for answer in answers.values():
        problem = json.loads(answer["ResponseTemplates"]["application/json"])
        assert problem["code"]
        headers = answer["ResponseParameters"]
        assert headers["gatewayresponse.header.Content-Type"] == "'application/problem+json'"
    later = answers["THROTTLED"]["ResponseParameters"]
    assert later["gatewayresponse.header.Retry-After"] == "'1'"


def test_f39_what_the_gateway_itself_answers_is_no_page_in_any_browser(
    any_stage: Synthesised,
) -> None:
    answers = any_stage.resources("Staff", "AWS::ApiGateway::GatewayResponse").values()
    assert answers
    for answer in answers:
        headers = {
            name.removeprefix("gatewayresponse.header."): value
            for name, value in answer["Properties"]["ResponseParameters"].items()
        }
        for value in headers.values():
            assert re.fullmatch("'[^']+'", value)
        assert headers.keys() >= SECURITY_HEADERS.keys()
        assert headers["Content-Security-Policy"] == "'sandbox'"
        same = SECURITY_HEADERS.keys() - {"Content-Security-Policy"}
        assert {name: headers[name] for name in same} == {
            name: f"'{SECURITY_HEADERS[name]}'" for name in same
        }


def test_a_retained_stage_keeps_its_staff(
    local_stage: Synthesised, example_stage: Synthesised
) -> None:
    for stage, policy in ((local_stage, "Delete"), (example_stage, "Retain")):
        pool = stage.only("Staff", "AWS::Cognito::UserPool")
        assert pool["DeletionPolicy"] == policy


def test_a_web_acl_protects_both_gateways_on_aws_and_is_not_on_one_machine(
    local_stage: Synthesised, example_stage: Synthesised
) -> None:
    assert not (local_stage.assembly / "AgentLine-local-Operations.template.json").exists()
    associations = example_stage.resources("Operations", "AWS::WAFv2::WebACLAssociation")
    protected = {named_in(each["Properties"]["ResourceArn"]) for each in associations.values()}
    assert {("Staff" in arn, "Invoicing" in arn) for arn in protected} == {
        (True, False),
        (False, True),
    }
    assert "Operations" not in PARTS


def test_the_function_reads_tables_and_secrets_it_needs_and_never_scans(
    any_stage: Synthesised,
) -> None:
    granted = {
        action
        for policy in any_stage.resources("Staff", "AWS::IAM::Policy").values()
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
        for action in (
            [statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"]
        )
    }
    assert "dynamodb:Scan" not in granted
    assert not [action for action in granted if action.endswith("*")]
