#!/usr/bin/env bash
# Creates a database with its user for each service, and a user for the exporter. Runs once, on an empty data directory.
set -euo pipefail

password() { # name
  cat "${SECRETS:-/run/secrets}/$1"
}

# A password of the form that secrets.sh generates cannot be guessed; the exporter's driver refuses fewer iterations
# (docs/adr/0035-few-iterations-of-scram.md).
iterations() { # name of a password
  if [[ $(password "$1") =~ ^[A-Za-z0-9]{50}$ ]]; then echo 1000; else echo DEFAULT; fi
}

user() { # name, name of its password
  psql --username "$POSTGRES_USER" --set ON_ERROR_STOP=1 --set name="$1" --set password="$(password "$2")" \
    --set iterations="$(iterations "$2")" <<'SQL'
SET scram_iterations = :iterations;
CREATE USER :"name" PASSWORD :'password';
SQL
}

database() { # name, name of its user's password
  user "$1" "$2"
  psql --username "$POSTGRES_USER" --set ON_ERROR_STOP=1 --set name="$1" <<'SQL'
CREATE DATABASE :"name" OWNER :"name";
-- By default every user may connect to every database.
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
}

database orders ORDERS_DB_PASSWORD
database users USERS_DB_PASSWORD
database inventory INVENTORY_DB_PASSWORD

user monitoring MONITORING_DB_PASSWORD
psql --username "$POSTGRES_USER" --set ON_ERROR_STOP=1 <<'SQL'
REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;
GRANT pg_monitor TO monitoring;
GRANT CONNECT ON DATABASE postgres TO monitoring;
SQL
