import json

from aws_cdk.assertions import Match

from infra.settings import load_settings
from tests.infrastructure.conftest import Synthesised

IMPORTED = load_settings("example").contact_centre.instance_arn


def test_an_instance_given_by_alias_is_created_for_inbound_calls(
    local_stage: Synthesised,
) -> None:
    local_stage.template("ContactCentre").has_resource_properties(
        "AWS::Connect::Instance",
        {
            "InstanceAlias": "agentline-local",
            "IdentityManagementType": "CONNECT_MANAGED",
            "Attributes": {
                "InboundCalls": True,
                "OutboundCalls": False,
                "ContactflowLogs": True,
            },
        },
    )


def test_an_instance_given_by_arn_is_used_and_not_created(example_stage: Synthesised) -> None:
    template = example_stage.template("ContactCentre")
    template.resource_count_is("AWS::Connect::Instance", 0)
    template.all_resources_properties("AWS::Connect::Queue", {"InstanceArn": IMPORTED})
    template.has_output("InstanceArn", {"Value": IMPORTED})


def test_the_opening_hours_are_those_of_the_stage_with_midnight_as_connect_writes_it(
    example_stage: Synthesised,
) -> None:
    hours = example_stage.only("ContactCentre", "AWS::Connect::HoursOfOperation")["Properties"]
    assert hours["TimeZone"] == "Europe/Stockholm"
    assert [entry["Day"][:3] for entry in hours["Config"]] == [
        *("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
    ]
    assert hours["Config"][0] == {
        "Day": "MONDAY",
        "StartTime": {"Hours": 8, "Minutes": 0},
        "EndTime": {"Hours": 0, "Minutes": 0},
    }
    assert hours["Config"][6]["EndTime"] == {"Hours": 18, "Minutes": 0}


def test_agents_serve_every_queue_one_call_at_a_time(any_stage: Synthesised) -> None:
    queues = any_stage.resources("ContactCentre", "AWS::Connect::Queue")
    any_stage.template("ContactCentre").has_resource_properties(
        "AWS::Connect::RoutingProfile",
        {
            "MediaConcurrencies": [{"Channel": "VOICE", "Concurrency": 1}],
            "QueueConfigs": [
                Match.object_like(
                    {
                        "QueueReference": {
                            "Channel": "VOICE",
                            "QueueArn": {"Fn::GetAtt": [name, "QueueArn"]},
                        }
                    }
                )
                for name in queues
            ],
        },
    )


def test_the_queues_output_is_a_json_object_of_names_and_arns(any_stage: Synthesised) -> None:
    value = any_stage.document("ContactCentre")["Outputs"]["Queues"]["Value"]
    separator, parts = value["Fn::Join"]
    assert separator == ""
    joined = "".join(part if isinstance(part, str) else part["Fn::GetAtt"][1] for part in parts)
    assert json.loads(joined) == {"tarot": "QueueArn", "support": "QueueArn"}
