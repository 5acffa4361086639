-- Compares the public keys that the sign-in service shows now with those last accepted, and keeps them.
create or replace function ops.note_signing_keys(source text, keys jsonb, accept boolean default false)
returns setof ops.diagnosis
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_rows ops.diagnosis[];
begin
    perform ops._require_signing_keys(source, keys);
    v_rows := array(select d from ops._compare_signing_keys(source, keys) as d);
    if coalesce(accept, false) or not exists (select from unnest(v_rows) as r where r.state = 'fail') then
        insert into ops.signing_key as s (source, fingerprint, kid, algorithm, first_seen_at, last_seen_at, seen_by)
        select note_signing_keys.source, k.fingerprint, left(k.kid, 200), left(k.algorithm, 50), ops.now(), ops.now(),
            ops.actor()
        from jsonb_to_recordset(keys) as k (fingerprint text, kid text, algorithm text)
        on conflict on constraint signing_key_pkey do update
        set last_seen_at = excluded.last_seen_at, seen_by = excluded.seen_by, kid = excluded.kid,
            algorithm = excluded.algorithm;
    end if;
    return query select r.* from unnest(v_rows) as r;
end
$$;
comment on function ops.note_signing_keys(text, jsonb, boolean) is
    'keys: [{"fingerprint": …, "kid": …, "algorithm": …}]. One row a key: ok, info at the first look, fail when it is '
    'new or gone; a change is kept only with accept => true, and reported until then. OP005.';
revoke all on function ops.note_signing_keys(text, jsonb, boolean) from public;
grant execute on function ops.note_signing_keys(text, jsonb, boolean) to ops_operator;
