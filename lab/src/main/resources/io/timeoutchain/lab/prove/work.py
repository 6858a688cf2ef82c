"""The application of a proof: it works for as long as it is asked to, and writes down when it began and when it ended.

`/` answers at once; `/work?seconds=S` works for S seconds, or until WORK_LIMIT (seconds), the application's own request
limit, says that it is enough: then it answers 503.
"""

import json
import os
import time
from urllib.parse import parse_qs

LOG = os.environ["WORK_LOG"]
LIMIT = float(os.environ.get("WORK_LIMIT", "inf"))


def note(work: str, what: str) -> None:
    with open(LOG, "a", encoding="utf-8") as log:
        log.write(json.dumps({"id": work, "what": what, "at": round(time.monotonic(), 4)}) + "\n")


def application(environ, start_response):
    seconds = float(parse_qs(environ["QUERY_STRING"]).get("seconds", ["0"])[0])
    while environ["wsgi.input"].read(65536):
        pass
    work = environ.get("HTTP_X_WORK", "")
    note(work, "begun")
    ended = "cut"
    try:
        time.sleep(min(seconds, LIMIT))
        ended = "done" if seconds <= LIMIT else "limited"
    finally:
        note(work, ended)
    body = f"worked {seconds:g} s\n".encode() if ended == "done" else b"took too long\n"
    start_response(
        "200 OK" if ended == "done" else "503 Service Unavailable",
        [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))],
    )
    return [body]
