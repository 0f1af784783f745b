import json

from agentline.adapters.directories.settings import read_directory_settings
from agentline.adapters.ledgers.signatures import check_standard_secret
from infra.constructs.generated_secret import KEY_LENGTH
from infra.settings import load_settings
from tests.infrastructure.conftest import DIRECTORY_SECRET, Synthesised, named_in

PART = "CallPath"


def test_the_first_code_key_is_random_valid_base64_made_at_deployment(
    any_stage: Synthesised,
) -> None:
    generated = any_stage.only(PART, "AWS::SecretsManager::Secret", "CodeKeysFirst")["Properties"]
    assert "SecretString" not in generated
    wanted = generated["GenerateSecretString"]
    assert wanted["ExcludePunctuation"] is True
    assert wanted["PasswordLength"] == 64
    keys = any_stage.only(PART, "AWS::SecretsManager::Secret", "CodeKeysSecret")["Properties"]
    _, parts = keys["SecretString"]["Fn::Join"]
    text = "".join(part if isinstance(part, str) else named_in(part) for part in parts)
    assert json.loads(text)["previous"] is None
    current = json.loads(text)["current"]
    assert current["version"] == "1"
    assert current["key"].startswith("{{resolve:secretsmanager:CodeKeysFirst")


def test_the_code_keys_outlive_a_stack_that_is_retained(
    local_stage: Synthesised, example_stage: Synthesised
) -> None:
    for stage, policy in ((local_stage, "Delete"), (example_stage, "Retain")):
        for secret in stage.resources(PART, "AWS::SecretsManager::Secret").values():
            assert secret["DeletionPolicy"] == policy


def test_the_ledgers_first_secret_is_one_of_standard_webhooks_where_none_is_named(
    local_stage: Synthesised, example_stage: Synthesised, other_stage: Synthesised
) -> None:
    secret = local_stage.only("Invoicing", "AWS::SecretsManager::Secret", "LedgerSecret")
    _, parts = secret["Properties"]["SecretString"]["Fn::Join"]
    text = "".join(part if isinstance(part, str) else named_in(part) for part in parts)
    [first] = json.loads(text)["webhook_secrets"]
    assert first.startswith("whsec_{{resolve:secretsmanager:LedgerFirstKey")
    for stage in (example_stage, other_stage):
        assert not stage.resources("Invoicing", "AWS::SecretsManager::Secret")


def test_what_is_generated_is_a_secret_that_ledgers_are_opened_with() -> None:
    generated = "aZ09" * (KEY_LENGTH // 4)
    assert check_standard_secret(f"whsec_{generated}") == f"whsec_{generated}"


def test_the_screening_function_is_told_the_directory_and_where_its_secret_is(
    example_stage: Synthesised, other_stage: Synthesised
) -> None:
    for stage, directory, secret in (
        (example_stage, {"kind": "file"}, "none"),
        (other_stage, {"kind": "nrop", "user": "agentline"}, DIRECTORY_SECRET),
    ):
        function = stage.only(PART, "AWS::Lambda::Function", "ScreenCall")["Properties"]
        variables = function["Environment"]["Variables"]
        assert json.loads(variables["AGENTLINE_DIRECTORY"]) == directory
        assert variables["AGENTLINE_DIRECTORY_SECRET"] == secret


def test_the_directories_of_the_stages_are_settings_the_function_can_read() -> None:
    for stage in ("local", "example"):
        text = load_settings(stage).directory.settings_json
        assert read_directory_settings(text).kind == "file"


def test_the_secret_of_a_directory_may_be_read_where_there_is_one(
    example_stage: Synthesised, other_stage: Synthesised
) -> None:
    for stage, number in ((example_stage, 1), (other_stage, 2)):
        policy = stage.only(PART, "AWS::IAM::Policy", "ScreenCall")["Properties"]
        readable = [
            resource
            for statement in policy["PolicyDocument"]["Statement"]
            if statement["Action"] == "secretsmanager:GetSecretValue"
            for resource in (
                statement["Resource"]
                if isinstance(statement["Resource"], list)
                else [statement["Resource"]]
            )
        ]
        assert len(readable) == number
        assert (DIRECTORY_SECRET in readable) is (number == 2)


def test_quarantined_records_are_private_kept_as_long_as_calls_and_their_readers_logged(
    any_stage: Synthesised,
) -> None:
    bucket = any_stage.only(PART, "AWS::S3::Bucket", "QuarantineRecords")["Properties"]
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    [rule] = bucket["LifecycleConfiguration"]["Rules"]
    assert rule == {"ExpirationInDays": 400, "Status": "Enabled"}
    log = bucket["LoggingConfiguration"]["DestinationBucketName"]
    assert named_in(log).startswith("QuarantineAccessLog")
    function = any_stage.only(PART, "AWS::Lambda::Function", "RateCall")["Properties"]
    told = function["Environment"]["Variables"]["AGENTLINE_QUARANTINE_BUCKET"]
    assert named_in(told).startswith("QuarantineRecords")
