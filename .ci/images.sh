#!/usr/bin/env bash
# usage: images.sh FOLDER
# Starts a Docker engine with the tools in the folder and builds the images of .env, for machines that cannot pull them:
# real programs from Debian packages or from source; Grafana and Loki are placeholders that only respond to requests.
# Prints the names of the placeholders, separated by commas.
set -euo pipefail
standins=$(realpath "$1")
readonly standins
cd "$(dirname "$0")/.."
programs=$(deploy/local/programs.sh folders)
. ./.env

program() { # name
  PATH="$programs" command -v "$1"
}

for name in prometheus mailpit jaeger redis_exporter; do
  program "$name" >/dev/null || {
    echo "$name not found: deploy/local/programs.sh builds it." >&2
    exit 1
  }
done

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat >"$folder/list" <<END
$MAVEN_IMAGE maven-jdk
$JAVA_IMAGE jre
$POSTGRES_IMAGE postgres@forky
$REDIS_IMAGE redis@forky
$PROMETHEUS_IMAGE binary $(program prometheus) /bin/prometheus
$ALERTMANAGER_IMAGE alertmanager@forky
$MAILPIT_IMAGE binary $(program mailpit) /mailpit
$JAEGER_IMAGE binary $(program jaeger) /cmd/jaeger/jaeger-linux
$POSTGRES_EXPORTER_IMAGE postgres-exporter@forky
$REDIS_EXPORTER_IMAGE binary $(program redis_exporter) /redis_exporter
$GRAFANA_IMAGE absent 3000
shop/loki absent 3100
shop/base base-debian
END
{
  "$standins/engine"
  "$standins/build" -f "$folder/list"

  # Its health check runs the program itself.
  docker build --tag "$LOKI_IMAGE" - <<'END'
FROM shop/loki
USER 0
RUN ln -s /bin/true /usr/bin/loki
USER 10001
END

  # Follows Bugsink's own Dockerfile.
  version=${BUGSINK_IMAGE##*:}
  python3 -m pip download --quiet --dest "$folder/wheels" --python-version 3.13 --only-binary=:all: "bugsink==$version"
  cat >"$folder/Dockerfile" <<'END'
FROM shop/base
ARG VERSION
ENV PYTHONUNBUFFERED=1 DJANGO_SETTINGS_MODULE=bugsink_conf
WORKDIR /app
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends python3 python3-pip >/dev/null && \
    ln -sf python3 /usr/bin/python && useradd --uid 14237 bugsink && mkdir /data && chown bugsink /app /data
COPY wheels /wheels
RUN pip install --quiet --break-system-packages --no-index --find-links /wheels "bugsink==$VERSION" && \
    cp "$(python -c 'import bugsink; print(bugsink.__path__[0])')/conf_templates/docker.py.template" bugsink_conf.py
USER bugsink
RUN bugsink-manage migrate snappea --database=snappea >/dev/null
CMD ["monofy", "bugsink-show-version", "&&", "bugsink-manage", "check", "--deploy", "--fail-level", "WARNING", "&&", \
    "bugsink-manage", "migrate", "&&", "bugsink-manage", "prestart", "&&", \
    "gunicorn", "--bind=0.0.0.0:8000", "--access-logfile", "-", "bugsink.wsgi", "|||", "bugsink-runsnappea"]
END
  docker build --network host --tag "$BUGSINK_IMAGE" --build-arg "VERSION=$version" "$folder"
} >&2
echo grafana,loki
