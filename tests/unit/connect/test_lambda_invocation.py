"""Connect's way to invoke a Lambda function: its event, its time limit, its retries."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import boto3
import pytest

from local.connect.centre import Queue
from local.connect.lambda_event import flow_event
from local.connect.lambda_invocation import (
    BotoInvokeOnce,
    ConnectInvocation,
    LambdaInvocationError,
    RetryableLambdaError,
)
from tests.unit.connect.made_up import TAROT, contact

PAYLOADS = Path(__file__).parent / "payloads"
FUNCTION = "arn:aws:lambda:eu-north-1:000000000000:function:screen-call"


class FakeFunction:
    """Answers each invocation with the next of the given answers; errors are raised.

    An invocation takes `seconds` on a clock that only it and the pauses between tries move.
    """

    def __init__(self, *answers: bytes | Exception, seconds: float = 0.1) -> None:
        self._answers = iter(answers)
        self._seconds = seconds
        self.clock = 1_000.0
        self.time_limits: list[float] = []

    def __call__(self, function_arn: str, payload: bytes, time_limit_seconds: float, /) -> bytes:
        assert function_arn == FUNCTION
        assert json.loads(payload) == {"step": "number"}
        self.time_limits.append(round(time_limit_seconds, 1))
        self.clock += min(self._seconds, time_limit_seconds)
        answer = next(self._answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def pause(self, seconds: float) -> None:
        self.clock += seconds


def invoke(function: FakeFunction, time_limit: int = 6) -> object:
    connect = ConnectInvocation(function, monotonic=lambda: function.clock, pause=function.pause)
    return connect(FUNCTION, {"step": "number"}, time_limit)


THROTTLED = RetryableLambdaError("throttled")


def test_the_event_of_an_inbound_call_has_every_key_of_the_real_one() -> None:
    expected = json.loads((PAYLOADS / "lambda_event.json").read_text(encoding="utf-8"))
    assert flow_event(contact(), {"step": "number"}) == expected


def test_a_withheld_number_is_passed_on_as_the_network_gives_it() -> None:
    event = flow_event(contact(customer_address="anonymous"), {})
    assert _contact_data(event)["CustomerEndpoint"] == {
        "Address": "anonymous",
        "Type": "TELEPHONE_NUMBER",
    }


def test_a_call_without_an_endpoint_has_a_null_endpoint() -> None:
    assert _contact_data(flow_event(contact(customer_address=None), {}))["CustomerEndpoint"] is None


def test_a_target_queue_and_saved_attributes_are_in_the_event() -> None:
    caller = contact(queue=Queue("tarot", TAROT), attributes={"language": "sv"})
    received = _contact_data(flow_event(caller, {}))
    assert received["Queue"] == {"ARN": TAROT, "Name": "tarot"}
    assert received["Attributes"] == {"language": "sv"}


def test_the_first_answer_is_taken() -> None:
    function = FakeFunction(b'{"decision": "ADMIT"}')
    assert invoke(function) == {"decision": "ADMIT"}
    assert function.time_limits == [6.0]


def test_a_function_that_recovers_on_the_third_retry_has_answered() -> None:
    function = FakeFunction(THROTTLED, THROTTLED, THROTTLED, b"{}")
    assert invoke(function) == {}


def test_after_three_retries_the_error_branch_is_taken() -> None:
    function = FakeFunction(THROTTLED, THROTTLED, THROTTLED, THROTTLED, b"{}")
    with pytest.raises(LambdaInvocationError):
        invoke(function)
    assert len(function.time_limits) == 4


def test_retries_stop_when_eight_seconds_are_over() -> None:
    function = FakeFunction(THROTTLED, THROTTLED, THROTTLED, b"{}", seconds=4.5)
    with pytest.raises(LambdaInvocationError):
        invoke(function)
    assert function.time_limits == [6.0, 3.3]


def test_an_invocation_that_runs_out_of_time_is_not_repeated() -> None:
    function = FakeFunction(LambdaInvocationError("no answer in 6 s"), b"{}", seconds=6)
    with pytest.raises(LambdaInvocationError, match="no answer in 6 s"):
        invoke(function)
    assert function.time_limits == [6.0]


def test_an_answer_that_is_not_json_is_no_answer() -> None:
    with pytest.raises(LambdaInvocationError, match="not JSON"):
        invoke(FakeFunction(b"<html>"))


class FakeLambdaApi(ThreadingHTTPServer):
    """The Lambda API on a free port of this machine; answers as `status` and `headers` say.

    With `is_silent` it answers nothing until it is closed.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _LambdaApiHandler)
        self.status = 200
        self.headers: dict[str, str] = {}
        self.body = b'{"decision": "ADMIT"}'
        self.is_silent = False
        self.closing = threading.Event()
        self.paths: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _LambdaApiHandler(BaseHTTPRequestHandler):
    server: FakeLambdaApi

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.paths.append(self.path)
        if self.server.is_silent:
            self.server.closing.wait()
            return
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_arguments: object) -> None:
        """Quiet."""


@pytest.fixture
def lambda_api() -> Iterator[FakeLambdaApi]:
    with FakeLambdaApi() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            server.shutdown()
            thread.join()


def invoke_api(server: FakeLambdaApi, time_limit: float = 6.0) -> bytes:
    session = boto3.Session(
        aws_access_key_id="test", aws_secret_access_key="test", region_name="eu-north-1"
    )
    return BotoInvokeOnce(session, server.url)(FUNCTION, b"{}", time_limit)


def test_an_answer_over_the_lambda_api_comes_back_as_it_is(lambda_api: FakeLambdaApi) -> None:
    assert invoke_api(lambda_api) == b'{"decision": "ADMIT"}'
    [path] = lambda_api.paths
    assert path.endswith("/invocations")


@pytest.mark.parametrize("status", [429, 500, 503])
def test_throttling_and_service_failures_can_be_retried_and_the_sdk_does_not(
    lambda_api: FakeLambdaApi, status: int
) -> None:
    lambda_api.status, lambda_api.body = status, b"{}"
    with pytest.raises(RetryableLambdaError):
        invoke_api(lambda_api)
    assert len(lambda_api.paths) == 1


def test_an_exception_in_the_function_can_be_retried(lambda_api: FakeLambdaApi) -> None:
    lambda_api.headers = {"X-Amz-Function-Error": "Unhandled"}
    lambda_api.body = b'{"errorMessage": "boom"}'
    with pytest.raises(RetryableLambdaError, match="boom"):
        invoke_api(lambda_api)


def test_a_function_that_does_not_exist_is_not_retried(lambda_api: FakeLambdaApi) -> None:
    lambda_api.status, lambda_api.body = 404, b"{}"
    with pytest.raises(LambdaInvocationError) as raised:
        invoke_api(lambda_api)
    assert not isinstance(raised.value, RetryableLambdaError)


def test_a_function_slower_than_the_time_limit_is_given_up(lambda_api: FakeLambdaApi) -> None:
    lambda_api.is_silent = True
    with pytest.raises(LambdaInvocationError, match=r"no answer in 0\.2 s"):
        invoke_api(lambda_api, time_limit=0.2)


def _contact_data(event: dict[str, object]) -> dict[str, object]:
    details = event["Details"]
    assert isinstance(details, dict)
    contact_data: dict[str, object] = details["ContactData"]
    return contact_data
