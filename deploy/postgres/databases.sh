#!/usr/bin/env bash
# Creates a database with its user for each service, and a user for the exporter. Runs once, on an empty data directory.
set -euo pipefail

password() { # name
  cat "/run/secrets/$1"
}

database() { # name, name of its user's password
  psql --username "$POSTGRES_USER" --set ON_ERROR_STOP=1 --set name="$1" --set password="$(password "$2")" <<'SQL'
CREATE USER :"name" PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
-- By default every user may connect to every database.
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
}

database orders ORDERS_DB_PASSWORD
database users USERS_DB_PASSWORD
database inventory INVENTORY_DB_PASSWORD

psql --username "$POSTGRES_USER" --set ON_ERROR_STOP=1 --set password="$(password MONITORING_DB_PASSWORD)" <<'SQL'
REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;
CREATE USER monitoring PASSWORD :'password' IN ROLE pg_monitor;
GRANT CONNECT ON DATABASE postgres TO monitoring;
SQL
