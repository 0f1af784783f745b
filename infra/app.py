"""Synthesise the stacks: `python -m infra.app`, offline and without credentials.

The stage comes from the CDK context `stage`, else from AGENTLINE_STAGE, else it is `local`. The
assembly goes to CDK_OUTDIR, else to cdk.out.
"""

import os
import sys
from pathlib import Path

import aws_cdk as cdk

from infra.assets import AssetBuildError, Assets, build, find_web
from infra.constructs.inbound_flow import FlowError
from infra.settings import SettingsError, StageSettings, load_settings
from infra.stacks.call_path import CallPathStack
from infra.stacks.contact_centre import ContactCentreStack
from infra.stacks.data import DataStack
from infra.stacks.flows import FlowsStack
from infra.stacks.invoicing import InvoicingStack
from infra.stacks.operations import OperationsStack
from infra.stacks.staff import StaffStack
from infra.stacks.web import WebStack

# Feature flags are here and not in cdk.json, which only the CDK command line reads: both ways of
# synthesising must give the same templates.
CONTEXT: dict[str, object] = {
    "@aws-cdk/aws-iam:minimizePolicies": True,
    # A new layer makes a new version of a function, as a change of its own code does.
    "@aws-cdk/aws-lambda:recognizeLayerVersion": True,
    "@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy": True,
    "@aws-cdk/core:checkSecretUsage": True,
    # By exports, which a deployment cannot take away from a stack that still uses them.
    "@aws-cdk/core:defaultCrossStackReferences": "strong",
    "@aws-cdk/core:target-partitions": ["aws"],
    "@aws-cdk/core:validateAgainstDefaultRules": True,
}


def add_stacks(
    app: cdk.App, settings: StageSettings, assets: Assets, web: Path | None = None
) -> None:
    """Compose the stacks of one stage; on one machine `web`, the built web interface, is served by
    the stage itself. Raises FlowError."""
    data = DataStack(app, settings)
    contact_centre = ContactCentreStack(app, settings)
    call_path = CallPathStack(
        app, settings, assets=assets, table=data.table, centre=contact_centre.centre
    )
    flows = FlowsStack(app, settings, centre=contact_centre.centre, screen_call=call_path.screening)
    # The flow names the function, not its association with the instance, which must come first.
    flows.add_stack_dependency(call_path)
    invoicing = InvoicingStack(
        app,
        settings,
        assets=assets,
        table=data.table,
        alarm_topic=call_path.alarms.topic,
    )
    # The line comes first: it earns what is invoiced.
    invoicing.add_stack_dependency(flows)
    staff = StaffStack(
        app,
        settings,
        assets=assets,
        table=data.table,
        centre=contact_centre.centre,
        call_path=call_path,
        invoicing=invoicing,
        alarm_topic=call_path.alarms.topic,
    )
    if web is not None:
        gateways = {"Staff": staff.api.stage_arn, "Webhooks": invoicing.webhooks.stage_arn}
        operations = OperationsStack(app, settings, gateways=gateways)
        pages = WebStack(app, settings, files=web, api=staff.api, people=staff.people)
        # Nobody is shown the door before it is guarded.
        pages.add_stack_dependency(operations)


def new_app(outdir: str) -> cdk.App:
    return cdk.App(analytics_reporting=False, context=CONTEXT, outdir=outdir)


def main() -> int:
    app = new_app(os.environ.get("CDK_OUTDIR", "cdk.out"))
    stage = app.node.try_get_context("stage") or os.environ.get("AGENTLINE_STAGE", "local")
    try:
        settings = load_settings(stage)
        web = None if settings.is_emulated else find_web()
        assets = build(settings.architecture, report=lambda line: print(line, file=sys.stderr))
        add_stacks(app, settings, assets, web)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except (AssetBuildError, FlowError) as error:
        print(error, file=sys.stderr)
        return 1
    try:
        app.synth()
    except RuntimeError as error:
        # CDK has printed its findings; what jsii makes of them is a page of its own inside.
        if "ValidationFailed" not in str(error):
            raise
        print(f"stage {stage}: the templates above would fail on AWS", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
