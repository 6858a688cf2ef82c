#!/bin/bash
function exitTrap(){
exitCode=$?
/opt/aws/bin/cfn-signal --stack Web --resource ServiceInstance1CCB2CDBAe0c5e6b5863a8032 --region {AWS::Region} -e $exitCode || echo 'Failed to send Cloudformation Signal'
}
trap exitTrap EXIT
# Sets up one host of a TimeoutAlignedService: nginx in front of gunicorn, with the timers of its plan. Runs once, as root,
# when an instance first starts; it may run again at any time and installs only what is missing. Any failure ends it.
set -euo pipefail
umask 022

fail() {
    echo "timeout-chain: $*" >&2
    exit 1
}

if command -v dnf >/dev/null; then
    venv_package=python3-pip
    install_packages() { dnf install -y -q "$@"; }
elif command -v apt-get >/dev/null; then
    venv_package=python3-venv
    install_packages() { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "$@"; }
else
    fail 'this image has neither dnf nor apt-get; use Amazon Linux 2023 or Debian'
fi

# ---- nginx, of a version that knows the directives below

command -v nginx >/dev/null || install_packages nginx
nginx_version=$(nginx -v 2>&1 | sed -n 's,^nginx version: nginx/\([0-9.]*\).*,\1,p')
printf '%s\n' 1.28.0 "$nginx_version" | sort -VC ||
    fail "nginx $nginx_version is older than 1.28.0, which the timers were derived for; state it with nginxVersion, or take another machineImage"
nginx_user=nginx
id -u "$nginx_user" >/dev/null 2>&1 || nginx_user=www-data

# ---- gunicorn, in an environment of its own

id -u app >/dev/null 2>&1 || useradd --system --home-dir /srv/app --shell /usr/sbin/nologin app
mkdir -p /srv/app
if [ "$(/opt/app/bin/gunicorn --version 2>/dev/null)" != 'gunicorn (version 23.0.0)' ]; then
    python3 -c 'import ensurepip' 2>/dev/null || install_packages python3 "$venv_package"
    python3 -m venv /opt/app
    /opt/app/bin/pip install -q --disable-pip-version-check gunicorn==23.0.0
fi

# ---- the application

cd /srv/app
install -D -m 644 /dev/stdin /srv/app/wsgi.py <<'END_OF_wsgi.py'
"""Answers every request, and so the health check, until there is an application."""


def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
    return [b"It works.\n"]
END_OF_wsgi.py

# ---- the plan's timers

install -D -m 644 /dev/stdin /etc/nginx/nginx.conf <<'END_OF_nginx.conf'
user nginx;
worker_processes auto;
pid /run/nginx.pid;
error_log /var/log/nginx/error.log;

events {
    worker_connections 1024;
}

http {
    access_log /var/log/nginx/access.log;
    server_tokens off;
    include /etc/nginx/conf.d/app.conf;
}
END_OF_nginx.conf

install -D -m 644 /dev/stdin /etc/systemd/system/gunicorn.service <<'END_OF_gunicorn.service'
[Unit]
Description=The application, served by gunicorn
Wants=network-online.target
After=network-online.target

[Service]
Type=notify
NotifyAccess=main
User=app
Group=app
WorkingDirectory=/srv/app
ExecStart=/opt/app/bin/gunicorn --config /etc/gunicorn.conf.py --workers 5 wsgi:application
ExecReload=/bin/kill -s HUP $MAINPID
KillMode=mixed
Restart=on-failure
PrivateTmp=true

[Install]
WantedBy=multi-user.target
END_OF_gunicorn.service

install -D -m 644 /dev/stdin /etc/nginx/conf.d/app.conf <<'END_OF_app.conf'
server {
    listen 80 default_server;

    keepalive_timeout 45s;
    client_header_timeout 45s;
    client_body_timeout 45s;
    keepalive_min_timeout 41s;

    location / {
        proxy_pass http://127.0.0.1:8000;
        proxy_connect_timeout 5s;
        proxy_read_timeout 35s;
        proxy_set_header Host $host;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto $http_x_forwarded_proto;
    }
}
END_OF_app.conf

install -D -m 644 /dev/stdin /etc/gunicorn.conf.py <<'END_OF_gunicorn.conf.py'
bind = "127.0.0.1:8000"
worker_class = "sync"
graceful_timeout = 35
timeout = 30
END_OF_gunicorn.conf.py

install -D -m 644 /dev/stdin /etc/systemd/system/gunicorn.service.d/timeouts.conf <<'END_OF_timeouts.conf'
[Service]
TimeoutStopSec=40
END_OF_timeouts.conf

install -D -m 644 /dev/stdin /etc/sysctl.d/90-timeout-chain.conf <<'END_OF_90-timeout-chain.conf'
net.ipv4.tcp_keepalive_time = 300
END_OF_90-timeout-chain.conf

install -D -m 644 /dev/stdin /etc/systemd/system/nginx.service.d/timeouts.conf <<'END_OF_timeouts.conf'
[Service]
TimeoutStopSec=40
ExecStop=
KillSignal=SIGQUIT
END_OF_timeouts.conf
sed -i "s/^user .*/user $nginx_user;/" /etc/nginx/nginx.conf

# ---- in force

sysctl -q -p /etc/sysctl.d/90-timeout-chain.conf
nginx -t -q
systemctl daemon-reload
systemctl enable gunicorn nginx
systemctl restart gunicorn
systemctl restart nginx

