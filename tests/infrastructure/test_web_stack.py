"""The staff web interface on AWS: who serves what, for how long, and what a page may."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from infra.assets import AssetBuildError, find_web
from infra.web_headers import HASHED_CACHING, INDEX_CACHING, security_headers
from tests.infrastructure.conftest import CERTIFICATE, WEB_ACL, Synthesised, named_in

COGNITO = "https://cognito-idp.eu-central-1.amazonaws.com"
# AWS's own policies, the same in every account.
CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6"
ALL_BUT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
METHODS = {"GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"}


def distribution(stage: Synthesised) -> dict[str, Any]:
    found = stage.only("Web", "AWS::CloudFront::Distribution")["Properties"]["DistributionConfig"]
    return dict(found)


def copies(stage: Synthesised) -> dict[str, dict[str, Any]]:
    """What is put into the bucket, by how long it may be kept."""
    found = stage.resources("Web", "Custom::CDKBucketDeployment").values()
    return {each["Properties"]["SystemMetadata"]["cache-control"]: each for each in found}


def text_of(value: Any) -> str:
    """With the names of what it refers to."""
    match value:
        case {"Fn::Join": ["", list(parts)]}:
            return "".join(map(text_of, parts))
        case {"Ref": "AWS::URLSuffix"}:
            return "amazonaws.com"
    return named_in(value)


def test_the_one_machine_stage_has_no_such_stack(local_stage: Synthesised) -> None:
    assert not (local_stage.assembly / "AgentLine-local-Web.template.json").exists()


def test_it_comes_after_the_firewall(example_stage: Synthesised) -> None:
    manifest = json.loads((example_stage.assembly / "manifest.json").read_text(encoding="utf-8"))
    dependencies = manifest["artifacts"]["AgentLine-example-Web"]["dependencies"]
    assert {"AgentLine-example-Operations", "AgentLine-example-Staff"} <= set(dependencies)


def test_only_the_distribution_reads_the_bucket(example_stage: Synthesised) -> None:
    bucket = example_stage.only("Web", "AWS::S3::Bucket")["Properties"]
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert bucket["BucketEncryption"]
    assert "WebsiteConfiguration" not in bucket
    policy = example_stage.only("Web", "AWS::S3::BucketPolicy")["Properties"]["PolicyDocument"]
    refused, *allowed = sorted(policy["Statement"], key=lambda each: each["Effect"], reverse=True)
    assert refused["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    [reading] = allowed
    assert reading["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert reading["Action"] == "s3:GetObject"
    assert "AWS:SourceArn" in json.dumps(reading["Condition"])
    [files] = [each for each in distribution(example_stage)["Origins"] if "S3OriginConfig" in each]
    assert files["OriginAccessControlId"]


def test_the_api_is_asked_for_everything_and_nothing_of_it_is_kept(
    example_stage: Synthesised,
) -> None:
    config = distribution(example_stage)
    [api] = config["CacheBehaviors"]
    assert api["PathPattern"] == "/v1/*"
    assert set(api["AllowedMethods"]) == METHODS
    assert api["CachePolicyId"] == CACHING_DISABLED
    assert api["OriginRequestPolicyId"] == ALL_BUT_HOST
    assert api["ViewerProtocolPolicy"] == "https-only"
    assert "FunctionAssociations" not in api
    [origin] = [each for each in config["Origins"] if each["Id"] == api["TargetOriginId"]]
    # /v1 is in the path that was asked for, and the name of the gateway's stage.
    assert "OriginPath" not in origin
    assert origin["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"
    host = text_of(origin["DomainName"])
    assert host.startswith("AgentLine-example-Staff:")
    assert host.endswith(".execute-api.eu-central-1.amazonaws.com")
    # They would take the place of the API's own answers.
    assert "CustomErrorResponses" not in config


def test_pages_are_read_only_and_answered_with_the_headers_of_the_web_interface(
    example_stage: Synthesised,
) -> None:
    pages = distribution(example_stage)["DefaultCacheBehavior"]
    assert set(pages["AllowedMethods"]) == {"GET", "HEAD"}
    assert (pages["CachePolicyId"], pages["Compress"]) == (CACHING_OPTIMIZED, True)
    assert pages["ViewerProtocolPolicy"] == "redirect-to-https"
    [name] = example_stage.resources("Web", "AWS::CloudFront::ResponseHeadersPolicy")
    assert named_in(pages["ResponseHeadersPolicyId"]) == name
    policy = example_stage.only("Web", "AWS::CloudFront::ResponseHeadersPolicy")
    config = policy["Properties"]["ResponseHeadersPolicyConfig"]
    given = config["SecurityHeadersConfig"]
    assert given["StrictTransportSecurity"]["AccessControlMaxAgeSec"] >= 31_536_000
    named = {
        "Content-Security-Policy": text_of(given["ContentSecurityPolicy"]["ContentSecurityPolicy"]),
        "Referrer-Policy": given["ReferrerPolicy"]["ReferrerPolicy"],
        "X-Content-Type-Options": "nosniff" if given["ContentTypeOptions"]["Override"] else "",
        "X-Frame-Options": given["FrameOptions"]["FrameOption"],
    }
    custom = {each["Header"]: each["Value"] for each in config["CustomHeadersConfig"]["Items"]}
    assert {**named, **custom} == security_headers([COGNITO])


def test_pages_run_what_came_from_their_own_origin_and_nothing_else() -> None:
    policy = security_headers([COGNITO])["Content-Security-Policy"]
    directives = dict(each.split(" ", 1) for each in policy.split("; "))
    assert (directives["default-src"], directives["script-src"]) == ("'none'", "'self'")
    assert directives["connect-src"] == f"'self' {COGNITO}"
    assert (directives["frame-ancestors"], directives["base-uri"]) == ("'none'", "'none'")
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", "/index.html"),
        ("/customers/100001", "/index.html"),
        ("/customers/", "/index.html"),
        ("/price-lists/2.0/versions", "/index.html"),
        ("/config.json", "/config.json"),
        ("/assets/index-BX1.js", "/assets/index-BX1.js"),
        ("/favicon.svg", "/favicon.svg"),
    ],
)
def test_an_address_that_names_no_file_shows_the_one_page(
    example_stage: Synthesised, path: str, file: str
) -> None:
    function = example_stage.only("Web", "AWS::CloudFront::Function")["Properties"]
    event = {"request": {"uri": path, "querystring": {}}}
    asked = f"{function['FunctionCode']}\nconsole.log(handler({json.dumps(event)}).uri);"
    node = shutil.which("node") or "node"
    done = subprocess.run([node, "-e", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == file


def test_hashed_files_are_kept_and_come_before_the_page_that_names_them(
    example_stage: Synthesised,
) -> None:
    by_caching = copies(example_stage)
    assert by_caching.keys() == {HASHED_CACHING, INDEX_CACHING}
    hashed, pages = by_caching[HASHED_CACHING], by_caching[INDEX_CACHING]
    found = example_stage.resources("Web", "Custom::CDKBucketDeployment")
    [first] = [name for name, each in found.items() if each == hashed]
    assert first in pages["DependsOn"]
    # Who has an earlier page open goes on with the files it names.
    assert {each["Properties"]["Prune"] for each in by_caching.values()} == {False}
    [folder] = hashed["Properties"]["SourceObjectKeys"]
    assert files_of(example_stage, folder) == {"assets/index-BX1.js"}
    folder, _config = pages["Properties"]["SourceObjectKeys"]
    assert files_of(example_stage, folder) == {"index.html", "favicon.svg"}


def files_of(stage: Synthesised, key: str) -> set[str]:
    """Of an asset, by its object in the bucket of assets."""
    folder = stage.assembly / f"asset.{key.removesuffix('.zip')}"
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_the_page_is_told_where_staff_sign_in_and_no_secret(example_stage: Synthesised) -> None:
    config = config_of(example_stage)
    assert config.keys() == {"region", "user_pool_id", "client_id", "is_local_stage"}
    assert (config["region"], config["is_local_stage"]) == ("eu-central-1", False)
    assert config["user_pool_id"].startswith("AgentLine-example-Staff:")
    assert config["client_id"].startswith("AgentLine-example-Staff:")
    client = example_stage.only("Staff", "AWS::Cognito::UserPoolClient")["Properties"]
    assert client["GenerateSecret"] is False


def config_of(stage: Synthesised) -> Mapping[str, Any]:
    """/config.json, with what is filled in when it is deployed."""
    properties = copies(stage)[INDEX_CACHING]["Properties"]
    _folder, key = properties["SourceObjectKeys"]
    [file] = (stage.assembly / f"asset.{key.removesuffix('.zip')}").iterdir()
    text = file.read_text(encoding="utf-8")
    for marker, value in properties["SourceMarkers"][1].items():
        text = text.replace(marker, named_in(value))
    config: Mapping[str, Any] = json.loads(text)
    return config


def test_an_own_domain_and_a_firewall_are_settings(
    example_stage: Synthesised, other_stage: Synthesised
) -> None:
    plain, own = distribution(example_stage), distribution(other_stage)
    assert not {"Aliases", "WebACLId"} & plain.keys()
    assert (own["Aliases"], own["WebACLId"]) == (["staff.example.com"], WEB_ACL)
    assert own["ViewerCertificate"] == {
        "AcmCertificateArn": CERTIFICATE,
        "MinimumProtocolVersion": "TLSv1.2_2021",
        "SslSupportMethod": "sni-only",
    }
    assert own["HttpVersion"] == "http2and3"
    outputs = other_stage.document("Web")["Outputs"]
    assert outputs.keys() == {"WebUrl", "DistributionHost", "FilesBucketName"}
    assert outputs["WebUrl"]["Value"] == "https://staff.example.com"


def test_a_web_interface_that_was_not_built_is_told(tmp_path: Path) -> None:
    with pytest.raises(AssetBuildError, match=r"web/dist is missing: make web/dist/index\.html"):
        find_web(tmp_path)
