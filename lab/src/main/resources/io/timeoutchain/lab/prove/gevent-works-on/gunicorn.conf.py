wsgi_app = "work:application"
worker_class = "gevent"
workers = 1
timeout = 30
