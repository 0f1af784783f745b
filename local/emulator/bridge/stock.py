"""The parts of ministack that the repairs touch, all named in one place.

ministack is untyped, so everything here is Any: this module is the boundary. It is imported only
after the version has been checked (`__main__`), since the repairs reach into private parts that
any other version may have moved.
"""

from importlib import import_module
from typing import Any

gateway: Any = import_module("ministack.app")
persistence: Any = import_module("ministack.core.persistence")
worker_runtime: Any = import_module("ministack.core.lambda_runtime")
scope: Any = import_module("ministack.core.responses")
arn: Any = import_module("ministack.core.arn")
policies: Any = import_module("ministack.core.iam_evaluator")
functions: Any = import_module("ministack.services.lambda_svc")
tables: Any = import_module("ministack.services.dynamodb")
streams: Any = import_module("ministack.services.kinesis")
queues: Any = import_module("ministack.services.sqs")
buses: Any = import_module("ministack.services.eventbridge")
topics: Any = import_module("ministack.services.sns")
machines: Any = import_module("ministack.services.stepfunctions")
members: Any = import_module("ministack.services.cognito")
stacks: Any = import_module("ministack.services.cloudformation")
provisioners: Any = import_module("ministack.services.cloudformation.provisioners")


def rewrite_python_worker(old: str, new: str) -> None:
    """Replace one passage of the script that runs a Python function in its worker process.

    Raises ValueError when the passage does not occur exactly once: the script is not the one
    that the repair was written for.
    """
    script: str = worker_runtime._PYTHON_WORKER_SCRIPT  # noqa: SLF001
    if script.count(old) != 1:
        raise ValueError(f"ministack's Python worker no longer contains {old!r} exactly once")
    worker_runtime._PYTHON_WORKER_SCRIPT = script.replace(old, new)  # noqa: SLF001
