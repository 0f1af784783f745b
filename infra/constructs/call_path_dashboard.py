"""The call path at a glance."""

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from infra.constructs.call_path_alarms import GUARD, RATING, SCREENING, CallPath
from infra.constructs.dashboard_widgets import alarm_status, graph
from infra.constructs.metrics import counted, duration, errors, iterator_age, waiting
from infra.settings import StageSettings


class CallPathDashboard(Construct):
    """`AgentLine-<stage>-CallPath` in CloudWatch."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        parts: CallPath,
        alarms: Sequence[cloudwatch.IAlarm],
        settings: StageSettings,
    ) -> None:
        super().__init__(scope, construct_id)
        cloudwatch.Dashboard(
            self,
            "Dashboard",
            dashboard_name=f"AgentLine-{settings.stage}-CallPath",
            default_interval=cdk.Duration.hours(24),
            widgets=[
                [alarm_status(alarms)],
                _screening(parts),
                _rating_and_guard(parts),
                _failures(parts),
            ],
        )


def _screening(parts: CallPath) -> list[cloudwatch.IWidget]:
    return [
        graph(
            "Calls by verdict",
            {
                "let in": counted(SCREENING, "ScreenedAdmit"),
                "asked for a code": counted(SCREENING, "ScreenedAskPin"),
                "to customer service": counted(SCREENING, "ScreenedService"),
                "refused": counted(SCREENING, "ScreenedRefuse"),
                "failed": counted(SCREENING, "ScreeningFailed"),
            },
            stacked=True,
        ),
        graph(
            "Screening, milliseconds of silence",
            {share: duration(parts.screen_call, share) for share in ("p50", "p95", "p99")},
        ),
        graph(
            "Number directory",
            {
                "asked": counted(SCREENING, "DirectoryCacheMiss"),
                "known from before": counted(SCREENING, "DirectoryCacheHit"),
                "failed": counted(SCREENING, "DirectoryFailed"),
            },
        ),
    ]


def _rating_and_guard(parts: CallPath) -> list[cloudwatch.IWidget]:
    return [
        graph(
            "Contact records",
            {
                "rated": counted(RATING, "ContactsRated"),
                "corrected": counted(RATING, "ContactsCorrected"),
                "quarantined": counted(RATING, "ContactsQuarantined"),
                "failed, tried again": counted(RATING, "ContactsFailed"),
            },
        ),
        graph(
            "Talk guard",
            {
                "ended": counted(GUARD, "CallsCut"),
                "extended": counted(GUARD, "TalkExtended"),
                "missed": counted(GUARD, "GuardMissed"),
                "could not be stopped": counted(GUARD, "StopRefused"),
            },
        ),
        graph(
            "Streams, milliseconds behind",
            {
                "contact records": iterator_age(parts.rate_call),
                "new holds": iterator_age(parts.talk_guard),
            },
        ),
    ]


def _failures(parts: CallPath) -> list[cloudwatch.IWidget]:
    return [
        graph(
            "Functions that failed",
            {
                SCREENING: errors(parts.screen_call),
                RATING: errors(parts.rate_call),
                GUARD: errors(parts.talk_guard),
            },
        ),
        graph(
            "Given up",
            {
                "contact records": waiting(parts.contact_failures),
                "contact events and holds": waiting(parts.guard_failures),
                "timers": waiting(parts.timer_failures),
            },
        ),
    ]
