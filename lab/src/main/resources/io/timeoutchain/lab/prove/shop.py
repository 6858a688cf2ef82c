"""The application of a proof that has a database: Django, PyMySQL and MariaDB.

`/work?seconds=S` lets the database sleep for S seconds. What is declared of Django and of the database comes in by the
environment, in seconds: CONN_MAX_AGE, READ_TIMEOUT, STATEMENT_LIMIT, WORK_LIMIT.
"""

import json
import os
import time

import pymysql

pymysql.install_as_MySQLdb()

from django.conf import settings  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402

LOG = os.environ["WORK_LOG"]
LIMIT = float(os.environ.get("WORK_LIMIT", "inf"))
STATEMENT_LIMIT = min(LIMIT, float(os.environ.get("STATEMENT_LIMIT", "inf")))

options = {"connect_timeout": 5}
if "READ_TIMEOUT" in os.environ:
    options["read_timeout"] = float(os.environ["READ_TIMEOUT"])
if STATEMENT_LIMIT < float("inf"):
    options["init_command"] = f"SET SESSION max_statement_time = {STATEMENT_LIMIT}"

settings.configure(
    ALLOWED_HOSTS=["*"],
    MIDDLEWARE=[],
    ROOT_URLCONF=__name__,
    SECRET_KEY="the lab keeps no secrets",
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.mysql",
            "HOST": "db",
            "NAME": "mysql",
            "USER": "root",
            "CONN_MAX_AGE": float(os.environ.get("CONN_MAX_AGE", "0")),
            "OPTIONS": options,
        }
    },
)


def note(work: str, what: str) -> None:
    with open(LOG, "a", encoding="utf-8") as log:
        log.write(json.dumps({"id": work, "what": what, "at": round(time.monotonic(), 4)}) + "\n")


def work(request):
    number = request.headers.get("X-Work", "")
    note(number, "begun")
    ended = "cut"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT SLEEP(%s)", [float(request.GET.get("seconds", "0"))])
            interrupted = cursor.fetchone()[0]
        ended = "limited" if interrupted else "done"
    finally:
        note(number, ended)
    return HttpResponse("took too long\n", status=503) if interrupted else HttpResponse("worked\n")


urlpatterns = [path("work", work)]

application = get_wsgi_application()
