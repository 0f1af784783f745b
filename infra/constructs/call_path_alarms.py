"""What must not happen unnoticed on the call path. docs/running.md says what to do about each."""

from dataclasses import dataclass

import aws_cdk as cdk
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs

from infra.constructs.alarm_board import AlarmBoard
from infra.constructs.metrics import counted, duration, errors, iterator_age, throttles, waiting

SCREENING, RATING, GUARD = "screen_call", "rate_call", "talk_guard"
# A caller listens to silence meanwhile; a directory may take 1.5 seconds of it.
SLOW_MS = 2_000
# Stream records wait behind a failing one while it is retried, for seconds.
LATE_MS = 300_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPath:
    """The parts that are watched."""

    screen_call: lambda_.IFunction
    rate_call: lambda_.IFunction
    talk_guard: lambda_.IFunction
    contact_failures: sqs.IQueue
    guard_failures: sqs.IQueue
    timer_failures: sqs.IQueue


def add_call_path_alarms(board: AlarmBoard, parts: CallPath) -> None:
    _watch_screening(board, parts)
    _watch_rating(board, parts)
    _watch_guard(board, parts)


def _watch_screening(board: AlarmBoard, parts: CallPath) -> None:
    board.add(
        "ScreeningFailed",
        counted(SCREENING, "ScreeningFailed"),
        means="Callers were turned away with an apology because screening failed inside.",
    )
    board.add(
        "ScreeningDown",
        errors(parts.screen_call),
        means="The screening function crashed or ran out of time.",
    )
    board.add(
        "ScreeningThrottled",
        throttles(parts.screen_call),
        means="More calls at once than the account may screen.",
    )
    board.add(
        "ScreeningSlow",
        duration(parts.screen_call, "p95"),
        threshold=SLOW_MS,
        periods=2,
        of=3,
        means=f"One caller in twenty heard silence for more than {SLOW_MS // 1000} seconds.",
    )
    board.add(
        "ServiceUnknown",
        counted(SCREENING, "ServiceUnknown"),
        means="A number that leads here is no service line: its callers are turned away.",
    )
    board.add(
        "DirectoryFailed",
        counted(SCREENING, "DirectoryFailed", period=cdk.Duration.minutes(15)),
        threshold=3,
        means="The number directory failed or was too slow: unknown callers stay unknown.",
    )


def _watch_rating(board: AlarmBoard, parts: CallPath) -> None:
    board.add(
        "ContactsQuarantined",
        counted(RATING, "ContactsQuarantined"),
        means="Contact records that cannot be rated were put aside: talk that is not billed.",
    )
    board.add(
        "RatingFailed",
        counted(RATING, "ContactsFailed"),
        periods=2,
        of=2,
        means="Contact records keep failing and are being retried.",
    )
    board.add(
        "RatingDown",
        errors(parts.rate_call),
        means="The rating function crashed or ran out of time.",
    )
    board.add(
        "RatingThrottled",
        throttles(parts.rate_call),
        means="Lambda had no capacity for rating; records wait.",
    )
    board.add(
        "RatingBehind",
        iterator_age(parts.rate_call),
        threshold=LATE_MS,
        means="Contact records wait for more than five minutes; credit is not charged meanwhile.",
    )
    board.add(
        "ContactsGivenUp",
        waiting(parts.contact_failures),
        means="Contact records were given up after six tries or two days.",
    )


def _watch_guard(board: AlarmBoard, parts: CallPath) -> None:
    board.add(
        "GuardMissed",
        counted(GUARD, "GuardMissed"),
        means="An event of a call was missed: its end was found by looking, later than it should.",
    )
    board.add(
        "StopRefused",
        counted(GUARD, "StopRefused"),
        means="Amazon Connect would not end a call whose credit is used up.",
    )
    board.add(
        "GuardDown",
        errors(parts.talk_guard),
        means="The talk guard crashed or ran out of time.",
    )
    board.add(
        "GuardThrottled",
        throttles(parts.talk_guard),
        means="Lambda had no capacity for the talk guard; calls end late.",
    )
    board.add(
        "GuardBehind",
        iterator_age(parts.talk_guard),
        threshold=LATE_MS,
        means="New holds wait for more than five minutes to be watched.",
    )
    board.add(
        "GuardGivenUp",
        waiting(parts.guard_failures),
        means="Contact events or new holds were given up by the talk guard.",
    )
    board.add(
        "TimersGivenUp",
        waiting(parts.timer_failures),
        means="Timers of the talk guard were given up after five tries.",
    )
