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
printf '%s\n' @NGINX_VERSION@ "$nginx_version" | sort -VC ||
    fail "nginx $nginx_version is older than @NGINX_VERSION@, which the timers were derived for; state it with nginxVersion, or take another machineImage"
nginx_user=nginx
id -u "$nginx_user" >/dev/null 2>&1 || nginx_user=www-data

# ---- gunicorn, in an environment of its own

id -u app >/dev/null 2>&1 || useradd --system --home-dir /srv/app --shell /usr/sbin/nologin app
mkdir -p /srv/app
if [ "$(/opt/app/bin/gunicorn --version 2>/dev/null)" != 'gunicorn (version @GUNICORN_VERSION@)' ]; then
    python3 -c 'import ensurepip' 2>/dev/null || install_packages python3 "$venv_package"
    python3 -m venv /opt/app
    /opt/app/bin/pip install -q --disable-pip-version-check gunicorn==@GUNICORN_VERSION@
fi

# ---- the application

cd /srv/app
@APPLICATION@

# ---- the plan's timers

@FILES@
sed -i "s/^user .*/user $nginx_user;/" /etc/nginx/nginx.conf

# ---- in force

sysctl -q -p /etc/sysctl.d/90-timeout-chain.conf
nginx -t -q
systemctl daemon-reload
systemctl enable gunicorn nginx
systemctl restart gunicorn
systemctl restart nginx
