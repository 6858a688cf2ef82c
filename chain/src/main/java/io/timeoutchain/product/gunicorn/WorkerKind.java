package io.timeoutchain.product.gunicorn;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The worker classes whose behaviour is known (gunicorn/workers/__init__.py, 20.1 to 26.2; uvicorn and uvicorn-worker). */
enum WorkerKind {
    /** One request at a time; every response says {@code Connection: close}. */
    SYNC("sync", "gunicorn.workers.sync.SyncWorker"),
    GTHREAD("gthread", "gunicorn.workers.gthread.ThreadWorker"),
    GEVENT("gevent", "gunicorn.workers.ggevent.GeventWorker"),
    /** Gone since 26.0. */
    EVENTLET("eventlet", "gunicorn.workers.geventlet.EventletWorker"),
    /** Its HTTP server is Tornado's, with Tornado's own idle time; {@code keepalive = 0} alone reaches it. */
    TORNADO("tornado", "gunicorn.workers.gtornado.TornadoWorker"),
    /** Since 25; kept connections open whatever {@code keepalive} said when it was tried in 26.2. */
    ASGI("asgi", "gunicorn.workers.gasgi.ASGIWorker"),
    /** Takes gunicorn's {@code keepalive} and not uvicorn's own 5 s. */
    UVICORN(
            "uvicorn.workers.UvicornWorker",
            "uvicorn.workers.UvicornH11Worker",
            "uvicorn_worker.UvicornWorker",
            "uvicorn_worker.UvicornH11Worker");

    private static final String ENTRY_POINT = "egg:gunicorn#";

    @SuppressWarnings("ImmutableEnumChecker") // always a List.of
    private final List<String> names;

    WorkerKind(String... names) {
        this.names = List.of(names);
    }

    /** The kind that {@code worker_class} names; empty where it names a class that is not known here. */
    static Optional<WorkerKind> of(String workerClass) {
        String name = workerClass.startsWith(ENTRY_POINT) ? workerClass.substring(ENTRY_POINT.length()) : workerClass;
        return Arrays.stream(values()).filter(kind -> kind.names.contains(name)).findFirst();
    }

    /** Tells whether {@code threads} above 1 makes gunicorn run gthread workers instead (gunicorn/config.py). */
    static boolean yieldsToThreads(String workerClass) {
        return workerClass.equals("sync") || workerClass.endsWith("SyncWorker");
    }
}
