"""The flow comes out of the synthesized template with what was deployed filled in."""

import json
from typing import Any

import pytest

from local.connect.errors import SimulatorError
from local.connect.flow import read_flow
from local.connect.template import flow_content, resolve

VALUES = {
    "AWS::Region": "eu-north-1",
    "ScreenCall": "screen-call",
    "ScreenCall.Arn": "arn:aws:lambda:eu-north-1:000000000000:function:screen-call",
    "Stage:HoursArn": "arn:hours",
}


def template_with(*contents: object) -> dict[str, Any]:
    resources = {
        f"Flow{number}": {"Type": "AWS::Connect::ContactFlow", "Properties": {"Content": content}}
        for number, content in enumerate(contents)
    }
    return {"Resources": resources | {"Other": {"Type": "AWS::SQS::Queue"}}}


@pytest.mark.parametrize(
    ("value", "resolved"),
    [
        ("plain", "plain"),
        ({"Ref": "AWS::Region"}, "eu-north-1"),
        ({"Fn::GetAtt": ["ScreenCall", "Arn"]}, VALUES["ScreenCall.Arn"]),
        ({"Fn::GetAtt": "ScreenCall.Arn"}, VALUES["ScreenCall.Arn"]),
        ({"Fn::ImportValue": "Stage:HoursArn"}, "arn:hours"),
        ({"Fn::ImportValue": {"Fn::Join": [":", ["Stage", "HoursArn"]]}}, "arn:hours"),
        ({"Fn::Join": ["/", ["a", {"Ref": "ScreenCall"}, "b"]]}, "a/screen-call/b"),
        (
            {"Fn::Sub": "in ${AWS::Region}: ${ScreenCall.Arn}"},
            f"in eu-north-1: {VALUES['ScreenCall.Arn']}",
        ),
        (
            {"Fn::Sub": ["${Own}, ${ScreenCall}", {"Own": {"Ref": "AWS::Region"}}]},
            "eu-north-1, screen-call",
        ),
    ],
)
def test_intrinsic_functions_become_the_text_cloudformation_makes_of_them(
    value: object, resolved: str
) -> None:
    assert resolve(value, VALUES) == resolved


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        ({"Ref": "Nowhere"}, "refers to Nowhere"),
        ({"Fn::ImportValue": "Nothing"}, "refers to Nothing"),
        ({"Fn::Select": [0, ["a"]]}, r"Fn::Select is not resolved"),
        (7, "not a text"),
    ],
)
def test_what_cannot_be_resolved_is_named(value: object, complaint: str) -> None:
    with pytest.raises(SimulatorError, match=complaint):
        resolve(value, VALUES)


def test_the_one_flow_of_a_template_is_read_with_its_values() -> None:
    flow = {
        "Version": "2019-10-30",
        "StartAction": "ask",
        "Actions": [
            {
                "Identifier": "ask",
                "Type": "InvokeLambdaFunction",
                "Parameters": {"LambdaFunctionARN": "@"},
                "Transitions": {"NextAction": "ask"},
            }
        ],
    }
    before, after = json.dumps(flow).split("@")
    content = {"Fn::Join": ["", [before, {"Fn::GetAtt": ["ScreenCall", "Arn"]}, after]]}
    read = read_flow(flow_content(template_with(content), VALUES))
    assert read.start == "ask"
    assert read.actions["ask"].parameters["LambdaFunctionARN"] == VALUES["ScreenCall.Arn"]


@pytest.mark.parametrize("contents", [(), ("a", "b")])
def test_a_template_without_exactly_one_flow_is_refused(contents: tuple[str, ...]) -> None:
    with pytest.raises(SimulatorError, match=f"holds {len(contents)} contact flows"):
        flow_content(template_with(*contents), VALUES)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("not json", "not a contact flow"),
        ('{"Version": "2019-10-30"}', "not a contact flow"),
        ('{"Version": "1", "StartAction": "a", "Actions": []}', "flow language 1 is not known"),
    ],
)
def test_a_text_that_is_no_flow_is_refused(content: str, complaint: str) -> None:
    with pytest.raises(SimulatorError, match=complaint):
        read_flow(content)
