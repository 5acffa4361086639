#!/bin/bash
# Creates a cluster and runs it; further arguments go to postgres.
# POSTGRES_PASSWORD: of the superuser supabase_admin, required.
# CRON_DATABASE: where pg_cron lives. It keeps a session there, so that database cannot be copied.
set -euo pipefail

: "${POSTGRES_PASSWORD:?set the password of the superuser supabase_admin}"
data=/var/lib/postgresql/data

initdb --pgdata="$data" --username=supabase_admin --pwfile=<(echo "$POSTGRES_PASSWORD") \
    --auth-local=trust --auth-host=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 \
    --no-sync --no-instructions > /dev/null
{
    echo 'host all all all scram-sha-256'
    echo 'host replication all all scram-sha-256'
} >> "$data/pg_hba.conf"

# The cluster lives as long as its container: nothing needs to survive a power cut.
exec postgres -D "$data" \
    -c listen_addresses='*' \
    -c unix_socket_directories=/tmp \
    -c shared_preload_libraries=pg_cron,pg_stat_statements \
    -c cron.database_name="${CRON_DATABASE:-postgres}" \
    -c cron.use_background_workers=on \
    -c max_worker_processes=32 \
    -c max_connections=200 \
    -c fsync=off \
    -c synchronous_commit=off \
    "$@"
