# Starts the auditor, from a source tree as from a distribution. Whoever sources this has set `name`, `jdk` (the home of a JDK)
# and `jar`, and calls `start` with the arguments for the program.

# An archive of the classes as the virtual machine keeps them (https://dev.java/learn/jvm/cds-appcds/) shortens the start. There
# is one for each JDK, beside the jar or, where nobody may write there, in the user's cache. The virtual machine itself checks
# that JDK and jars are those it was made from, and goes on without it where they are not.
find_archive() {
    key=$(printf '%s\n' "$jar" | cat - "$jdk/release" 2>/dev/null | cksum)
    archive=start-${key%% *}.jsa
    if [ -w "${jar%/*}" ] || [ -f "${jar%/*}/$archive" ]; then
        archive=${jar%/*}/$archive
    else
        archive=${XDG_CACHE_HOME:-${HOME:-}/.cache}/timeout-chain/$archive
    fi
    [ -f "$archive" ] && [ ! "$jar" -nt "$archive" ]
}

# It is written under another name and moved then, so that nobody ever reads half of one. An empty one says that this JDK makes
# none.
make_archive() {
    fresh=$archive.$$
    if mkdir -p "${archive%/*}" 2>/dev/null && (: >"$fresh") 2>/dev/null; then
        printf '%s: preparing for faster starts (once) ...\n' "$name" >&2
        rm -f "$fresh"
        (become -XX:ArchiveClassesAtExit="$fresh" -cp "$jar" io.timeoutchain.auditor.cli.Rehearsal) \
            </dev/null >/dev/null 2>&1 || :
        [ -f "$fresh" ] || : >"$fresh"
        mv -f "$fresh" "$archive"
    fi
}

# C1 and the serial collector suit a program that lives for seconds. What the virtual machine says about an archive that does
# not fit would stand in the report.
become() {
    exec "$jdk/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xlog:disable "$@"
}

start() {
    # Java 21 cannot tell what it writes to, nor how wide that is; a shell can.
    out=false
    err=false
    [ ! -t 1 ] || out=true
    [ ! -t 2 ] || err=true
    if [ $out = true ] && [ -z "${COLUMNS:-}" ] && size=$(stty size <&1 2>/dev/null); then
        export COLUMNS="${size#* }"
    fi
    # A job that runs once in a fresh container has nothing from an archive: it is made where somebody looks on.
    find_archive || [ $err = false ] || make_archive || :
    set -- -Dtimeoutchain.out.terminal=$out -Dtimeoutchain.err.terminal=$err -jar "$jar" "$@"
    [ ! -s "$archive" ] || set -- -XX:SharedArchiveFile="$archive" "$@"
    become "$@"
}
