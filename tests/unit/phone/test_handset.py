"""The telephone in somebody's hand."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from local.connect.telephone import CallerGoneError
from local.connect.transcript import Spoken
from local.phone.handset import Handset
from local.phone.log import CallLog

LONG_TEXT = Spoken("Välkommen. " * 100, "sv-SE", "Elin")  # more than a minute
SHORT_TEXT = Spoken("Hej", "sv-SE", "Elin")


@pytest.fixture
def log() -> CallLog:
    return CallLog()


@pytest.fixture
def handset(log: CallLog) -> Handset:
    return Handset(log, "inbound_call")


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as pool:
        yield pool


def kinds(log: CallLog) -> list[str]:
    return [entry.kind for entry in log.after(0)]


def test_what_is_spoken_is_told_with_its_language_voice_and_length(
    handset: Handset, log: CallLog
) -> None:
    handset.pace = 60
    handset.hear(SHORT_TEXT)
    [entry] = log.after(0)
    assert entry.kind == "spoken"
    assert entry.fields == {"text": "Hej", "language": "sv-SE", "voice": "Elin", "seconds": 0.0}


def test_a_key_cuts_a_text_short_and_is_kept_for_the_prompt(handset: Handset) -> None:
    handset.press_keys("38206617#")
    handset.hear(LONG_TEXT)
    assert handset.press(8) == "38206617#"


def test_keys_come_one_at_a_time_up_to_the_square(
    handset: Handset, log: CallLog, threads: ThreadPoolExecutor
) -> None:
    pressed = threads.submit(handset.press, 8)
    log.after(0, 5.0)
    for key in "12#":
        handset.press_keys(key)
    assert pressed.result(5) == "12#"


def test_what_comes_after_the_square_is_for_the_next_prompt(handset: Handset) -> None:
    handset.press_keys("11#22#")
    assert (handset.press(8), handset.press(8)) == ("11#", "22#")


def test_no_key_in_time_is_no_entry(handset: Handset, log: CallLog) -> None:
    assert handset.press(0) is None
    assert kinds(log) == ["waiting_for_keys", "keys"]


def test_the_log_tells_how_many_keys_and_never_which(handset: Handset, log: CallLog) -> None:
    handset.press_keys("38206617#")
    handset.press(8)
    assert log.after(0)[-1].fields == {"count": 9}


def test_hanging_up_ends_what_is_heard(
    handset: Handset, log: CallLog, threads: ThreadPoolExecutor
) -> None:
    heard = threads.submit(handset.hear, LONG_TEXT)
    log.after(0, 5.0)
    handset.hang_up()
    with pytest.raises(CallerGoneError):
        heard.result(5)
    with pytest.raises(CallerGoneError):
        handset.pass_block("say-price", "MessageParticipant")


def test_hanging_up_ends_the_wait_for_keys(
    handset: Handset, log: CallLog, threads: ThreadPoolExecutor
) -> None:
    pressed = threads.submit(handset.press, 60)
    log.after(0, 5.0)
    handset.hang_up()
    with pytest.raises(CallerGoneError):
        pressed.result(5)


def test_a_call_that_nobody_follows_hangs_up_by_itself(log: CallLog) -> None:
    forgotten = Handset(log, "inbound_call", forgotten_after=0.0)
    with pytest.raises(CallerGoneError):
        forgotten.hear(LONG_TEXT)


def test_who_follows_is_woken_by_what_happens(
    handset: Handset, log: CallLog, threads: ThreadPoolExecutor
) -> None:
    following = threads.submit(log.after, 0, 5.0)
    handset.pass_block("log-on", "UpdateFlowLoggingBehavior")
    [entry] = following.result(5)
    assert entry.index == 1
    assert entry.fields["block"] == "log-on"


def test_a_closed_log_keeps_nobody_waiting(log: CallLog) -> None:
    log.close()
    assert log.after(0, 60.0) == ()
    assert log.is_closed
