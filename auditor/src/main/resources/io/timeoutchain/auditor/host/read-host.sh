# Reads the timers of this host and changes nothing. Run as root by sh (dash, bash or busybox) after lines such as
#   PORTS='80 8080'
#   MEASURE='120 80/health 8443+tls/'
# The second asks for measuring as well, for at most 120 s: one GET for /health on port 80, one for / over TLS on 8443, and
# then silence until the server ends the connection.
# It prints one line, "timeout-chain-host/1 gzip <base64> end"; unpacked, one fact per line, fields parted by tabs, the
# last line "end". What is not modelled never leaves the host: it is dropped or becomes the word @redacted.
# Nothing of an application is executed or imported, no file is written.
# Double braces must not occur here: Systems Manager documents read them as parameters.
# shellcheck shell=sh disable=SC2016 # the awk programs stand in single quotes on purpose
LC_ALL=C
export LC_ALL
umask 077
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin
TAB=$(printf '\t')
NL='
'
DAY=86400
LOG_BYTES=20000000
PACKED_LIMIT=23000

has() { command -v "$1" >/dev/null 2>&1; }

# bounded SECONDS COMMAND...: old busybox has a timeout of another syntax, which counts as none.
if timeout 1 true >/dev/null 2>&1; then
  bounded() { timeout "$@"; }
else
  bounded() { shift; "$@"; }
fi

# ---------------------------------------------------------------- words and lines

# Everything that awk prints goes through esc: bytes outside of printable ASCII, and the backslash, become \xHH.
AWK_ESCAPE='
function hex2(n) { return substr("0123456789abcdef", int(n / 16) + 1, 1) substr("0123456789abcdef", n % 16 + 1, 1) }
function esc(s,   i, c, r) {
  if (s !~ /[^ -~]|\\/) return s
  if (!(" " in ORD)) for (i = 1; i < 256; i++) ORD[sprintf("%c", i)] = i
  r = ""
  for (i = 1; i <= length(s); i++) {
    c = substr(s, i, 1)
    r = r ((c ~ /[^ -~]/ || c == "\\") ? "\\x" hex2(ORD[c] + 0) : c)
  }
  return r
}
'

# put FIELD...: one line of the answer.
put() {
  line=
  for field in "$@"; do
    case $field in
      *[!\ -~]* | *\\*)
        field=$(printf '%s' "$field" | head -c 2000 | tr '\n' ' ' | awk "$AWK_ESCAPE"'{ print esc($0) }') ;;
    esac
    line="$line$TAB$field"
  done
  printf '%s\n' "${line#"$TAB"}"
}

missing() { put missing "$1" "$2"; }

# words PID FILE: the NUL-separated words of /proc/PID/FILE, one per line.
words() { head -c 65536 "/proc/$1/$2" 2>/dev/null | tr '\n\000' '\001\n'; }

# environment PID NAME: the value of one variable, for our own use.
environment() { words "$1" environ | awk -v name="$2=" 'index($0, name) == 1 { print substr($0, length(name) + 1); exit }'; }

# newest FILE: when it was last changed; the younger of a link and its target.
newest() {
  { stat -c %Y -- "$1"; stat -L -c %Y -- "$1"; } 2>/dev/null | awk '$1 > t { t = $1 } END { if (NR) print t }'
}

# ---------------------------------------------------------------- nginx configuration

# The lexer of nginx (src/core/ngx_conf_file.c), keeping line numbers, blocks and directive names, and the arguments of
# the directives that we model. Output: "|text" a line, "~N" N empty lines, "+fact" something the caller follows up.
# With multi=1 the input is the output of nginx -T; otherwise it is one file, named by the environment variable FILE.
AWK_NGINX=$AWK_ESCAPE'
function gap_out() { if (blanks) print "~" blanks; blanks = 0 }
function end_line() {
  if (out == "") blanks++
  else { gap_out(); print "|" esc(out); out = "" }
}
function emit(s) { if (!drop) out = (out == "" ? s : out " " s) }
function fact(k, v) { print "+" k "\t" esc(v) }
function break_off() { print "+broken\t" esc(path) "\t" lineno }

