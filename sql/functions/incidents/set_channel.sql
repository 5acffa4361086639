-- Says where messages go. The address itself is a secret and stays where secrets are kept.
create or replace function ops.set_channel(name text, secret text, from_severity text default 'P2',
    enabled boolean default true)
returns void
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if coalesce(name, '') !~ '^[a-z][a-z0-9_-]{0,30}$' or coalesce(secret, '') !~ '^(env|vault):[A-Za-z_][A-Za-z0-9_]*$'
        or coalesce(from_severity, '') not in ('P0', 'P1', 'P2', 'P3') or enabled is null
    then
        perform ops._fail('OP005', 'a channel needs a name, where its address lies, and a severity',
            'the address is env:NAME (environment of lotastro-ops schedule run) or vault:NAME (Supabase Vault), '
            'never the address itself',
            'select ops.set_channel(''team'', ''env:OPS_WEBHOOK_URL'', ''P2'')');
    end if;
    insert into ops.channel as c (name, secret, from_severity, enabled, changed_at, changed_by)
    values (set_channel.name, set_channel.secret, set_channel.from_severity, set_channel.enabled, ops.now(),
        ops.actor())
    on conflict on constraint channel_pkey do update
    set secret = excluded.secret, from_severity = excluded.from_severity, enabled = excluded.enabled,
        changed_at = excluded.changed_at, changed_by = excluded.changed_by;
end
$$;
comment on function ops.set_channel(text, text, text, boolean) is 'secret: env:NAME or vault:NAME. from_severity: the mildest that is sent. OP005.';
revoke all on function ops.set_channel(text, text, text, boolean) from public;
grant execute on function ops.set_channel(text, text, text, boolean) to ops_operator;
