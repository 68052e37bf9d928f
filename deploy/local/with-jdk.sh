#!/bin/sh
# with-jdk.sh COMMAND [ARGUMENT...]: runs a command with JAVA_HOME and PATH of a JDK 25 or later, wherever it is.
set -eu

needed=25

# The release file of a JDK says what it is; asking each java itself would take a second apiece.
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
    "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${HOME:-}"/.jdks/* /opt/*; do
    if is_new_enough "$home"; then
      echo "$home"
      return
    fi
  done
}

JAVA_HOME=$(find_jdk)
if [ -z "$JAVA_HOME" ]; then
  echo "No JDK $needed or later was found: install one (for example Temurin $needed) and point JAVA_HOME to it." >&2
  exit 1
fi
export JAVA_HOME
PATH=$JAVA_HOME/bin:$PATH
export PATH

if [ "$1" = mvn ] && ! command -v mvn >/dev/null; then
  echo "Maven was not found: install Maven 3.8.7 or later with your package manager." >&2
  exit 1
fi
exec "$@"
