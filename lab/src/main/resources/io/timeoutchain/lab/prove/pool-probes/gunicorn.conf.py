wsgi_app = "work:application"
worker_class = "gthread"
workers = 1
threads = 220
keepalive = 65
