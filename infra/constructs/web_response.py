"""What CloudFront adds to each file it serves: infra/web_headers.py, in its words."""

import aws_cdk as cdk
from aws_cdk import aws_cloudfront as cloudfront
from constructs import Construct

from infra.settings import StageSettings
from infra.web_headers import security_headers

HSTS = cdk.Duration.days(730)


class WebResponse(Construct):
    """Exposes `policy`."""

    def __init__(self, scope: Construct, construct_id: str, *, settings: StageSettings) -> None:
        super().__init__(scope, construct_id)
        suffix = cdk.Stack.of(self).url_suffix
        headers = dict(security_headers([f"https://cognito-idp.{settings.region}.{suffix}"]))
        self.policy = cloudfront.ResponseHeadersPolicy(
            self,
            "Headers",
            response_headers_policy_name=f"AgentLine-{settings.stage}-Web",
            comment="AgentLine: what a page of the staff web interface may",
            # These it takes by properties of their own, and no other way.
            security_headers_behavior=cloudfront.ResponseSecurityHeadersBehavior(
                content_security_policy=cloudfront.ResponseHeadersContentSecurityPolicy(
                    content_security_policy=headers.pop("Content-Security-Policy"), override=True
                ),
                content_type_options=_no_sniffing(headers.pop("X-Content-Type-Options")),
                frame_options=cloudfront.ResponseHeadersFrameOptions(
                    frame_option=cloudfront.HeadersFrameOption[headers.pop("X-Frame-Options")],
                    override=True,
                ),
                referrer_policy=cloudfront.ResponseHeadersReferrerPolicy(
                    referrer_policy=_referrer_policy(headers.pop("Referrer-Policy")), override=True
                ),
                strict_transport_security=cloudfront.ResponseHeadersStrictTransportSecurity(
                    access_control_max_age=HSTS, include_subdomains=True, override=True
                ),
            ),
            custom_headers_behavior=cloudfront.ResponseCustomHeadersBehavior(
                custom_headers=[
                    cloudfront.ResponseCustomHeader(header=name, value=value, override=True)
                    for name, value in headers.items()
                ]
            ),
        )


def _no_sniffing(value: str) -> cloudfront.ResponseHeadersContentTypeOptions:
    if value != "nosniff":
        raise ValueError(f"CloudFront says nosniff, and never {value}")
    return cloudfront.ResponseHeadersContentTypeOptions(override=True)


def _referrer_policy(value: str) -> cloudfront.HeadersReferrerPolicy:
    return cloudfront.HeadersReferrerPolicy[value.upper().replace("-", "_")]
