#!/bin/sh
# Prints the home of a JDK of at least the major version given as $1 (21 where none is given), and exits 1 if there is
# none. With $2 = java, one that can only run programs will do. Looks at JAVA_HOME, then at the java on the PATH, then where packages, SDKMAN!, IDEs and macOS keep theirs.
wanted=${1:-21}
program=${2:-javac}

major() {
    # The release file is in every JDK since 9 and spares the start of a virtual machine.
    [ -x "$1/bin/$program" ] && [ -r "$1/release" ] &&
        sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release"
}

fits() {
    version=$(major "$1")
    [ -n "$version" ] && [ "$version" -ge "$wanted" ]
}

path_java=$(command -v java 2>/dev/null)
if [ -n "$path_java" ]; then
    path_java=$(readlink -f "$path_java" 2>/dev/null || printf '%s' "$path_java")
    path_java=${path_java%/bin/java}
fi

for home in "$JAVA_HOME" "$path_java" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$home" ] && fits "$home"; then
        printf '%s\n' "$home"
        exit 0
    fi
done
exit 1
