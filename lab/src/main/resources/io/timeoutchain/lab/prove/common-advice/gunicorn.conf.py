wsgi_app = "shop:application"
worker_class = "gthread"
workers = 1
threads = 64
timeout = 300
graceful_timeout = 300
keepalive = 300
