#!/usr/bin/env bash
# secrets.sh make         makes the passwords that are not there yet, and gives each container those it needs, as files
# secrets.sh show [NAME]  prints the logins of people, or one secret by its name
#
# A secret that is set in the environment at the first start is taken over; the others are random. Later ones change nothing,
# because PostgreSQL and others keep the password that they were made with.
set -euo pipefail

# A folder for each container, and "all" for the names below.
readonly folders=${SECRETS:-/secrets}

readonly NAMES=(
  POSTGRES_PASSWORD ORDERS_DB_PASSWORD USERS_DB_PASSWORD INVENTORY_DB_PASSWORD MONITORING_DB_PASSWORD
  REDIS_PASSWORD ORDER_SERVICE_CLIENT_SECRET OPERATOR_PASSWORD GRAFANA_ADMIN_PASSWORD BUGSINK_SECRET_KEY
)

# Put in place whole, so that nobody reads half of it. Readable by whoever has the folder: only one container does.
write() { # file, text on standard input
  local part
  mkdir -p "$(dirname "$1")"
  part=$(mktemp "$1.XXXXXX")
  cat >"$part"
  chmod 444 "$part"
  mv "$part" "$1"
}

random() { # 50 characters: Django wants that many
  local text=
  while ((${#text} < 50)); do
    text+=$(head -c 64 /dev/urandom | base64 --wrap=0 | tr -dc '[:alnum:]')
  done
  printf %s "${text:0:50}"
}

value() { # name
  cat "$folders/all/$1"
}

make_all() {
  local name
  for name in "${NAMES[@]}"; do
    if [[ ! -s $folders/all/$name ]]; then
      if [[ -n ${!name:-} ]]; then printf %s "${!name}"; else random; fi | write "$folders/all/$name"
    elif [[ -n ${!name:-} && ${!name} != "$(value "$name")" ]]; then
      echo "$name stays as it was made at the first start" >&2
    fi
  done
}

copy() { # container name...
  local container=$1 name
  shift
  for name; do
    value "$name" | write "$folders/$container/$name"
  done
}

property() { # key name: a line of a properties file, in which a $ would begin an expression
  local text
  text=$(value "$2")
  text=${text//\$/\\\$}
  text=${text//\\/\\\\}
  [[ $text != ' '* ]] || text="\\$text"
  printf '%s=%s\n' "$1" "$text"
}

service() { # service, name of its database's password, further names that its configuration asks for
  local service=$1 database=$2 name key
  shift 2
  {
    property quarkus.datasource.password "$database"
    property quarkus.redis.password REDIS_PASSWORD
    for name; do
      # As its variable reads in a file: ORDER_SERVICE_CLIENT_SECRET is order.service.client.secret.
      key=${name,,}
      property "${key//_/.}" "$name"
    done
  } | write "$folders/$service/application.properties"
}

quoted() { # text, as a string of JSON, which is also one of redis.conf
  local text=${1//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}

hand_out() {
  copy postgres POSTGRES_PASSWORD ORDERS_DB_PASSWORD USERS_DB_PASSWORD INVENTORY_DB_PASSWORD MONITORING_DB_PASSWORD
  copy redis REDIS_PASSWORD
  printf 'requirepass %s\n' "$(quoted "$(value REDIS_PASSWORD)")" | write "$folders/redis/redis.conf"
  service order-service ORDERS_DB_PASSWORD ORDER_SERVICE_CLIENT_SECRET
  service user-service USERS_DB_PASSWORD ORDER_SERVICE_CLIENT_SECRET OPERATOR_PASSWORD
  service inventory-service INVENTORY_DB_PASSWORD
  copy postgres-exporter MONITORING_DB_PASSWORD
  printf '{"redis://redis:6379": %s}\n' "$(quoted "$(value REDIS_PASSWORD)")" | write "$folders/redis-exporter/passwords.json"
  copy grafana GRAFANA_ADMIN_PASSWORD
  copy bugsink BUGSINK_SECRET_KEY
  copy load OPERATOR_PASSWORD
}

case ${1:-} in
  make)
    make_all
    hand_out
    ;;
  show)
    if (($# > 1)); then
      [[ -s $folders/all/$2 ]] || {
        echo "There is no secret $2; these are there: ${NAMES[*]}" >&2
        exit 1
      }
      value "$2"
      echo
    else
      printf 'operator  %s  %s\n' "${OPERATOR_EMAIL:-operator@shop.example}" "$(value OPERATOR_PASSWORD)"
      printf 'Grafana   admin  %s\n' "$(value GRAFANA_ADMIN_PASSWORD)"
    fi
    ;;
  *)
    echo "usage: secrets.sh make | show [NAME]" >&2
    exit 2
    ;;
esac
