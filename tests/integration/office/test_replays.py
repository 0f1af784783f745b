"""First answers on the store: one of many at once does it (fault 37)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from agentline.adapters.dynamodb.replays import CLAIM_LASTS, TableReplays
from agentline.office_ports import KeptAnswer, KeyInUseError
from tests.billing_fakes import TickingClock
from tests.integration.billing.house import House
from tests.reception import Reception

REASON = {"reason": "asked for by telephone"}


def test_f37_of_many_equal_requests_at_once_one_is_done(
    house: House, new_office: Callable[[], Reception]
) -> None:
    path = f"/invoices/{house.invoiced_caller().reference()}/payments"
    part = {"amount": {"amount": "200.00", "currency": "SEK"}, **REASON}

    def pay(_attempt: int) -> tuple[int, str]:
        answered = new_office().ask("POST", path, part, key="receipt-0018")
        return answered.status, answered.text

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(pay, range(8)))
    done = {text for status, text in answers if status == 201}
    assert len(done) == 1
    assert {status for status, _ in answers} <= {201, 409}
    seen = new_office().ask("GET", path.removesuffix("/payments")).json
    assert seen["received"]["amount"] == "200.00"


def test_a_claim_lapses_and_one_of_those_after_it_takes_over(
    house: House, clock: TickingClock
) -> None:
    assert house
    replays = TableReplays()
    assert replays.begin("anna", "some-key", "print", clock()) is None
    clock.pass_time(CLAIM_LASTS + timedelta(seconds=1))
    now = clock()

    def begin(_attempt: int) -> bool:
        try:
            return replays.begin("anna", "some-key", "print", now) is None
        except KeyInUseError:
            return False

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(begin, range(4))) == 1


def test_an_answer_is_kept_and_a_released_key_is_free(clock: TickingClock) -> None:
    replays = TableReplays()
    answer = KeptAnswer(status=201, headers={"ETag": '"2"'}, body='{"å": 1}')
    replays.begin("anna", "another-key", "print", clock())
    replays.keep("anna", "another-key", answer, clock())
    assert replays.begin("anna", "another-key", "print", clock()) == answer
    replays.release("anna", "another-key")
    assert replays.begin("anna", "another-key", "print", clock()) == answer
    replays.begin("anna", "third-key", "print", clock())
    replays.release("anna", "third-key")
    assert replays.begin("anna", "third-key", "other", clock()) is None
