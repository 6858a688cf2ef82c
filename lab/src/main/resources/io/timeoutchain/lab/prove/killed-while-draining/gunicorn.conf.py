wsgi_app = "work:application"
worker_class = "gthread"
workers = 1
threads = 500
graceful_timeout = 40
keepalive = 65
