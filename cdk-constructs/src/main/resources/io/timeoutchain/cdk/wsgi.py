"""Answers every request, and so the health check, until there is an application."""


def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
    return [b"It works.\n"]
