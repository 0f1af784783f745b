"""Run by path in a fresh interpreter: load a handler as Lambda does, and invoke it.

One argument, JSON: `paths` to import from, `module`, the `event` (its ContactId gets a number of
its own at every invocation) and how many `invocations`. Tells on standard error, as JSON, at what
`time.monotonic` the first was answered and how many seconds each invocation took. Imports little:
what it needs itself is counted with the start of whatever it runs.
"""

import json
import sys
import time


def main() -> None:
    order = json.loads(sys.argv[1])
    sys.path[:0] = order["paths"]
    module = __import__(order["module"], fromlist=["handler"])
    event, seconds = order["event"], []
    answered_at = 0.0
    for number in range(order["invocations"]):
        contact = event["Details"]["ContactData"]
        contact["ContactId"] = contact["InitialContactId"] = f"call-{number}"
        began = time.monotonic()
        answer = module.handler(event, None)
        ended = time.monotonic()
        if answer["decision"] != "ADMIT":
            raise SystemExit(f"the caller was not let in: {answer}")
        answered_at = answered_at or ended
        seconds.append(ended - began)
    print(json.dumps({"answered_at": answered_at, "invocations": seconds}), file=sys.stderr)


main()
