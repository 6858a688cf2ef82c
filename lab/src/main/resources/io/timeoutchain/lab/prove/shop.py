"""The application of a proof that has a database: Django, PyMySQL and MariaDB.

`/work?seconds=S` lets the database sleep for S seconds. What is declared of Django and of the database comes in by the
environment, in seconds: CONN_MAX_AGE, READ_TIMEOUT, STATEMENT_LIMIT, WORK_LIMIT.
"""

import json
import os
import threading
import time

import pymysql

pymysql.install_as_MySQLdb()

from django.conf import settings  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import OperationalError, connection  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402

LOG = os.environ["WORK_LOG"]
LIMIT = float(os.environ.get("WORK_LIMIT", "inf"))
STATEMENT_INTERRUPTED = 1969  # ER_STATEMENT_TIMEOUT of MariaDB
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


def watch(number: str, session: int) -> None:
    """Writes down when the database has ended a statement that nobody waits for any more."""
    watching = pymysql.connect(host="db", user="root")
    with watching.cursor() as cursor:
        while cursor.execute(
            "SELECT 1 FROM information_schema.processlist WHERE id = %s AND command = 'Query'", [session]
        ):
            time.sleep(0.05)
    note(number, "done")


def work(request):
    number = request.headers.get("X-Work", "")
    note(number, "begun")
    connection.ensure_connection()
    session = connection.connection.thread_id()
    ended = "cut"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT SLEEP(%s)", [float(request.GET.get("seconds", "0"))])
            interrupted = cursor.fetchone()[0]
        ended = "limited" if interrupted else "done"
    except OperationalError as error:
        if error.args[0] == STATEMENT_INTERRUPTED:
            interrupted = True
            ended = "limited"
        else:
            threading.Thread(target=watch, args=(number, session)).start()
            raise
    finally:
        note(number, ended)
    return HttpResponse("took too long\n", status=503) if interrupted else HttpResponse("worked\n")


urlpatterns = [path("work", work)]

application = get_wsgi_application()
