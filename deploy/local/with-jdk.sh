#!/bin/sh
# with-jdk.sh COMMAND [ARGUMENT...]: runs a command with the JAVA_HOME and PATH of an installed JDK 25 or later.
set -eu

needed=25
needed_maven=3.8.7

# Reads the JDK's release file: running each java would take a second.
version() {
  [ ! -r "$1/release" ] || sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

is_new_enough() {
  [ -x "$1/bin/javac" ] && [ "$(version "$1")" -ge "$needed" ] 2>/dev/null
}

home_of_java_on_path() {
  java=$(command -v java 2>/dev/null) || return 0
  java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.home = //p'
}

find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && is_new_enough "$JAVA_HOME"; then
    echo "$JAVA_HOME"
    return
  fi
  on_path=$(home_of_java_on_path)
  if [ -n "$on_path" ] && is_new_enough "$on_path"; then
    echo "$on_path"
    return
  fi
  for home in /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-}"/.sdkman/candidates/java/* \
    "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${HOME:-}"/.jdks/* /opt/*; do
    if is_new_enough "$home"; then
      echo "$home"
      return
    fi
  done
}

JAVA_HOME=$(find_jdk)
if [ -z "$JAVA_HOME" ]; then
  echo "No JDK $needed or later found: install one (for example Temurin $needed) and set JAVA_HOME to it." >&2
  exit 1
fi
export JAVA_HOME
PATH=$JAVA_HOME/bin:$PATH
export PATH

has_maven() {
  version=$(mvn --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p')
  [ -n "$version" ] && [ "$(printf '%s\n' "$needed_maven" "$version" | sort -V | head -n 1)" = "$needed_maven" ]
}

# Without a Maven that is new enough, the wrapper downloads one.
if [ "$1" = mvn ] && ! has_maven; then
  shift
  set -- "$(dirname "$0")/../../mvnw" "$@"
fi
exec "$@"
