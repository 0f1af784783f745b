"""Days in the query of a list: those asked for, or the latest."""

from datetime import date, datetime, timedelta

from admin_api.problems import FieldError, ProblemError

FIRST, LAST = date(1970, 1, 1), date(2199, 12, 31)

type Days = tuple[date, date]
"""The first and the last, both included. In UTC."""


def latest_days(since: date | None, until: date | None, now: datetime, back: int) -> Days:
    """Up to today, from `back` days before, unless the query says otherwise.

    Raises ProblemError invalid_input for days the wrong way round.
    """
    last = until or now.date()
    return _in_order(since or last - timedelta(days=back), last)


def any_days(since: date | None, until: date | None) -> Days:
    """All there are, unless the query says otherwise. Raises as `latest_days`."""
    return _in_order(since or FIRST, until or LAST)


def _in_order(since: date, until: date) -> Days:
    if since > until:
        detail = f"{since} is after {until}"
        raise ProblemError(
            "invalid_input", detail, errors=[FieldError(field="query.since", detail=detail)]
        )
    return since, until
