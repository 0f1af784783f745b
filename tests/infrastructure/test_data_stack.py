from tests.infrastructure.conftest import Synthesised


def test_the_table_has_the_keys_expiry_stream_and_recovery_the_product_rests_on(
    any_stage: Synthesised,
) -> None:
    any_stage.template("Data").has_resource_properties(
        "AWS::DynamoDB::Table",
        {
            "KeySchema": [
                {"AttributeName": "pk", "KeyType": "HASH"},
                {"AttributeName": "sk", "KeyType": "RANGE"},
            ],
            "AttributeDefinitions": [
                {"AttributeName": "pk", "AttributeType": "S"},
                {"AttributeName": "sk", "AttributeType": "S"},
                {"AttributeName": "todo", "AttributeType": "S"},
                {"AttributeName": "todo_at", "AttributeType": "S"},
            ],
            "TimeToLiveSpecification": {"AttributeName": "expires", "Enabled": True},
            "StreamSpecification": {"StreamViewType": "NEW_AND_OLD_IMAGES"},
            "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True},
            "SSESpecification": {"SSEEnabled": True},
            "BillingMode": "PAY_PER_REQUEST",
        },
    )


def test_what_waits_for_somebody_is_listed_by_its_time_with_its_keys_only(
    any_stage: Synthesised,
) -> None:
    [index] = any_stage.only("Data", "AWS::DynamoDB::Table")["Properties"]["GlobalSecondaryIndexes"]
    assert index == {
        "IndexName": "Todo",
        "KeySchema": [
            {"AttributeName": "todo", "KeyType": "HASH"},
            {"AttributeName": "todo_at", "KeyType": "RANGE"},
        ],
        "Projection": {"ProjectionType": "KEYS_ONLY"},
    }


def test_a_stage_that_retains_protects_its_table_and_one_that_destroys_does_not(
    local_stage: Synthesised, example_stage: Synthesised
) -> None:
    for stage, policy in ((local_stage, "Delete"), (example_stage, "Retain")):
        table = stage.only("Data", "AWS::DynamoDB::Table")
        assert table["DeletionPolicy"] == policy
        assert table["Properties"]["DeletionProtectionEnabled"] is (policy == "Retain")
