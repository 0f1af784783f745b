"""Opening hours as an AWS::Connect::HoursOfOperation resource states them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

_DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")


def is_open_at(hours: Mapping[str, Any], instant: datetime) -> bool:
    """Whether `instant` (aware) falls into the Config of `hours`, in its own TimeZone.

    A range holds its StartTime and ends before its EndTime; an EndTime of 00:00 is midnight.
    """
    there = instant.astimezone(ZoneInfo(hours["TimeZone"]))
    day, clock = _DAYS[there.weekday()], there.time()
    return any(entry["Day"] == day and _covers(entry, clock) for entry in hours["Config"])


def opening_hours(
    hours: Sequence[Mapping[str, Any]], now: Callable[[], datetime]
) -> Callable[[str], bool]:
    """`is_open` of a contact centre with one set of hours, whatever its id is."""
    [only] = hours
    return lambda _hours_id: is_open_at(only, now())


def _covers(entry: Mapping[str, Any], clock: time) -> bool:
    begin, end = _time(entry["StartTime"]), _time(entry["EndTime"])
    return begin <= clock and (clock < end or end == time())


def _time(clock: Mapping[str, int]) -> time:
    return time(clock["Hours"], clock["Minutes"])
