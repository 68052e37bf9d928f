#!/usr/bin/env bash
# smoke.sh: starts the native executables of the services and of the frontend, and places an order through it.
# Needs PostgreSQL at port 5432 with the databases of deploy/postgres, Redis at 6379, and in SECRETS the folder that
# deploy/secrets/secrets.sh has filled.
set -euo pipefail
cd "$(dirname "$0")/.."

logs=$(mktemp -d)
finish() {
  status=$?
  # Processes that still run.
  jobs -pr | xargs --no-run-if-empty kill
  wait
  [ "$status" -eq 0 ] || tail -n 50 "$logs"/*
  rm -r "$logs"
}
trap finish EXIT

start() { # service management-port [database password]
  local executable
  executable=$(echo "$1"/target/*-runner)
  QUARKUS_DATASOURCE_JDBC_URL=jdbc:postgresql://localhost:5432/${3:-} QUARKUS_DATASOURCE_USERNAME=${3:-} \
    QUARKUS_DATASOURCE_PASSWORD=${4:-} QUARKUS_REDIS_HOSTS=redis://localhost:6379 SENTRY_DSN='' \
    "$executable" >"$logs/$1" 2>&1 &
  local process=$!
  for _ in $(seq 60); do
    if deploy/docker/ready "$2" 2>/dev/null; then
      echo "$1 is ready, $(du -m "$executable" | cut -f1) MiB"
      return
    fi
    kill -0 "$process" 2>/dev/null || break
    sleep 1
  done
  echo "$1 did not get ready within a minute, or ended"
  return 1
}

post() { # url token json
  curl --silent --show-error --fail-with-body "localhost:$1" -H "Authorization: Bearer $2" \
    -H 'Content-Type: application/json' -d "$3"
}

token() { # user password
  curl --silent --show-error --fail-with-body localhost:8081/oauth/token -d grant_type=password -d "username=$1" \
    -d "password=$2" | jq --raw-output .access_token
}

secret() { # name
  deploy/secrets/secrets.sh show "$1"
}

export ORDER_SERVICE_CLIENT_SECRET OPERATOR_EMAIL=operator@shop.example OPERATOR_PASSWORD
ORDER_SERVICE_CLIENT_SECRET=$(secret ORDER_SERVICE_CLIENT_SECRET)
OPERATOR_PASSWORD=$(secret OPERATOR_PASSWORD)
start user-service 9081 users "$(secret USERS_DB_PASSWORD)"
start inventory-service 9082 inventory "$(secret INVENTORY_DB_PASSWORD)"
start order-service 9080 orders "$(secret ORDERS_DB_PASSWORD)"
start frontend 9088

operator=$(token "$OPERATOR_EMAIL" "$OPERATOR_PASSWORD")
post 8082/products "$operator" '{"id": "toaster", "name": "Toaster", "price": 19.90, "stock": 10}' >/dev/null
curl --silent --show-error --fail-with-body localhost:8081/users -H 'Content-Type: application/json' \
  -d '{"email": "grace@example.com", "name": "Grace", "password": "nanoseconds"}' >/dev/null
customer=$(token grace@example.com nanoseconds)
order=$(post 8088/orders "$customer" '{"type": "standard", "lines": [{"productId": "toaster", "quantity": 2}]}')
echo "$order"
[ "$(jq --raw-output .status <<<"$order")" = CONFIRMED ]
curl --silent --show-error --fail-with-body localhost:8088/ | grep --fixed-strings /static/bundle/ >/dev/null
for port in 9080 9081 9082 9088; do
  curl --silent --fail localhost:$port/metrics | grep 'build_info{.*native'
done
