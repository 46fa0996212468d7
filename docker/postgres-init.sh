#!/bin/bash
# Makes the two roles and the database of Anslag. PostgreSQL's image runs it once, when its volume is empty.
#
# anslag_owner owns the database: migrations and the job queue's schema. anslag_app may connect; what else it may do is
# granted by the migrations, table by table.
# Passwords come from ANSLAG_OWNER_PASSWORD and ANSLAG_APP_PASSWORD, or from files named by …_PASSWORD_FILE.
set -e -o pipefail

for name in ANSLAG_OWNER_PASSWORD ANSLAG_APP_PASSWORD; do
  file="${name}_FILE"
  if [ -n "${!file:-}" ]; then
    export "$name=$(< "${!file}")"
  fi
  if [ -z "${!name:-}" ]; then
    echo "$name is not set; the roles of Anslag cannot be made." >&2
    false
  fi
done

# The passwords are read by psql from its environment, so that they stand in no command line; and statements that fail
# are kept out of the server's log, where they would show them.
psql --no-psqlrc --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\getenv owner_password ANSLAG_OWNER_PASSWORD
\getenv app_password ANSLAG_APP_PASSWORD
set log_min_error_statement = panic;
set log_statement = 'none';
set password_encryption = 'scram-sha-256';
create role anslag_owner login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'owner_password';
create role anslag_app login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'app_password';
create database anslag owner anslag_owner template template0
  encoding 'UTF8' locale_provider icu icu_locale 'sv-SE' locale 'C.UTF-8';
revoke all on database anslag from public;
grant connect on database anslag to anslag_app;
revoke connect on database postgres from public;
SQL