function unquoted(raw,   q, r, i, c) {
  q = substr(raw, 1, 1)
  if (q == "\"" || q == "\047") raw = substr(raw, 2, length(raw) - 2)
  if (index(raw, "\\") == 0) return raw
  r = ""
  for (i = 1; i <= length(raw); i++) {
    c = substr(raw, i, 1)
    if (c == "\\" && substr(raw, i + 1, 1) ~ /["\047\\]/) { i++; c = substr(raw, i, 1) }
    r = r c
  }
  return r
}

# The address of a proxy_pass: no user, no password, no path, no query.
function address(raw,   s, scheme, host, rest) {
  s = unquoted(raw); scheme = ""
  if (match(s, /^[a-z]+:\/\//)) { scheme = substr(s, 1, RLENGTH); s = substr(s, RLENGTH + 1) }
  if (s ~ /^unix:/) {
    host = substr(s, 6); rest = ""
    if (match(host, /:/)) { rest = "/"; host = substr(host, 1, RSTART - 1) }
    return (host ~ /^[-A-Za-z0-9_.\/$@]+$/) ? scheme "unix:" host (rest == "" ? "" : ":/@redacted") : scheme "@redacted"
  }
  host = s; rest = ""
  if (match(s, /[\/?#]/)) { host = substr(s, 1, RSTART - 1); rest = substr(s, RSTART) }
  if (host !~ /^([-A-Za-z0-9_.$]|\$\{[a-z0-9_]+\})+(:[A-Za-z0-9_$]+)?$/ && host !~ /^\[[0-9a-fA-F:.]+\](:[0-9]+)?$/)
    return scheme "@redacted"
  if (index(rest, "@") && index(host, ":")) return scheme "@redacted"
  if (host !~ /\$/) names[++nnames] = host
  return scheme host (rest == "" || rest == "/" ? rest : "/@redacted")
}

function harmless_connection(raw,   u) {
  u = tolower(unquoted(raw))
  return u ~ /^(|close|keep-alive|upgrade|websocket|\$[a-z0-9_]+)$/
}

# What may be said of argument i of a directive; "" when it stays on the host.
function keep(i, raw,   u) {
  if (name ~ /_timeout$|^keepalive(_|$)|_next_upstream(_tries)?$|_socket_keepalive$|_ignore_client_abort$|^lingering_/) return raw
  if (name ~ /^(listen|server_name|location|upstream|include|internal|http2|worker_connections|worker_processes)$/) return raw
  if (name ~ /^(proxy_http_version|fastcgi_keep_conn|reset_timedout_connection)$/) return raw
  u = unquoted(raw)
  if (name == "server" && ctx[depth] == "upstream") {
    if (i == 1) return address(raw)
    return (u ~ /^((weight|max_fails|fail_timeout|max_conns|slow_start)=[0-9a-z]+|backup|down|resolve)$/) ? raw : ""
  }
  if (name ~ /^(proxy|fastcgi|uwsgi|scgi|grpc|memcached)_pass$/) return (i == 1) ? address(raw) : ""
  if (name ~ /^(proxy|grpc)_set_header$/) {
    if (i == 1) return (tolower(u) == "connection") ? raw : ""
    return (i == 2 && tolower(unquoted(arg[1])) == "connection" && harmless_connection(raw)) ? raw : ""
  }
  if (name == "error_log") return (i == 1 ? u ~ /^([-A-Za-z0-9_.\/]+|stderr)$/ : u ~ /^[a-z]+$/) ? raw : ""
  if (name == "return") return (i == 1 && u ~ /^[0-9][0-9][0-9]$/) ? raw : ""
  if (name == "error_page") return (u ~ /^(=?[0-9]*|@[-A-Za-z0-9_]+)$/) ? raw : ""
  if (name == "try_files") return (u ~ /^(=[0-9]+|@[-A-Za-z0-9_]+)$/) ? raw : ""
  if (name == "set") return (i == 1 && u ~ /^\$[A-Za-z0-9_]+$/) ? raw : ""
  if (name == "map") return (u ~ /^\$[A-Za-z0-9_]+$/) ? raw : ""
  return ""
}

function end_word(   raw, k) {
  raw = (spans || length(tok) > 4096) ? "" : tok
  tok = ""; in_word = 0; quote = ""; spans = 0
  words++
  if (drop) return
  if (ctx[depth] == "map") { arg[words] = raw; return }
  if (words == 1) {
    name = unquoted(raw)
    if (name !~ /^[a-z_][a-z0-9_]*$/ || length(name) > 64) name = "@redacted"
    redacted = 0
    emit(name)
    return
  }
  arg[words - 1] = raw
  if (name == "if") return
  k = (raw == "") ? "" : keep(words - 1, raw)
  if (k != "") emit(k)
  else if (!redacted) { emit("@redacted"); redacted = 1 }
}

function end_statement() {
  if (drop) { words = 0; return }
  if (ctx[depth] == "map") {
    if (words == 2 && unquoted(arg[1]) ~ /^(|default|upgrade|websocket|close|keep-alive)$/ && harmless_connection(arg[2])) {
      emit(arg[1] " " arg[2] ";")
    } else if (words > 0) emit("@redacted;")
    words = 0
    return
  }
  if (name == "include" && words == 2) { fact("include", unquoted(arg[1])); pattern(unquoted(arg[1])) }
  if (name == "error_log" && words > 1) fact("error_log", unquoted(arg[1]))
  out = out ";"
  words = 0
}

function open_block() {
  if (drop) { drop++; words = 0; return }
  if (name == "if") emit("(@redacted)")
  if (name == "upstream" && words > 1) fact("upstream", unquoted(arg[1]))
  emit("{")
  ctx[++depth] = name
  if (name ~ /_by_lua_block$/) { lua = 1; lua_quote = ""; lua_close = "" }
  else if (name !~ /^(http|server|location|upstream|if|limit_except|events|stream|mail|map)$/) drop = 1
  words = 0
}

function close_block() {
  if (drop > 1) { drop--; words = 0; return }
  drop = 0
  emit("}")
  if (depth > 0) depth--
  words = 0
}

# Lua between the braces of a *_by_lua_block: its strings and comments may hold braces.
function scan_lua(s, i,   n, c) {
  n = length(s)
  for (; i <= n; i++) {
    c = substr(s, i, 1)
    if (lua_close != "") {
      if (c == "]" && substr(s, i, length(lua_close)) == lua_close) { i += length(lua_close) - 1; lua_close = "" }
    } else if (lua_quote != "") {
      if (c == "\\") i++
      else if (c == lua_quote) lua_quote = ""
    } else if (c == "\"" || c == "\047") lua_quote = c
    else if (c == "-" && substr(s, i, 2) == "--") {
      if (!match(substr(s, i + 2, 64), /^\[=*\[/)) return n + 1
      lua_close = substr(s, i + 2, RLENGTH); gsub(/\[/, "]", lua_close); i += RLENGTH + 1
    } else if (c == "[" && match(substr(s, i, 64), /^\[=*\[/)) {
      lua_close = substr(s, i, RLENGTH); gsub(/\[/, "]", lua_close); i += RLENGTH - 1
    } else if (c == "{") lua++
    else if (c == "}" && --lua == 0) { close_block(); return i + 1 }
  }
  if (substr(s, n, 1) != "\\") lua_quote = ""
  return n + 1
}

function scan(s,   n, i, c) {
  n = length(s)
  if (n > 200000) give_up()
  i = 1
  while (i <= n && !broken) {
    if (lua) { i = scan_lua(s, i); continue }
    c = substr(s, i++, 1)
    if (escaped) { escaped = 0; add(c); continue }
    if (quote != "") {
      add(c)
      if (c == "\\") escaped = 1
      else if (c == quote) {
        end_word()
        c = substr(s, i, 1)
        if (c !~ /^[ \t\r;{)]?$/) give_up()
      }
      continue
    }
    if (in_word) {
      if (c == "{" && dollar) { add(c); dollar = 0; continue }
      dollar = 0
      if (c == "\\") { add(c); escaped = 1; continue }
      if (c == "$") { add(c); dollar = 1; continue }
      if (c !~ /[ \t\r;{]/) { add(c); continue }
      end_word()
    }
    if (c ~ /[ \t\r]/) continue
    if (c == ";") end_statement()
    else if (c == "{") open_block()
    else if (c == "}") { words = 0; close_block() }
    else if (c == "#") return
    else {
      in_word = 1; tok = c; spans = 0; dollar = (c == "$")
      if (c == "\"" || c == "\047") quote = c
      else if (c == "\\") escaped = 1
    }
  }
}

function add(c) { if (length(tok) <= 4096) tok = tok c; else if (quote == "") give_up() }

# nginx stops here as well; what follows would be guesswork, and guesswork could let a secret through.
function give_up() { if (!broken) break_off(); broken = 1; tok = ""; in_word = 0; quote = "" }

function new_file(p) {
  if (path != "" && !broken && (depth > 0 || in_word || lua)) break_off()
  path = p; lineno = 0; depth = 0; drop = 0; lua = 0; broken = 0; words = 0
  tok = ""; in_word = 0; quote = ""; escaped = 0; spans = 0
  known[p] = 1
  emit("# configuration file " p ":")
  end_line()
  fact("file", p)
}

# A comment can look like a marker of nginx -T: only a path that an include can reach is one.
function pattern(p,   i, c, r) {
  if (p !~ /^\//) p = dir "/" p
  r = "^"
  for (i = 1; i <= length(p); i++) {
    c = substr(p, i, 1)
    if (c == "*") r = r "[^/]*"
    else if (c == "?") r = r "[^/]"
    else if (c ~ /[][A-Za-z0-9_\/-]/) r = r c
    else if (c == "\\") r = r "."
    else r = r "[" c "]"
  }
  patterns[++npatterns] = r "$"
}
function marker(s,   p, i) {
  if (s !~ /^# configuration file \/.*:$/) return ""
  p = substr(s, 22, length(s) - 22)
  if (path == "") { dir = p; sub(/\/[^\/]*$/, "", dir); return p }
  if (p in known || !after_blank) return ""
  for (i = 1; i <= npatterns; i++) if (p ~ patterns[i]) return p
  return ""
}

BEGIN { if (!multi) { path = ""; new_file(ENVIRON["FILE"]) } }
{
  if (multi && depth == 0 && !in_word && !lua && !drop && (p = marker($0)) != "") { new_file(p); after_blank = 0; next }
  lineno++
  after_blank = ($0 == "")
  if (!broken) {
    scan($0)
    if (!broken && in_word) {
      if (quote != "") { spans = 1; escaped = 0 }
      else if (!escaped) end_word()
      else { spans = 1; escaped = 0 }
    }
  }
  end_line()
}
END {
  if (!broken && (depth > 0 || in_word || lua || words > 0)) break_off()
  gap_out()
  for (i = 1; i <= nnames; i++) fact("name", names[i])
}
'

# The options of a running nginx, whose title is its command line joined by blanks: lines "c<TAB>value", p, g.
AWK_NGINX_OPTIONS='
{ line = line (NR > 1 ? " " : "") $0 }
END {
  sub(/^nginx: master process /, "", line)
  n = split(line, w, " ")
  for (i = 2; i <= n; i++) {
    if (w[i] ~ /^-[cpg]/) {
      o = substr(w[i], 2, 1); v = substr(w[i], 3)
      if (v == "") v = w[++i]
      if (o == "g") while (i < n && w[i + 1] !~ /^-[cpe]$/) v = v " " w[++i]
      print o "\t" v
    }
  }
}
'

# included: the files that the patterns on standard input mean, below $root and beside $conf_dir.
included() {
  while IFS= read -r glob; do
    case $glob in /*) ;; *) glob=$conf_dir/$glob ;; esac
    case $glob in
      *[*?[]*)
        # An empty IFS: the pattern is expanded, but not split at blanks.
        IFS=
        for found in $root$glob; do
          if [ -e "$found" ]; then printf '%s\n' "${found#"$root"}"; fi
        done ;;
      *) printf '%s\n' "$glob" ;;
    esac
  done
}

# follow ROOT FILE: the files by hand, as nginx would include them, each through the filter.
follow() {
  root=$1 queue=$2 seen='' count=0
  conf_dir=${2%/*}
  while [ -n "$queue" ]; do
    file=${queue%%"$NL"*}
    queue=${queue#"$file"}
    queue=${queue#"$NL"}
    case "$NL$seen$NL" in *"$NL$file$NL"*) continue ;; esac
    seen="$seen$NL$file"
    count=$((count + 1))
    if [ "$count" -gt 300 ]; then
      printf '+unread\t%s\tmore than 300 files\n' "$file"
      return
    fi
    if [ ! -f "$root$file" ] || [ ! -r "$root$file" ]; then
      printf '+unread\t%s\tno such readable file\n' "$file"
      continue
    fi
    text=$(head -c 1000000 "$root$file" 2>/dev/null | FILE=$file awk "$AWK_NGINX")
    printf '%s\n~1\n' "$text"
    more=$(printf '%s\n' "$text" | awk -F "$TAB" '$1 == "+include" { print $2 }' | included)
    queue="$queue${queue:+${more:+$NL}}$more"
  done
}

# nginx_configuration PID ROOT: what the master was told to read.
nginx_configuration() {
  master=$1 foreign=$2
  options=$(words "$master" cmdline | awk "$AWK_NGINX_OPTIONS")
  option() { printf '%s\n' "$options" | awk -F "$TAB" -v o="$1" '$1 == o { print $2; exit }'; }
  conf=$(option c) prefix=$(option p) globals=$(option g)
  set -- argv nginx
  if [ -n "$prefix" ]; then set -- "$@" -p "$prefix"; fi
  if [ -n "$conf" ]; then set -- "$@" -c "$conf"; fi
  if [ -n "$globals" ]; then set -- "$@" -g @redacted; fi
  put of "$master" "$@"

  built=
  if [ -z "$foreign" ]; then
    built=$(bounded 5 "/proc/$master/exe" -V 2>&1 | head -c 8000)
  fi
  version=$(printf '%s\n' "$built" | sed -n 's/^nginx version: //p' | head -n 1)
  if [ -z "$version" ]; then
    # A program of a container cannot run here, but its file holds the same words.
    version=$(head -c 50000000 "/proc/$master/exe" 2>/dev/null | tr -cs ' -~' '\n' | grep -E '^(nginx|openresty)/[0-9]+[.][0-9.]+$' | head -n 1)
  fi
  if [ -n "$version" ]; then
    put of "$master" version "$version"
  else
    missing "version of nginx (process $master)" 'its program may not be looked into'
  fi
  compiled() { printf '%s\n' "$built" | tr ' ' '\n' | sed -n "s/^--$1=//p" | head -n 1; }
  if [ -z "$prefix" ]; then prefix=$(compiled prefix); fi
  if [ -z "$conf" ]; then conf=$(compiled conf-path); fi
  if [ -z "$conf" ]; then conf=/etc/nginx/nginx.conf; fi
  case $conf in /*) ;; *) conf=${prefix%/}/$conf ;; esac

  why='' dump='' via=files
  if [ -n "$foreign" ]; then
    why='nginx was not asked, because it has another root directory'
  elif grep -qE 'lua|perl' "/proc/$master/maps" 2>/dev/null; then
    why='nginx -T was not run, because this nginx has Lua or Perl loaded and would run code'
  else
    set -- -T -q -c "$conf"
    if [ -n "$(option p)" ]; then set -- "$@" -p "$(option p)"; fi
    if [ -n "$globals" ]; then set -- "$@" -g "$globals"; fi
    # Only with the running binary and its own files: then pid file and logs exist, and the test creates nothing.
    if dump=$(cd "/proc/$master/cwd" 2>/dev/null && bounded 15 "/proc/$master/exe" "$@" 2>/dev/null | head -c 4000000) &&
      [ -n "$dump" ]; then
      via=dump
    else
      why=$(cd "/proc/$master/cwd" 2>/dev/null && bounded 15 "/proc/$master/exe" "$@" 2>&1 >/dev/null |
        grep -E '\[(emerg|alert|crit|error)\]' | head -n 1 | sed 's/^.*\[[a-z]*\] [0-9#: ]*//' | tr -d '"' | head -c 300 |
        awk "$AWK_FAILURE")
      why=${why:-nginx -T gave nothing}
    fi
  fi
  if [ "$via" = dump ]; then
    text=$(printf '%s\n' "$dump" | awk -v multi=1 "$AWK_NGINX")
  else
    text=$(follow "$foreign" "$conf")
  fi
  dump=
  if printf '%s\n' "$text" | grep -q '^+file'; then
    put nginx "$master" "$via" "$why"
    printf '%s\n' "$text" | grep -v '^+'
  else
    put of "$master" hidden configuration "${why:-nginx -T gave nothing}, and $conf cannot be read"
  fi
  printf '%s\n' "$text" | awk -F "$TAB" -v pid="$master" '
    $1 == "+broken" { print "broken\t" pid "\t" $2 "\t" $3 }
    $1 == "+unread" { print "missing\tnginx configuration " $2 "\t" $3 }'
  printf '%s\n' "$text" | awk -F "$TAB" '$1 == "+file" { print $2 }' | head -n 300 | while IFS= read -r file; do
    changed=$(newest "$foreign$file")
    if [ -n "$changed" ]; then put file "$master" "$changed" "$file"; else missing "time of $file" 'cannot be read'; fi
  done

  if [ -n "$foreign" ]; then return; fi
  logs=$(printf '%s\n' "$text" | PREFIX=${prefix%/} UNIT=$unit awk -F "$TAB" '
    $1 == "+error_log" { print $2 == "stderr" ? "unit:" ENVIRON["UNIT"] : $2 ~ /^\// ? $2 : ENVIRON["PREFIX"] "/" $2 }')
  NGINX_LOGS="$NGINX_LOGS$NL${logs:-$(compiled error-log-path)}"
  if [ -f /var/log/nginx/error.log ]; then NGINX_LOGS="$NGINX_LOGS$NL/var/log/nginx/error.log"; fi
  printf '%s\n' "$text" | awk -F "$TAB" '
    $1 == "+upstream" { group[$2] = 1 }
    $1 == "+name" { sub(/:[0-9]+$/, "", $2); if ($2 ~ /[A-Za-z]/ && $2 !~ /^\[/ && $2 ~ /^[-A-Za-z0-9_.]+$/) name[$2] = 1 }
    END { for (n in name) if (!(n in group)) print n }' | sort | head -n 100 | awk '{ print NR, $0 }' | while read -r number name; do
    if [ "$number" -gt 10 ]; then
      missing "addresses of $name" 'only 10 names are looked up'
      continue
    fi
    if ! has getent; then
      missing "addresses of $name" 'getent is not installed'
      continue
    fi
    found=$(bounded 3 getent ahosts "$name" 2>/dev/null | awk '!seen[$1]++ && n++ < 16 { printf "%s%s", sep, $1; sep = " " }')
    if [ -n "$found" ]; then put name "$name" "$found"; else missing "addresses of $name" 'it did not resolve'; fi
  done
}

# A message of nginx, without the words it quotes from the configuration.
AWK_FAILURE='
{
  if (match($0, /host not found in (upstream|resolver)/)) print substr($0, RSTART, RLENGTH)
  else if (match($0, /cannot load certificate( key)?/)) print substr($0, RSTART, RLENGTH)
  else if (match($0, /open\(\) [^ ]+ failed \([0-9]+: [A-Za-z ]+\)/)) print substr($0, RSTART, RLENGTH)
  else if (match($0, /unknown directive|unexpected end of file|unexpected|invalid number of arguments|is duplicate|not allowed here|invalid value|duplicate|too long/)) {
    what = substr($0, RSTART, RLENGTH)
    print what (match($0, / in [-A-Za-z0-9_.\/]+:[0-9]+$/) ? substr($0, RSTART) : "")
  } else print "nginx -T failed"
}
'

# ---------------------------------------------------------------- gunicorn

# Command-line words of gunicorn (or, with shlex=1, the text of GUNICORN_CMD_ARGS). Without want: the line of the
# answer, where all but the modelled options is @redacted. With want=config|chdir|error-logfile: that option's value.
AWK_GUNICORN_WORDS=$AWK_ESCAPE'
function option(w,   i) {
  if (length(w) < 3) return ""
  for (i = 1; i <= nopts; i++) if (index(opts[i], substr(w, 3)) == 1) return opts[i]
  return ""
}
function say(s) { line = line "\t" esc(s) }
function value(o, v) {
  if (o == want || (want == "error-logfile" && o == "log-file")) found = v
  if (o ~ /^(paste|paster|error-logfile|log-file)$/) return "@redacted"
  if (o ~ /^(bind|config|chdir|worker-class)$/) return length(v) <= 512 ? v : "@redacted"
  return v ~ /^-?[0-9]+$/ ? v : "@redacted"
}
function word(w,   e, o, head) {
  if (titled) return
  if (started == 0) {
    if (w ~ /^gunicorn: /) { say(w ~ /^gunicorn: [a-z]+ \[/ ? substr(w, 1, index(w, "[")) "@redacted]" : "gunicorn: @redacted"); titled = 1; return }
    if (w ~ /(^|\/)gunicorn[^\/]*$/ && w !~ /=/) { say(w); started = 1; return }
    say(w ~ /(^|\/)(python|pypy)[0-9.]*$/ || w ~ /^-[A-Za-z]+$/ ? w : "@redacted")
    return
  }
  if (pending != "") { say(value(pending, w)); pending = ""; return }
  if (w ~ /^--/) {
    e = index(w, "=")
    head = e ? substr(w, 1, e - 1) : w
    o = option(head)
    if (o == "") { say("@redacted"); return }
    if (e) say(head "=" value(o, substr(w, e + 1)))
    else { say(head); pending = o }
  } else if (match(w, /^-[DR]*[tkwbc]/)) {
    o = short[substr(w, RLENGTH, 1)]; head = substr(w, 1, RLENGTH); w = substr(w, RLENGTH + 1)
    if (w == "") { say(head); pending = o }
    else if (substr(w, 1, 1) == "=") say(head "=" value(o, substr(w, 2)))
    else say(head value(o, w))
  } else say("@redacted")
}
function shell_words(s,   i, c, q, w, any) {
  q = ""; w = ""; any = 0
  for (i = 1; i <= length(s); i++) {
    c = substr(s, i, 1)
    if (q == "\047") { if (c == q) q = ""; else w = w c }
    else if (c == "\\" && (q == "" || substr(s, i + 1, 1) ~ /["\\]/)) { w = w substr(s, ++i, 1); any = 1 }
    else if (q == "\"") { if (c == q) q = ""; else w = w c }
    else if (c == "\"" || c == "\047") { q = c; any = 1 }
    else if (c ~ /[ \t\001]/) { if (any) word(w); w = ""; any = 0 }
    else { w = w c; any = 1 }
  }
  if (any) word(w)
}
BEGIN {
  nopts = split("timeout graceful-timeout keep-alive worker-class workers threads bind config max-requests max-requests-jitter chdir worker-connections paste paster error-logfile log-file", opts, " ")
  short["t"] = "timeout"; short["k"] = "worker-class"; short["w"] = "workers"; short["b"] = "bind"; short["c"] = "config"
  started = shlex + 0
}
{ if (shlex) shell_words($0); else word($0) }
END { if (want == "") print head_fields line; else print found }
'

# A gunicorn configuration file as text: top-level assignments of modelled names ("number<TAB>text"), where what may
# assign any name stands as exec("@redacted"); with want=errorlog that literal.
AWK_GUNICORN_FILE=$AWK_ESCAPE'
# The line without comment and with the insides of strings blanked; keeps track of triple quotes and brackets.
function plain(s,   i, c, r, c3) {
  r = ""
  for (i = 1; i <= length(s); i++) {
    c = substr(s, i, 1); c3 = substr(s, i, 3)
    if (quote != "") {
      if (c == "\\") i++
      else if (length(quote) == 3 && c3 == quote) { quote = ""; i += 2; r = r "\"" }
      else if (length(quote) == 1 && c == quote) { quote = ""; r = r "\"" }
    } else if (c3 == "\"\"\"" || c3 == "\047\047\047") { quote = c3; i += 2; r = r "\"" }
    else if (c == "\"" || c == "\047") { quote = c; r = r "\"" }
    else if (c == "#") { comment = i; break }
    else {
      if (c ~ /[[({]/) deep++
      if (c ~ /[])}]/ && deep > 0) deep--
      r = r c
    }
  }
  if (length(quote) == 1) quote = ""
  return r
}
function right_side(name, rhs,   bare) {
  if (length(rhs) > 300) return "@redacted"
  if (rhs ~ /^[-A-Za-z0-9_ .()*+\/,<>]*$/) return rhs
  if (name ~ /^(bind|worker_class)$/ && rhs ~ /^[][A-Za-z0-9_ .()*+\/,:"\047{}-]*$/) return rhs
  bare = rhs
  gsub(/["\047][A-Z0-9_]*["\047]/, "", bare)
  if (bare ~ /^[][A-Za-z0-9_ .()*+\/,-]*$/ && bare ~ /environ|getenv/) return rhs
  return "@redacted"
}
function unread(code,   n, i, parts) {
  gsub(/[^A-Za-z0-9_]+/, " ", code)
  n = split(code, parts, " ")
  for (i = 1; i <= n; i++) if (parts[i] in modelled) print NR "\t" parts[i] " = @redacted"
}
BEGIN { n = split("timeout graceful_timeout keepalive worker_class workers threads bind max_requests max_requests_jitter worker_connections", m, " "); for (i = 1; i <= n; i++) modelled[m[i]] = 1 }
{
  sub(/\r$/, "")
  inside = (deep > 0 || quote != "" || continued)
  comment = 0
  code = plain($0)
  continued = (code ~ /\\$/)
  if (inside) next
  if (code ~ /^[ \t]*$/) next
  indented = (code ~ /^[ \t]/)
  if (!indented) in_def = (code ~ /^(async[ \t]+)?(def|class)[ \t]/)
  if (code ~ /(^|[^A-Za-z0-9_.])(exec|eval|globals|locals|vars|setattr|__import__|execfile)[ \t]*\(/ || code ~ /import[ \t]*\*/ || code ~ /(^|[^A-Za-z0-9_])global[ \t]/) { if (want == "") print NR "\texec(\"@redacted\")"; next }
  if (in_def) next
  text = comment ? substr($0, 1, comment - 1) : $0
  sub(/[ \t]+$/, "", text)
  if (!indented && match(code, /^[a-z_]+[ \t]*(:[ \t]*[][A-Za-z_.]+[ \t]*)?=/) && substr(code, RLENGTH + 1, 1) != "=") {
    name = code; sub(/[^a-z_].*$/, "", name)
    rest = substr(code, RLENGTH + 1)
    rhs = text; sub(/^[^=]*=[ \t]*/, "", rhs)
    if (want != "" && name == want && rhs ~ /^["\047][^"\047\\]*["\047]$/) literal = substr(rhs, 2, length(rhs) - 2)
    bare = rest
    while (gsub(/[[({][^][(){}]*[])}]/, "", bare)) {}
    if (bare !~ /[^=!<>]=[^=]|^=[^=]|;/) {
      if (want == "" && name in modelled) print NR "\t" esc(name " = " (deep > 0 || continued ? "@redacted" : right_side(name, rhs)))
      next
    }
  }
  bare = code
  while (gsub(/[[({][^][(){}]*[])}]/, "", bare)) {}
  for (name in modelled)
    if ((" " bare " ") ~ ("[^A-Za-z0-9_.]" name "[^A-Za-z0-9_]") && bare ~ /[^=!<>]=[^=]|:=|[ \t]as[ \t]|^[ \t]*for[ \t]|import[ \t]|^[ \t]*del[ \t]/) {
      if (want == "") unread(bare)
      next
    }
}
END { if (want != "") print literal }
'

# gunicorn_version PID ROOT: from the installed package's directory name; nothing is executed.
gunicorn_version() {
  script=$(words "$1" cmdline | awk '/(^|\/)gunicorn[^\/]*$/ && /\// { print; exit }')
  interpreter=$(words "$1" cmdline | head -n 1)
  # A compiled package that is loaded tells the place as well: all that is left where a process title hides the rest.
  loaded=$(sed -n 's#^[^/]*\(/.*\)/lib[^/]*/python3[^/]*/[a-z]*-packages/.*#\1#p' "/proc/$1/maps" 2>/dev/null | head -n 1)
  for base in "${script%/bin/*}" "${interpreter%/bin/*}" "$(environment "$1" VIRTUAL_ENV)" "$loaded" /usr/local /usr; do
    case $base in
      '') continue ;;
      /*) ;;
      *) base=$(readlink "/proc/$1/cwd" 2>/dev/null)/$base ;;
    esac
    for found in "$2$base"/lib*/python3*/site-packages/gunicorn-*.dist-info "$2$base"/lib*/python3*/dist-packages/gunicorn-*.dist-info \
      "$2$base"/lib*/python3*/site-packages/gunicorn-*.egg-info "$2$base"/lib*/python3/dist-packages/gunicorn-*.egg-info \
      "$2$base"/lib*/python3/dist-packages/gunicorn-*.dist-info; do
      if [ -e "$found" ]; then
        printf '%s\n' "$found" | sed 's/^.*\/gunicorn-\([0-9][0-9A-Za-z.]*\)[-.].*$/\1/; s/\.egg$//; s/\.dist$//'
        return
      fi
    done
  done
}

# gunicorn_words PID: the redacted argv and environment; the modelled options only.
gunicorn_words() {
  titled=$(words "$1" cmdline | sed -n '1s/^gunicorn: .*/yes/p')
  # setproctitle writes over the environment as well.
  if ! head -c 1 "/proc/$1/environ" >/dev/null 2>&1; then
    put of "$1" hidden environment 'it may not be read'
  elif [ -n "$titled" ] && ! words "$1" environ | grep -q '^[A-Za-z_][A-Za-z0-9_]*='; then
    put of "$1" hidden environment 'the process title (setproctitle) is written over it'
  fi
  words "$1" cmdline | awk -v head_fields="of$TAB$1${TAB}argv" "$AWK_GUNICORN_WORDS"
  arguments=$(environment "$1" GUNICORN_CMD_ARGS)
  if [ -n "$arguments" ]; then
    printf '%s\n' "$arguments" | awk -v shlex=1 -v head_fields="of$TAB$1${TAB}cmdargs" "$AWK_GUNICORN_WORDS"
  fi
  for variable in WEB_CONCURRENCY PORT; do
    number=$(environment "$1" "$variable")
    case $number in
      '') ;;
      *[!0-9]*) put of "$1" env "$variable" @redacted ;;
      *) put of "$1" env "$variable" "$number" ;;
    esac
  done
}

# gunicorn_option PID OPTION: the value in force among argv and GUNICORN_CMD_ARGS.
gunicorn_option() {
  chosen=$(words "$1" cmdline | awk -v want="$2" "$AWK_GUNICORN_WORDS")
  if [ -z "$chosen" ]; then
    chosen=$(environment "$1" GUNICORN_CMD_ARGS | awk -v shlex=1 -v want="$2" "$AWK_GUNICORN_WORDS")
  fi
  printf '%s\n' "$chosen"
}

# gunicorn_file PID ROOT: the configuration file that the master read. A relative path starts from the directory in which
# the process was started, which --chdir hides: so PWD and the unit's directory are asked before the present one.
gunicorn_file() {
  if [ -n "$titled" ]; then
    put of "$1" hidden configuration 'the process title (setproctitle) hides the command line'
    return
  fi
  named=$(gunicorn_option "$1" config)
  case $named in
    python:*)
      put of "$1" hidden configuration 'it is a Python module, which cannot be found without importing it'
      return ;;
  esac
  named=${named#file:}
  wanted=${named:-gunicorn.conf.py}
  case $wanted in
    /*) set -- "$1" "$2" "$wanted" ;;
    *) set -- "$1" "$2" "$(environment "$1" PWD)/$wanted" "$(unit_property "$(unit_of "$1")" WorkingDirectory)/$wanted" \
      "$(readlink "/proc/$1/cwd" 2>/dev/null)/$wanted" ;;
  esac
  owner=$1 inside=$2
  shift 2
  for file in "$@"; do
    if [ "$file" != "/$wanted" ] || [ "$#" -eq 1 ]; then
      if [ -f "$inside$file" ] && [ -r "$inside$file" ]; then
        put config "$owner" "$(newest "$inside$file")" "$file"
        head -c 200000 "$inside$file" | awk "$AWK_GUNICORN_FILE" | sed "s/^/line$TAB$owner$TAB/"
        GUNICORN_LOG=$(head -c 200000 "$inside$file" | awk -v want=errorlog "$AWK_GUNICORN_FILE")
        return
      fi
    fi
  done
  if [ -n "$named" ]; then
    put of "$owner" hidden configuration "$named was not found"
  elif [ -z "$(environment "$owner" PWD)$(unit_property "$(unit_of "$owner")" WorkingDirectory)" ]; then
    put of "$owner" hidden configuration 'it is not known in which directory gunicorn was started'
  fi
}

# ---------------------------------------------------------------- processes

# "pid ppid start-in-ticks name" of every process.
process_table() {
  cat /proc/[0-9]*/stat 2>/dev/null | awk '
    match($0, /^[0-9]+ \(/) {
      pid = $1 + 0; s = substr($0, RLENGTH + 1)
      at = 0
      for (i = length(s); i > 0; i--) if (substr(s, i, 1) == ")") { at = i; break }
      if (!at) next
      name = substr(s, 1, at - 1); gsub(/[^ -~]|\\/, "?", name)
      split(substr(s, at + 2), f, " ")
      print pid, f[2], f[20], name
    }'
}

# What a command line is: nginx-master, nginx-worker, nginx-other, gunicorn, or nothing we know.
AWK_KIND='
NR == 1 {
  if ($0 ~ /^nginx: master process/) kind = "nginx-master"
  else if ($0 ~ /^nginx: worker process$/) kind = "nginx-worker"
  else if ($0 ~ /^nginx: /) kind = "nginx-other"
  else if ($0 ~ /^gunicorn: /) kind = "gunicorn"
  else if ($0 ~ /(^|\/)(nginx|openresty)$/) kind = "nginx-master"
  else if ($0 ~ /(^|\/)gunicorn[^\/]*$/) kind = "gunicorn"
  else if ($0 ~ /(^|\/)(python|pypy)[0-9.]*$/) python = 1
}
NR > 1 && python {
  if (module) { if ($0 ~ /^gunicorn(\.|$)/) kind = "gunicorn"; python = 0 }
  else if ($0 == "-m") module = 1
  else if (skip) skip = 0
  else if ($0 ~ /^-[WX]$/) skip = 1
  else if ($0 !~ /^-/) { if ($0 ~ /(^|\/)gunicorn[^\/]*$/) kind = "gunicorn"; python = 0 }
}
END { print kind }
'

# unit_of PID: the system service it belongs to, if it belongs to one.
unit_of() {
  awk -F : '($1 == "0" || $2 == "name=systemd") && $3 !~ /\/user\.slice\// { n = split($3, p, "/"); for (i = n; i > 0; i--) if (p[i] ~ /\.service$/) { print p[i]; exit } }' \
    "/proc/$1/cgroup" 2>/dev/null | head -n 1
}

SYSTEMCTL=
if [ -n "${TIMEOUT_CHAIN_SYSTEMCTL:-}" ]; then
  SYSTEMCTL=$TIMEOUT_CHAIN_SYSTEMCTL
elif [ -d /run/systemd/system ] && has systemctl; then
  SYSTEMCTL=systemctl
fi

unit_property() {
  if [ -n "$SYSTEMCTL" ] && [ -n "$1" ]; then
    bounded 5 "$SYSTEMCTL" show -p "$2" -- "$1" 2>/dev/null | sed -n "s/^$2=//p" | head -n 1
  fi
}

unit_section() {
  shown=$(bounded 5 "$SYSTEMCTL" show -p Id -p TimeoutStopUSec -p NeedDaemonReload -p KillSignal -p KillMode -p MainPID \
    -p ActiveEnterTimestamp -p FragmentPath -p WorkingDirectory -p LoadState -- "$1" 2>/dev/null | head -c 4000)
  # For a unit that it does not know, systemctl shows the defaults: that would be an answer about nothing.
  case $shown in
    '' | *LoadState=not-found*)
      missing "systemd unit $1" 'systemctl show does not know it'
      return ;;
  esac
  # Through the environment, because awk -v would undo the \x2d in a unit's name.
  printf '%s\n' "$shown" | UNIT=$1 awk "$AWK_ESCAPE"'
    match($0, /^[A-Za-z]+=/) { print "unit\t" esc(ENVIRON["UNIT"]) "\t" substr($0, 1, RLENGTH - 1) "\t" esc(substr($0, RLENGTH + 1)) }'
}

# process_section PID KIND: what is common to every process. Sets root, which is empty outside of containers.
process_section() {
  put process "$1" "$2"
  printf '%s\n' "$PROCESSES" | awk -v pid="$1" -v boot="$BOOT" -v tick="$TICK" '
    $1 == pid { name = $0; sub(/^[^ ]+ [^ ]+ [^ ]+ /, "", name); printf "of\t%d\tname\t%s\nof\t%d\tstarted\t%d\n", pid, name, pid, boot + $3 / tick }'
  put of "$1" exe "$(readlink "/proc/$1/exe" 2>/dev/null)"
  put of "$1" cwd "$(readlink "/proc/$1/cwd" 2>/dev/null)"
  root=$(foreign_root "$1")
  unit=
  if [ -n "$root" ]; then put of "$1" container yes; else unit=$(unit_of "$1"); fi
  if [ -n "$unit" ]; then
    put of "$1" unit "$unit"
    case " $UNITS " in *" $unit "*) ;; *) UNITS="$UNITS $unit" ;; esac
  fi
}

# workers_section PID KIND...: how many workers, since when, how large.
workers_section() {
  children=$(printf '%s\n' "$KINDS" | awk -v parent="$1" -v kind="$2" '$2 == parent && $4 == kind { print $1, $3 }')
  printf '%s\n' "$children" | awk -v pid="$1" -v boot="$BOOT" -v tick="$TICK" '
    NF == 2 { n++; if (!oldest || $2 < oldest) oldest = $2 }
    END {
      printf "of\t%d\tworkers\t%d\n", pid, n
      if (n) printf "of\t%d\tworkers-since\t%d\n", pid, boot + oldest / tick
    }'
  for child in $(printf '%s\n' "$children" | awk '{ print $1 }'); do
    cat "/proc/$child/status" 2>/dev/null
  done | awk -v pid="$1" '
    $1 == "VmRSS:" && $2 > rss { rss = $2 }
    $1 == "VmHWM:" && $2 > peak { peak = $2 }
    END { if (rss) printf "of\t%d\tworker-rss-kb\t%d\nof\t%d\tworker-peak-kb\t%d\n", pid, rss, pid, peak }'
}

# foreign_root PID: the path of its root directory where that is another than ours (a container). One that may not be
# looked into counts as another: the files at the same paths here would be an answer about the wrong files.
foreign_root() {
  theirs=$(stat -L -c %d:%i "/proc/$1/root/" 2>/dev/null)
  if [ "$theirs" != "$(stat -L -c %d:%i / 2>/dev/null)" ]; then
    printf '/proc/%s/root\n' "$1"
  fi
}

# Listening sockets from /proc, as ss reads them: "transport address pid" for the target's ports and for our processes.
# The section of the unix sockets comes last because their names are free text.
AWK_LISTENERS=$AWK_ESCAPE'
function hex(s,   i, n) { n = 0; for (i = 1; i <= length(s); i++) n = n * 16 + index("0123456789ABCDEF", substr(toupper(s), i, 1)) - 1; return n }
function four(s) { return hex(substr(s, 7, 2)) "." hex(substr(s, 5, 2)) "." hex(substr(s, 3, 2)) "." hex(substr(s, 1, 2)) }
function six(s,   i, w, r) {
  if (s ~ /^0+$/) return "[::]"
  if (s == "00000000000000000000000001000000") return "[::1]"
  if (substr(s, 1, 24) == "0000000000000000FFFF0000") return four(substr(s, 25, 8))
  r = ""
  for (i = 0; i < 4; i++) {
    w = substr(s, i * 8 + 1, 8)
    r = r (i ? ":" : "") tolower(substr(w, 7, 2) substr(w, 5, 2) ":" substr(w, 3, 2) substr(w, 1, 2))
  }
  return "[" r "]"
}
BEGIN { n = split(ports, p, " "); for (i = 1; i <= n; i++) wanted[p[i]] = 1 }
section != "unix" && /^@/ { section = substr($0, 2); next }
section == "processes" { parent[$1] = $2; next }
section == "kinds" { ours[$1] = 1; next }
section == "fds" {
  if ($0 ~ /^\/proc\/[0-9]+\/fd:$/) { split($0, f, "/"); pid = f[3] }
  else if (match($0, /-> socket:\[[0-9]+\]$/)) {
    inode = substr($0, RSTART + 11, RLENGTH - 12)
    if (!((inode, pid) in held)) { held[inode, pid] = 1; owners[inode] = owners[inode] " " pid }
  }
  next
}
(section == "tcp" || section == "tcp6") && $4 == "0A" {
  split($2, a, ":")
  port = hex(a[2])
  listener("tcp", (section == "tcp" ? four(a[1]) : six(a[1])) ":" port, $10, port in wanted)
}
section == "unix" && $4 == "00010000" && NF >= 8 {
  path = $0; sub(/^[^ ]+ [^ ]+ [^ ]+ [^ ]+ [^ ]+ [^ ]+ +[0-9]+ /, "", path)
  listener("unix", path, $7, 0)
}
function listener(transport, where, inode, target,   n, i, o, said) {
  n = split(owners[inode], o, " ")
  for (i = 1; i <= n; i++) {
    # Workers hold what their master opened; process 1 holds the sockets that it passes on.
    if ((inode, parent[o[i]]) in held && parent[o[i]] != 1) continue
    if (o[i] == 1 && n > 1) continue
    if (target || o[i] in ours) { print transport "\t" esc(where) "\t" o[i]; said = 1 }
  }
  if (target && !said) print transport "\t" esc(where) "\t0"
}
'

listeners() {
  {
    printf '@processes\n%s\n@kinds\n%s\n@fds\n' "$PROCESSES" "$KINDS"
    bounded 20 ls -lnq /proc/[0-9]*/fd 2>/dev/null || bounded 20 ls -ln /proc/[0-9]*/fd 2>/dev/null
    printf '@tcp\n'; cat /proc/net/tcp 2>/dev/null
    printf '@tcp6\n'; cat /proc/net/tcp6 2>/dev/null
    printf '@unix\n'; cat /proc/net/unix 2>/dev/null
  } | awk -v ports="$PORTS" "$AWK_LISTENERS" | sort -u
}

# ---------------------------------------------------------------- evidence in logs

# Counts of known lines since the time `since`, by source; never the lines. Everything from ", client: " on is text of
# the request and is not looked at. Output: KIND count first last, tab-separated, and "@first" the first time seen.
AWK_EVIDENCE='
function days(y, m, d) { if (m <= 2) { y--; m += 12 } return 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * (m - 3) + 2) / 5) + d - 719469 }
function at(s) { return days(substr(s, 1, 4) + 0, substr(s, 6, 2) + 0, substr(s, 9, 2) + 0) * 86400 + substr(s, 12, 2) * 3600 + substr(s, 15, 2) * 60 + substr(s, 18, 2) }
function offset(s,   v) { gsub(/:/, "", s); v = substr(s, 2, 2) * 3600 + substr(s, 4, 2) * 60; return substr(s, 1, 1) == "-" ? -v : v }
function time_of(s) {
  if (s ~ /^[0-9][0-9][0-9][0-9]\/[0-9][0-9]\/[0-9][0-9] [0-9][0-9]:[0-9][0-9]:[0-9][0-9]/) return at(s) - offset(zone)
  if (s ~ /^\[[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] [0-9][0-9]:[0-9][0-9]:[0-9][0-9] [-+][0-9][0-9][0-9][0-9]\]/) return at(substr(s, 2)) - offset(substr(s, 22, 5))
  if (s ~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9][-+][0-9][0-9]:?[0-9][0-9]/) return at(s) - offset(substr(s, 20, 6))
  if (match(s, /^\[ *[0-9]+\.[0-9]+\]/)) return boot + int(substr(s, 2, RLENGTH - 2))
  return 0
}
function kind_of(s) {
  if (source == "kernel") return s ~ /[Oo]ut of memory: Kill(ed)? process/ ? "OUT_OF_MEMORY_KILL" : ""
  if (source == "gunicorn") {
    if (s ~ /WORKER TIMEOUT \(pid:/) return "WORKER_TIMEOUT"
    return s ~ /Worker \(pid:[0-9]+\) was sent SIGKILL|Worker with pid [0-9]+ was terminated due to signal 9/ ? "WORKER_KILLED" : ""
  }
  sub(/, (client|server|request|upstream|host|referrer): .*$/, "", s)
  if (s ~ /upstream prematurely closed connection/) return "UPSTREAM_CLOSED_EARLY"
  if (s ~ /\(104: [^)]*\) while (reading|sending)[^,]* upstream/) return "UPSTREAM_RESET"
  if (s ~ /upstream timed out \(110: [^)]*\) while connecting/) return "UPSTREAM_CONNECT_TIMED_OUT"
  if (s ~ /upstream timed out \(110: /) return "UPSTREAM_READ_TIMED_OUT"
  if (s ~ /no live upstreams while connecting/) return "NO_LIVE_UPSTREAMS"
  if (s ~ /connect\(\) to unix:.* failed \(11: /) return "UPSTREAM_BACKLOG_FULL"
  if (s ~ /client prematurely closed connection/) return "CALLER_CLOSED_EARLY"
  if (s ~ /client timed out \(110: .* while reading client request/) return "REQUEST_READ_TIMED_OUT"
  return s ~ /worker_connections are not enough/ ? "OUT_OF_CONNECTIONS" : ""
}
{
  s = substr($0, 1, 2000)
  k = kind_of(s)
  if (k == "") next
  t = time_of(s)
  if (t < since || t > now + 300) next
  n[k]++
  if (!(k in first) || t < first[k]) first[k] = t
  if (t > last[k]) last[k] = t
}
END { for (k in n) print k "\t" n[k] "\t" first[k] "\t" last[k] }
'
AWK_FIRST_TIME=$(printf '%s' "$AWK_EVIDENCE" | awk '/^function kind_of/ { exit } { print }')'
NR <= 50 && !seen { t = time_of($0); if (t) { print t; seen = 1 } }
'
INTERESTING='upstream|client (prematurely|timed out)|worker_connections|WORKER TIMEOUT|SIGKILL|terminated due to signal|ut of memory'

# evidence_in SOURCE: counts from the log text on standard input.
evidence_in() {
  grep -E "$INTERESTING" | awk -v source="$1" -v zone="$ZONE" -v boot="$BOOT" -v now="$NOW" -v since="$SINCE" "$AWK_EVIDENCE" | sed 's/^/evidence	/'
}

# log_file SOURCE PATH: from the end, with a bound; also yesterday's file where it was rotated within the period.
log_file() {
  if [ ! -f "$2" ]; then
    missing "log $2" 'no such file'
    return
  fi
  start=$SINCE
  if [ "$(stat -L -c %s -- "$2")" -gt "$LOG_BYTES" ]; then
    start=$(tail -c "$LOG_BYTES" "$2" | head -n 50 | awk -v zone="$ZONE" -v boot="$BOOT" "$AWK_FIRST_TIME")
    if [ "${start:-0}" -lt "$SINCE" ]; then start=$SINCE; fi
  fi
  put log "$1" "$start" "$2"
  bounded 20 tail -c "$LOG_BYTES" "$2" | evidence_in "$1"
  if [ "$start" -eq "$SINCE" ] && [ -f "$2.1" ] && [ "$(newest "$2.1")" -ge "$SINCE" ]; then
    bounded 20 tail -c "$LOG_BYTES" "$2.1" | evidence_in "$1"
  fi
}

# journal SOURCE ARGUMENT...
journal() {
  source=$1
  shift
  put log "$source" "$SINCE" "journal of ${2:-the kernel}"
  bounded 20 journalctl --quiet --no-pager -o short-iso --since "-24h" "$@" 2>/dev/null | tail -c "$LOG_BYTES" | evidence_in "$source"
}

has_journal() { has journalctl && { [ -n "$(ls -d /run/log/journal/* /var/log/journal/* 2>/dev/null)" ]; }; }

# logs_of SOURCE LIST: each log once: a file, or "unit:NAME" for what goes to standard error.
logs_of() {
  printf '%s\n' "$2" | sort -u | while IFS= read -r log; do
    case $log in
      '' | /dev/null) ;;
      /*) log_file "$1" "$log" ;;
      unit:?*)
        if has_journal; then journal "$1" -u "${log#unit:}"; else missing "log of $1" 'no journal on this host'; fi ;;
      *) missing "log of $1" 'it goes to standard error of a process that no systemd unit owns' ;;
    esac
  done
}

evidence_section() {
  logs_of nginx "$NGINX_LOGS"
  logs_of gunicorn "$GUNICORN_LOGS"
  if has_journal; then
    journal kernel -k
  elif kernel_log=$(bounded 5 dmesg 2>/dev/null); then
    put log kernel "$SINCE" dmesg
    printf '%s\n' "$kernel_log" | evidence_in kernel
  else
    missing 'kernel log' 'neither a journal nor dmesg can be read'
  fi
}

# One line per kind, over all logs.
merge_evidence() {
  awk -F "$TAB" '
    $1 != "evidence" { print; next }
    { n[$2] += $3; if (!($2 in first) || $4 < first[$2]) first[$2] = $4; if ($5 > last[$2]) last[$2] = $5 }
    END { for (k in n) print "evidence\t" k "\t" n[k] "\t" first[k] "\t" last[k] }'
}

# ---------------------------------------------------------------- measuring

# One GET, and then silence until the server ends the connection. Arguments: address, port, path, seconds of patience, and
# "tls" or nothing. Prints "closed MILLISECONDS STATUS", "open MILLISECONDS STATUS", "announced STATUS" or "failed WHY".
# What a server says of its own accord before it closes begins a response of its own and does not count. Certificates
# are not checked, as load balancers do not check them. Each | is a step of indentation, for which see measure_one.
PYTHON_MEASURE='
import socket, ssl, sys, time
address, port, path, patience, secure = sys.argv[1:]
def end(*words):
|print(" ".join(str(word) for word in words))
|sys.exit()
try:
|link = socket.create_connection((address, int(port)), 5)
|if secure:
||tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
||tls.check_hostname = False
||tls.verify_mode = ssl.CERT_NONE
||tls.set_alpn_protocols(["http/1.1"])
||link = tls.wrap_socket(link)
|host = "[" + address + "]" if ":" in address else address
|link.sendall(("GET " + path + " HTTP/1.1\r\nHost: " + host + ":" + port + "\r\nUser-Agent: timeout-chain\r\nAccept: */*\r\n\r\n").encode())
except OSError as problem:
|end("failed", "no connection:", problem)
head, status, last, until = b"", "", 0, time.monotonic() + 20
while True:
|data = b""
|try:
||link.settimeout(max(0.001, until - time.monotonic()))
||data = link.recv(65536)
|except socket.timeout:
||if status:
|||end("open", int((time.monotonic() - last) * 1000), status)
||end("failed", "no answer within 20 s")
|except OSError:
||pass
|now = time.monotonic()
|if not data:
||if status:
|||end("closed", int((now - last) * 1000), status)
||end("failed", "what it answers is not HTTP/1.x" if head else "closed without an answer")
|if status and data.startswith(b"HTTP/"):
||continue
|last = now
|if status:
||until = now + float(patience)
||continue
|head += data
|while head.startswith(b"HTTP/1.1 1") and b"\r\n\r\n" in head:
||head = head.partition(b"\r\n\r\n")[2]
|if b"\r\n\r\n" not in head and len(head) < 65536:
||continue
|lines = head.partition(b"\r\n\r\n")[0].decode("latin-1").lower().split("\r\n")
|words = lines[0].split(" ")
|if words[0] not in ("http/1.0", "http/1.1") or len(words) < 2 or not words[1].isdigit():
||end("failed", "what it answers is not HTTP/1.x")
|fields = dict((line.partition(":")[0].strip(), line.partition(":")[2].strip()) for line in lines[1:])
|connection = fields.get("connection", "")
|sized = "content-length" in fields or "transfer-encoding" in fields or words[1] in ("204", "304")
|if "close" in connection or (words[0] == "http/1.0" and "keep-alive" not in connection) or not sized:
||end("announced", words[1])
|status = words[1]
|until = now + float(patience)
'

# The same with what bash has; without TLS.
BASH_MEASURE='
LC_ALL=C
address=$1 port=$2 path=$3 patience=$4
clock() { t=${EPOCHREALTIME-}; if [ -n "$t" ]; then t=${t/[.,]/}; t=${t%???}; else t=$(date +%s%3N); fi; }
end() { printf "%s\n" "$*"; exit; }
{ exec 3<>"/dev/tcp/$address/$port"; } 2>/dev/null || end failed "no connection"
host=$address
case $address in *:*) host="[$address]" ;; esac
printf "GET %s HTTP/1.1\r\nHost: %s:%s\r\nUser-Agent: timeout-chain\r\nAccept: */*\r\n\r\n" "$path" "$host" "$port" >&3
connection= sized= status=
while [ -z "$status" ]; do
IFS= read -r -t 20 line <&3 || end failed "no answer within 20 s, or closed without one"
case $line in
"HTTP/1."[01]" "[1-5][0-9][0-9]*) version=${line%% *}; status=${line#* }; status=${status%%[!0-9]*} ;;
*) end failed "what it answers is not HTTP/1.x" ;;
esac
while IFS= read -r -t 20 line <&3 && line=${line%$(printf "\r")} && [ -n "$line" ]; do
line=${line,,}
case $line in
connection:*) connection=$line ;;
content-length:* | transfer-encoding:*) sized=yes ;;
esac
done
case $status in 1??) status= ;; 204 | 304) sized=yes ;; esac
done
case $version$connection in *close*) end announced "$status" ;; HTTP/1.0*keep-alive*) ;; HTTP/1.0*) end announced "$status" ;; esac
[ -n "$sized" ] || end announced "$status"
clock
last=$t
while :; do
clock
left=$((patience * 1000 - t + last))
if [ "$left" -le 0 ]; then end open $((t - last)) "$status"; fi
IFS= read -r -d "" -n 1 -t "$((left / 1000)).$(printf %03d $((left % 1000)))" burst <&3
code=$?
clock
if [ "$code" -gt 128 ]; then end open $((t - last)) "$status"; fi
if [ "$code" -ne 0 ]; then end closed $((t - last)) "$status"; fi
while read -t 0 <&3 && IFS= read -r -d "" -n 1 byte <&3; do
if [ "${#burst}" -lt 5 ]; then burst=$burst$byte; fi
done
case $burst in HTTP/) ;; *) clock; last=$t ;; esac
done
'

# measure_one LISTENER PATH TLS: a listener on every address is asked at the loopback.
measure_one() {
  port=${1##*:} address=${1%:*}
  case $address in
    0.0.0.0) address=127.0.0.1 ;;
    '[::]') address=::1 ;;
    '['*) address=${address#?}; address=${address%?} ;;
  esac
  python=$(command -v python3 || command -v /usr/libexec/platform-python)
  set -- "$1" "$2" "$3" "$address" "$port" "$2" "$PATIENCE" "$3"
  if [ -n "$python" ]; then
    seen=$(shift 3; bounded $((PATIENCE + 30)) "$python" -I -S -c "$(printf '%s\n' "$PYTHON_MEASURE" | tr '|' ' ')" "$@" 2>/dev/null)
  elif [ -n "$3" ]; then
    seen='failed it speaks TLS, and there is no python3 on the host to ask it'
  elif has bash; then
    seen=$(shift 3; bounded $((PATIENCE + 30)) bash -c "$BASH_MEASURE" measure "$@" 2>/dev/null)
  else
    seen='failed there is neither python3 nor bash on the host to ask it'
  fi
  case $seen in
    closed\ * | open\ * | announced\ *) put measured "$1" "$2" "$seen" ;;
    *) missing "measurement of $1" "GET $2: ${seen#failed }" ;;
  esac
}

# measure_ports LISTENERS: one line for each, all at once; who can be reached from this host alone is left alone.
measure_ports() {
  set -f
  PATIENCE=${MEASURE%% *}
  for asked in ${MEASURE#"$PATIENCE"}; do
    port=${asked%%[+/]*} secure=
    case $asked in "$port"+tls/*) secure=tls ;; esac
    for where in $(printf '%s\n' "$1" | awk -F "$TAB" -v port="$port" '
      $1 == "tcp" && $2 ~ (":" port "$") && $2 !~ /^(127[.]|\[::1\])/ && !told[$3]++ { print $2 }' | head -n 5); do
      measure_one "$where" "/${asked#*/}" "$secure" &
    done
  done
  wait
}

# ---------------------------------------------------------------- the answer

kernel_section() {
  for key in net.ipv4.tcp_keepalive_time net.ipv4.tcp_keepalive_intvl net.ipv4.tcp_keepalive_probes net.ipv4.tcp_retries2 \
    net.ipv4.tcp_syn_retries net.ipv4.tcp_fin_timeout net.ipv4.tcp_abort_on_overflow net.core.somaxconn; do
    setting=$(sysctl -n "$key" 2>/dev/null || cat "/proc/sys/$(printf '%s' "$key" | tr . /)" 2>/dev/null)
    if [ -n "$setting" ]; then put kernel "$key" "$setting"; else missing "$key" 'the kernel does not show it'; fi
  done
  tracked=$(cat /proc/sys/net/netfilter/nf_conntrack_tcp_timeout_established 2>/dev/null)
  if [ -n "$tracked" ]; then put kernel net.netfilter.nf_conntrack_tcp_timeout_established "$tracked"; fi
  put machine release "$(uname -r)"
  put machine cpus "$(nproc 2>/dev/null || grep -c '^processor' /proc/cpuinfo)"
  awk '$1 == "MemTotal:" { print "machine\tmemory-total-kb\t" $2 } $1 == "MemAvailable:" { print "machine\tmemory-available-kb\t" $2 }' /proc/meminfo
}

# masters KIND: the processes of that kind whose parent is none of it, or (nginx) which call themselves master.
masters() {
  printf '%s\n' "$KINDS" | awk -v kind="$1" '
    $4 == kind { parent[$1] = $2 }
    END { for (p in parent) if (kind == "nginx-master" || !(parent[p] in parent)) print p }' | sort -n
}

# too_many KIND: says so where more masters run than are read.
too_many() {
  if [ "$(masters "$1" | wc -l)" -gt 20 ]; then missing "more processes of $1" 'only the first 20 are read'; fi
}

read_host() {
  NOW=$(date +%s)
  ZONE=$(date +%z)
  SINCE=$((NOW - DAY))
  BOOT=$(awk '$1 == "btime" { print $2 }' /proc/stat)
  TICK=$(getconf CLK_TCK 2>/dev/null || echo 100)
  UNITS='' NGINX_LOGS='' GUNICORN_LOGS=''
  put timeout-chain-host/1
  put time "$NOW"
  put boot "$BOOT"
  if [ "$(id -u)" != 0 ]; then missing 'other users'"'"' processes' 'the script did not run as root'; fi
  kernel_section

  PROCESSES=$(process_table)
  KINDS=$(printf '%s\n' "$PROCESSES" | awk '$4 ~ /^(nginx|openresty|gunicorn|python|pypy)/ { print $1, $2, $3 }' | head -n 1000 |
    while read -r pid parent start; do
      kind=$(words "$pid" cmdline | awk "$AWK_KIND")
      if [ -n "$kind" ]; then printf '%s %s %s %s\n' "$pid" "$parent" "$start" "$kind"; fi
    done)
  heard=$(listeners)
  printf '%s\n' "$heard" | while IFS=$TAB read -r transport where pid; do
    if [ -n "$transport" ]; then printf 'listen\t%s\t%s\t%s\n' "$transport" "$where" "$pid"; fi
    if [ "$pid" = 0 ]; then missing "owner of $where" 'no process that may be looked into holds it'; fi
  done
  # The first part speaks once everything has been measured; what it says fits into the pipe.
  measure_ports "$heard" | { read_processes </dev/null; cat; }
}

# read_processes: the rest, of whom $heard names, and of the logs.
read_processes() {
  for port in $PORTS; do
    if ! printf '%s\n' "$heard" | grep -q "^tcp$TAB.*:$port$TAB"; then missing "listener on port $port" 'nobody listens there'; fi
  done

  too_many nginx-master
  for pid in $(masters nginx-master | head -n 20); do
    process_section "$pid" nginx
    workers_section "$pid" nginx-worker
    nginx_configuration "$pid" "$root"
  done
  too_many gunicorn
  for pid in $(masters gunicorn | head -n 20); do
    process_section "$pid" gunicorn
    workers_section "$pid" gunicorn
    version=$(gunicorn_version "$pid" "$root")
    if [ -n "$version" ]; then
      put of "$pid" version "$version"
    else
      missing "version of gunicorn (process $pid)" 'no installed package was found beside its program'
    fi
    gunicorn_words "$pid"
    GUNICORN_LOG=
    gunicorn_file "$pid" "$root"
    log=$(gunicorn_option "$pid" error-logfile)
    log=${log:-$GUNICORN_LOG}
    case $log in
      /*) if [ -n "$root" ]; then log=unit:; fi ;;
      *) log=unit:$unit ;;
    esac
    GUNICORN_LOGS="$GUNICORN_LOGS$NL$log"
  done
  for pid in $(printf '%s\n' "$heard" | awk -F "$TAB" '$3 > 0 { print $3 }' | sort -un); do
    if ! printf '%s\n' "$KINDS" | grep -q "^$pid "; then process_section "$pid" other; fi
  done

  if [ -n "$SYSTEMCTL" ]; then
    put systemd yes
    for unit in $UNITS; do unit_section "$unit"; done
  else
    put systemd no
  fi
  evidence_section
}

# The answer as one line. What would be cut on its way is sent without the configuration instead, and says so.
pack() {
  answer=$(merge_evidence)
  answer="$answer${NL}end"
  if has gzip && has base64; then
    packed=$(printf '%s\n' "$answer" | gzip -9n | base64 | tr -d '\n')
    if [ "${#packed}" -gt "$PACKED_LIMIT" ]; then
      packed=$({
        printf '%s\n' "$answer" | grep -v -e '^[|~]' -e "^nginx$TAB" -e "^file$TAB" | sed '$d'
        missing 'nginx configuration' 'the answer would have been longer than Run Command returns'
        printf 'end\n'
      } | gzip -9n | base64 | tr -d '\n')
    fi
    printf 'timeout-chain-host/1 gzip %s end\n' "$packed"
  else
    printf 'timeout-chain-host/1 plain\n%s\n' "$answer"
  fi
}

case ${TIMEOUT_CHAIN_ACTION:-read} in
  nginx-dump) awk -v multi=1 "$AWK_NGINX" ;;
  nginx-files) follow '' "${TIMEOUT_CHAIN_FILE:?}" ;;
  gunicorn-file) awk "$AWK_GUNICORN_FILE" ;;
  gunicorn-words) awk "$AWK_GUNICORN_WORDS" ;;
  gunicorn-environment) awk -v shlex=1 "$AWK_GUNICORN_WORDS" ;;
  pack) pack ;;
  unit) unit_section "${TIMEOUT_CHAIN_UNIT:?}" ;;
  evidence)
    NOW=${TIMEOUT_CHAIN_NOW:?}
    BOOT=0
    ZONE=${TIMEOUT_CHAIN_ZONE:-+0000}
    SINCE=$((NOW - DAY))
    evidence_in "${TIMEOUT_CHAIN_SOURCE:?}" ;;
  read)
    PORTS=${PORTS:-}
    MEASURE=${MEASURE:-}
    case $PORTS in *[!0-9\ ]*) printf 'PORTS must be numbers\n' >&2; exit 2 ;; esac
    case $MEASURE in *[!0-9A-Za-z/._~%?\&=+,\ -]*) printf 'MEASURE must be a time, ports and paths\n' >&2; exit 2 ;; esac
    read_host | pack ;;
esac
