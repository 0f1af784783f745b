"""The staff web interface and the staff API behind one address: to a browser, one origin."""

from pathlib import Path

from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.constructs.acknowledgement import acknowledge
from infra.constructs.removal import removal_policy
from infra.constructs.rest_gateway import VERSION
from infra.constructs.web_response import WebResponse
from infra.settings import StageSettings

_PAGE_OF_PATH = Path(__file__).parent.parent / "edge" / "page_of_path.js"


class WebSite(Construct):
    """Exposes `bucket`, where the files belong, and `distribution`, which serves them; below /v1 it
    asks `api_host`."""

    def __init__(
        self, scope: Construct, construct_id: str, *, api_host: str, settings: StageSettings
    ) -> None:
        super().__init__(scope, construct_id)
        self.bucket = _bucket(self, settings)
        self._web = settings.web
        arn = self._web.certificate_arn
        self.distribution = cloudfront.Distribution(
            self,
            "Distribution",
            comment=f"AgentLine {settings.stage}: what staff work with",
            default_behavior=self._pages(settings),
            # The gateway's stage has the name of the version: it needs no path of its own.
            additional_behaviors={f"/{VERSION}/*": _api(api_host)},
            domain_names=[self._web.domain] if self._web.domain else None,
            certificate=acm.Certificate.from_certificate_arn(self, "Certificate", arn)
            if arn
            else None,
            minimum_protocol_version=cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
            http_version=cloudfront.HttpVersion.HTTP2_AND_3,
            price_class=cloudfront.PriceClass.PRICE_CLASS_100,
            web_acl_id=self._web.web_acl_arn,
        )
        self._acknowledge_findings()

    @property
    def url(self) -> str:
        return f"https://{self._web.domain or self.distribution.distribution_domain_name}"

    def _pages(self, settings: StageSettings) -> cloudfront.BehaviorOptions:
        page_of_path = cloudfront.Function(
            self,
            "PageOfPath",
            comment="Shows the one page at every address that names no file",
            code=cloudfront.FunctionCode.from_inline(_PAGE_OF_PATH.read_text(encoding="utf-8")),
            runtime=cloudfront.FunctionRuntime.JS_2_0,
        )
        return cloudfront.BehaviorOptions(
            origin=origins.S3BucketOrigin.with_origin_access_control(self.bucket),
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
            allowed_methods=cloudfront.AllowedMethods.ALLOW_GET_HEAD,
            # As long as each file says.
            cache_policy=cloudfront.CachePolicy.CACHING_OPTIMIZED,
            compress=True,
            response_headers_policy=WebResponse(self, "Response", settings=settings).policy,
            function_associations=[
                cloudfront.FunctionAssociation(
                    event_type=cloudfront.FunctionEventType.VIEWER_REQUEST, function=page_of_path
                )
            ],
        )

    def _acknowledge_findings(self) -> None:
        acknowledge(
            self.bucket,
            "It holds the program, the same for everybody, and only CloudFront reads it.",
            "AwsSolutions-S1",
        )
        for rule, reason in {
            "AwsSolutions-CFR1": "Staff may work from wherever they are.",
            "AwsSolutions-CFR2": "The API has a web ACL of its own; one for here is a setting.",
            "AwsSolutions-CFR3": (
                "Its logs name the addresses of people; the gateway logs each request without."
            ),
            "AwsSolutions-CFR4": "Under a domain of CloudFront's, it decides what TLS is taken.",
        }.items():
            acknowledge(self.distribution, reason, rule)


def _api(host: str) -> cloudfront.BehaviorOptions:
    """Everything as it was asked and answered."""
    return cloudfront.BehaviorOptions(
        origin=origins.HttpOrigin(
            host,
            protocol_policy=cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
            origin_ssl_protocols=[cloudfront.OriginSslPolicy.TLS_V1_2],
        ),
        # A token sent without TLS is lost already: it is not led on to where it would be taken.
        viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
        allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
        cache_policy=cloudfront.CachePolicy.CACHING_DISABLED,
        # Also Authorization; the gateway knows itself by its own name only.
        origin_request_policy=cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    )


def _bucket(scope: Construct, settings: StageSettings) -> s3.Bucket:
    """Not versioned: what is in it, `make deploy` makes again."""
    return s3.Bucket(
        scope,
        "Files",
        block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
        object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
        encryption=s3.BucketEncryption.S3_MANAGED,
        enforce_ssl=True,
        removal_policy=removal_policy(settings),
    )
