"""A handler's exception keeps its class name.

AWS: a failed invocation answers `errorType` with the name of the exception's class, and the stack
trace. Step Functions catches and retries by that name; on-failure records carry it.
ministack: every exception is `Runtime.HandlerError`.
Repaired: the worker also reports the class and the trace, and the answer is made from those.
"""

# ruff: noqa: SLF001 - a repair reaches into private parts by nature
from contextvars import ContextVar
from typing import Any

from local.emulator.bridge import stock

_REPORT = 'json.dumps({"status": "error", "error": str(e), "trace": traceback.format_exc()})'
_FULL_REPORT = (
    'json.dumps({"status": "error", "error": str(e), "trace": traceback.format_exc(), '
    '"error_type": type(e).__name__, "stack_trace": traceback.format_tb(e.__traceback__)[1:]})'
)

# One invocation runs in one thread from the pool down to the worker and back.
_last_response: ContextVar[dict[str, Any]] = ContextVar("last_response")


def install() -> None:
    stock.rewrite_python_worker(_REPORT, _FULL_REPORT)
    invoke = stock.worker_runtime.Worker.invoke
    execute = stock.functions._execute_function_warm

    def remembering_invoke(worker: Any, *args: Any, **kwargs: Any) -> Any:
        response = invoke(worker, *args, **kwargs)
        _last_response.set(response)
        return response

    def execute_naming_errors(function: Any, event: Any, request_id: str) -> Any:
        _last_response.set({})
        result = execute(function, event, request_id)
        response = _last_response.get()
        if result.get("error") and "error_type" in response:
            result["body"] = {
                "errorMessage": response["error"],
                "errorType": response["error_type"],
                "requestId": request_id,
                "stackTrace": response["stack_trace"],
            }
        return result

    stock.worker_runtime.Worker.invoke = remembering_invoke
    stock.functions._execute_function_warm = execute_naming_errors
