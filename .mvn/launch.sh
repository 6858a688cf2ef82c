# What the launchers of this repository share; they set `here`, its root, and `name`, what they are called, and source this.
# Sets `jdk`, the home of a JDK that fits.

die() {
    printf '%s: %s\n' "$name" "$1" >&2
    exit 70
}

jdk=$(sh "$here/.mvn/find-jdk.sh" 21) ||
    die "no JDK of version 21 or newer was found. Install one (for example from https://adoptium.net) or point JAVA_HOME at it."

newer_sources() {
    # The build is stale when any source or build file is newer than what it made.
    [ -n "$(cd "$here" && find pom.xml docs/rules "$@" \
        \( -name target -prune \) -o -type f \( -path '*/src/main/*' -o -path '*/images/*' -o -name pom.xml -o -path 'docs/*' \) \
        -newer "$built" -print 2>/dev/null | head -n 1)" ]
}

# Whether `build` had something to do.
anew=false

build() {
    built=$1
    modules=$2
    shift 2
    if [ -f "$built" ] && ! newer_sources "$@"; then
        return 0
    fi
    anew=true
    printf '%s: building (the first time takes a few minutes, later ones seconds) ...\n' "$name" >&2
    log=$here/target/launcher-build.log
    mkdir -p "$here/target"
    if ! (cd "$here" && ./mvnw -B -q -pl "$modules" -am -DskipTests -Ddistribution.skip package) >"$log" 2>&1; then
        tail -n 40 "$log" >&2
        die "the build failed; the whole log is in $log"
    fi
    touch "$built"
    printf '%s: built.\n' "$name" >&2
}
