wsgi_app = "shop:application"
worker_class = "gthread"
workers = 1
threads = 64
