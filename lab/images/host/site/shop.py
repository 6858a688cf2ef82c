"""The Django site of a lab host: a fast page, a slow page and a health check. The WSGI application is `application`."""

import time

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["*"],
    MIDDLEWARE=[],
    ROOT_URLCONF=__name__,
    SECRET_KEY="the lab keeps no secrets",
)


def fast(request: HttpRequest) -> HttpResponse:
    return HttpResponse("fast\n", content_type="text/plain")


def slow(request: HttpRequest) -> HttpResponse:
    seconds = float(request.GET.get("seconds", "1"))
    time.sleep(seconds)
    return HttpResponse(f"slept {seconds:g} s\n", content_type="text/plain")


def health(request: HttpRequest) -> HttpResponse:
    return HttpResponse("healthy\n", content_type="text/plain")


urlpatterns = [path("", fast), path("slow", slow), path("health", health)]

application = get_wsgi_application()
