from local.store_table import definition
from tests.infrastructure.conftest import Synthesised


def test_the_table_has_the_expiry_stream_and_recovery_the_product_rests_on(
    any_stage: Synthesised,
) -> None:
    any_stage.template("Data").has_resource_properties(
        "AWS::DynamoDB::Table",
        {
            "TimeToLiveSpecification": {"AttributeName": "expires", "Enabled": True},
            "StreamSpecification": {"StreamViewType": "NEW_AND_OLD_IMAGES"},
            "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True},
            "SSESpecification": {"SSEEnabled": True},
            "BillingMode": "PAY_PER_REQUEST",
        },
    )


def test_the_table_of_benches_and_tests_has_the_same_keys_and_indexes(
    any_stage: Synthesised,
) -> None:
    table = any_stage.only("Data", "AWS::DynamoDB::Table")["Properties"]
    assert definition().items() <= table.items()


def test_a_stage_that_retains_protects_its_table_and_one_that_destroys_does_not(
    local_stage: Synthesised, example_stage: Synthesised
) -> None:
    for stage, policy in ((local_stage, "Delete"), (example_stage, "Retain")):
        table = stage.only("Data", "AWS::DynamoDB::Table")
        assert table["DeletionPolicy"] == policy
        assert table["Properties"]["DeletionProtectionEnabled"] is (policy == "Retain")
