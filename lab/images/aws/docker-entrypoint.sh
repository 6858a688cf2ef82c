#!/bin/sh
# Starts moto on LocalStack's port and prints the line that Testcontainers' LocalStackContainer waits for.
set -eu

/opt/moto/bin/moto_server -H 0.0.0.0 -p 4566 &
server=$!

/opt/moto/bin/python - <<'PYTHON'
import socket, time

deadline = time.monotonic() + 60
while True:
    try:
        socket.create_connection(("127.0.0.1", 4566), timeout=1).close()
        break
    except OSError:
        if time.monotonic() > deadline:
            raise SystemExit("moto did not open port 4566 within 60 s")
        time.sleep(0.05)
PYTHON

echo Ready.
wait "$server"
