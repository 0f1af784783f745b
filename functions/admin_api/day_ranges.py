"""The days a list is asked for."""

from datetime import date, timedelta

from admin_api.problems import FieldError, ProblemError

USUAL = timedelta(days=30)
_ONE_DAY = timedelta(days=1)


def read_days(
    since: date | None, until: date | None, today: date, kept: timedelta
) -> tuple[date, date]:
    """The first and the last day (UTC), within what is kept: a month up to today, unless said
    otherwise. The first is the day after the last where there is nothing. Raises ProblemError."""
    if since and until and since > until:
        detail = "comes after until"
        raise ProblemError(
            "invalid_input",
            f"query.since: {detail}",
            errors=[FieldError(field="query.since", detail=detail)],
        )
    last = min(until or today, today + _ONE_DAY)
    first = max(since or last - USUAL, today - kept)
    return min(first, last + _ONE_DAY), last
