wsgi_app = "work:application"
worker_class = "sync"
workers = 24
preload_app = True
timeout = 30
