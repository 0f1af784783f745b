"""A web ACL before our gateways: known attacks, known bad addresses, too much from one address."""

from collections.abc import Mapping

from aws_cdk import aws_wafv2 as waf
from constructs import Construct

from infra.settings import StageSettings

# From one address within five minutes. An office behind one address stays far below.
MOST_REQUESTS = 3_000
# Imports are larger than 8 KB, and staff may quote anything in a note: it is rendered as text.
COUNTED_ONLY = ("SizeRestrictions_BODY", "CrossSiteScripting_BODY")
MANAGED = (
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesKnownBadInputsRuleSet",
    "AWSManagedRulesCommonRuleSet",
)


class WebShield(Construct):
    """Protects stages of REST APIs, given by name and ARN."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        stages: Mapping[str, str],
        settings: StageSettings,
    ) -> None:
        super().__init__(scope, construct_id)
        acl = waf.CfnWebACL(
            self,
            "Acl",
            name=f"AgentLine-{settings.stage}",
            scope="REGIONAL",
            default_action=waf.CfnWebACL.DefaultActionProperty(allow={}),
            visibility_config=_watched("AgentLine"),
            rules=[
                *(_managed(name, priority) for priority, name in enumerate(MANAGED)),
                _rate_limit(priority=len(MANAGED)),
            ],
        )
        for name, arn in stages.items():
            waf.CfnWebACLAssociation(self, name, resource_arn=arn, web_acl_arn=acl.attr_arn)


def _managed(name: str, priority: int) -> waf.CfnWebACL.RuleProperty:
    counted = [
        waf.CfnWebACL.RuleActionOverrideProperty(
            name=rule, action_to_use=waf.CfnWebACL.RuleActionProperty(count={})
        )
        for rule in COUNTED_ONLY
    ]
    return waf.CfnWebACL.RuleProperty(
        name=name,
        priority=priority,
        override_action=waf.CfnWebACL.OverrideActionProperty(none={}),
        visibility_config=_watched(name),
        statement=waf.CfnWebACL.StatementProperty(
            managed_rule_group_statement=waf.CfnWebACL.ManagedRuleGroupStatementProperty(
                vendor_name="AWS",
                name=name,
                rule_action_overrides=counted if name == MANAGED[-1] else None,
            )
        ),
    )


def _rate_limit(priority: int) -> waf.CfnWebACL.RuleProperty:
    return waf.CfnWebACL.RuleProperty(
        name="TooMuchFromOneAddress",
        priority=priority,
        action=waf.CfnWebACL.RuleActionProperty(
            block=waf.CfnWebACL.BlockActionProperty(
                custom_response=waf.CfnWebACL.CustomResponseProperty(response_code=429)
            )
        ),
        visibility_config=_watched("TooMuchFromOneAddress"),
        statement=waf.CfnWebACL.StatementProperty(
            rate_based_statement=waf.CfnWebACL.RateBasedStatementProperty(
                limit=MOST_REQUESTS, aggregate_key_type="IP"
            )
        ),
    )


def _watched(name: str) -> waf.CfnWebACL.VisibilityConfigProperty:
    """Counted; requests are not sampled: they name people."""
    return waf.CfnWebACL.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True, metric_name=name, sampled_requests_enabled=False
    )
