#!/bin/sh
# programs.sh          builds the missing programs of the observability stack from source and prints their folder
# programs.sh folders  prints the folders of the programs, separated as in PATH
# Loki is not built: its test uses the one on the PATH, if there is one.
set -eu

cache=${XDG_CACHE_HOME:-$HOME/.cache}/observable-shop/programs

# Name, version, Go module, packages. Jaeger 1.76.0 is the same commit as 2.13.0; Prometheus 3.16.0 is 0.316.0.
modules() {
  cat <<'END'
mailpit 1.33.1 github.com/axllent/mailpit .
redis_exporter 1.86.0 github.com/oliver006/redis_exporter .
postgres_exporter 0.19.1 github.com/prometheus-community/postgres_exporter ./cmd/postgres_exporter
alertmanager 0.35.0 github.com/prometheus/alertmanager ./cmd/alertmanager ./cmd/amtool
prometheus 0.316.0 github.com/prometheus/prometheus ./cmd/prometheus ./cmd/promtool
jaeger 1.76.0 github.com/jaegertracing/jaeger ./cmd/jaeger
END
}

bugsink() {
  sed -n 's/^BUGSINK_IMAGE=.*:/bugsink-/p' "$(dirname "$0")/../../.env"
}

build_module() { # name version module package...
  name=$1 version=$2 module=$3
  shift 3
  # Not `go install module@version`: it rejects modules with replace directives.
  source=$(go mod download -json "$module@v$version" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
  rm -rf "$cache/source" "$cache/$name.part"
  mkdir -p "$cache/$name.part"
  cp -R "$source" "$cache/source"
  chmod -R u+w "$cache/source"
  # Alertmanager's module lacks its web page; the tests use only its API.
  [ "$name" != alertmanager ] ||
    (cd "$cache/source" && mkdir -p ui/app/dist && echo "No web page" >ui/app/dist/index.html)
  # A go.work file in a module names folders that the module does not contain.
  (cd "$cache/source" && GOWORK=off go build -trimpath -ldflags='-s -w' -o "$cache/$name.part/" "$@")
  rm -rf "$cache/source"
  mv "$cache/$name.part" "$cache/$name-$version"
}

build_bugsink() { # folder version
  rm -rf "$1"
  python3 -m venv "$1/python"
  "$1/python/bin/pip" install --quiet --disable-pip-version-check "bugsink==$2"
  # Last, because it marks a complete installation. Only this link is on the PATH, not the Python next to it.
  ln -s python/bin/bugsink-manage "$1/bugsink-manage"
}

folders() {
  modules | while read -r name version _; do echo "$cache/$name-$version"; done
  echo "$cache/$(bugsink)"
}

if [ "${1:-}" = folders ]; then
  folders | paste -s -d : -
  exit
fi

mkdir -p "$cache"
lacking=
modules | while read -r name version module packages; do
  [ ! -d "$cache/$name-$version" ] || continue
  command -v go >/dev/null || continue
  echo "Building $name $version"
  # shellcheck disable=SC2086
  build_module "$name" "$version" "$module" $packages </dev/null
done
tracker=$(bugsink)
if [ ! -e "$cache/$tracker/bugsink-manage" ]; then
  echo "Installing Bugsink ${tracker#bugsink-}"
  build_bugsink "$cache/$tracker" "${tracker#bugsink-}"
fi

folders | while read -r folder; do [ ! -d "$folder" ] || echo "$folder"; done
for folder in $(folders); do
  [ -d "$folder" ] || lacking="$lacking $(basename "$folder")"
done
if [ -n "$lacking" ]; then
  echo "Not built:$lacking. Install Go 1.26 or later, or put the distribution's Prometheus (3.0 or later) and" \
    "Alertmanager on the PATH." >&2
  exit 1
fi
