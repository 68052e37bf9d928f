#!/usr/bin/env bash
# usage: secrets.sh make         generates missing secrets, and writes those of each container as files
#        secrets.sh show [NAME]  prints the logins, or one secret
#
# A secret that is set in the environment at the first start is used, the others are random. Later values are ignored,
# because PostgreSQL and others keep the password with which they were initialized.
set -euo pipefail

# One folder per container, and "all" with one file per secret.
readonly folders=${SECRETS:-/secrets}

readonly NAMES=(
  POSTGRES_PASSWORD ORDERS_DB_PASSWORD USERS_DB_PASSWORD INVENTORY_DB_PASSWORD MONITORING_DB_PASSWORD
  REDIS_PASSWORD ORDER_SERVICE_CLIENT_SECRET OPERATOR_PASSWORD DEMO_CUSTOMER_PASSWORD GRAFANA_ADMIN_PASSWORD
  BUGSINK_SECRET_KEY
)

# Atomic, so that no reader sees half a file. World-readable, because only one container mounts the folder.
write() { # file, text on standard input
  local part
  mkdir -p "$(dirname "$1")"
  part=$(mktemp "$1.XXXXXX")
  cat >"$part"
  chmod 444 "$part"
  mv "$part" "$1"
}

random() { # 50 characters, which Django requires
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
      echo "$name keeps its value from the first start" >&2
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

property() { # key name: a line of a properties file, with $ escaped, which starts an expression
  local text
  text=$(value "$2")
  text=${text//\$/\\\$}
  text=${text//\\/\\\\}
  [[ $text != ' '* ]] || text="\\$text"
  printf '%s=%s\n' "$1" "$text"
}

service() { # service, name of its database password, names of further secrets
  local service=$1 database=$2 name key
  shift 2
  {
    property quarkus.datasource.password "$database"
    property quarkus.redis.password REDIS_PASSWORD
    for name; do
      # ORDER_SERVICE_CLIENT_SECRET becomes order.service.client.secret.
      key=${name,,}
      property "${key//_/.}" "$name"
    done
  } | write "$folders/$service/application.properties"
}

quoted() { # text: as a JSON string, which redis.conf reads as well
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
  {
    property frontend.demo-customer.password DEMO_CUSTOMER_PASSWORD
    property frontend.operator.password OPERATOR_PASSWORD
  } | write "$folders/frontend/application.properties"
  copy postgres-exporter MONITORING_DB_PASSWORD
  printf '{"redis://redis:6379": %s}\n' "$(quoted "$(value REDIS_PASSWORD)")" \
    | write "$folders/redis-exporter/passwords.json"
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
        echo "Unknown secret $2; known are: ${NAMES[*]}" >&2
        exit 1
      }
      value "$2"
      echo
    else
      printf 'customer  %s  %s\n' "${DEMO_CUSTOMER_EMAIL:-ada@shop.example}" "$(value DEMO_CUSTOMER_PASSWORD)"
      printf 'operator  %s  %s\n' "${OPERATOR_EMAIL:-operator@shop.example}" "$(value OPERATOR_PASSWORD)"
      printf 'Grafana   admin  %s\n' "$(value GRAFANA_ADMIN_PASSWORD)"
    fi
    ;;
  *)
    echo "usage: secrets.sh make | show [NAME]" >&2
    exit 2
    ;;
esac
