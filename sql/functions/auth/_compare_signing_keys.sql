-- How the keys shown now stand to those last accepted.
create or replace function ops._compare_signing_keys(source text, keys jsonb)
returns setof ops.diagnosis
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_last timestamptz := (select max(s.last_seen_at) from ops.signing_key as s
        where s.source = _compare_signing_keys.source);
    v_accept text := 'if somebody changed it on purpose: lotastro-ops keys-check --jwks <address> --accept';
begin
    return query
        select format('key %s', coalesce(k.kid, s.kid, left(coalesce(k.fingerprint, s.fingerprint), 12))),
            case when k.fingerprint is null then 'fail' when s.fingerprint is not null then 'ok'
                when v_last is null then 'info' else 'fail' end,
            case when k.fingerprint is null
                    then format('gone: every token it signed answers 401 until people sign in again; last seen %s',
                        s.last_seen_at)
                when s.fingerprint is not null then format('%s, known since %s', k.algorithm, s.first_seen_at::date)
                when v_last is null then format('%s, first look: nothing to compare with', k.algorithm)
                else format('new, %s: somebody rotates the keys, or another project answers', k.algorithm) end
                || format('; SHA-256 %s', coalesce(k.fingerprint, s.fingerprint)),
            case when k.fingerprint is null or (s.fingerprint is null and v_last is not null) then v_accept end
        from jsonb_to_recordset(keys) as k (fingerprint text, kid text, algorithm text)
        full join (
            select w.* from ops.signing_key as w where w.source = _compare_signing_keys.source
                and w.last_seen_at = v_last
        ) as s
            on s.fingerprint = k.fingerprint
        order by k.fingerprint is null, coalesce(k.fingerprint, s.fingerprint);
    if jsonb_array_length(keys) = 0 then
        return query
            select 'signing keys', 'unknown',
                'none is shown: a shared secret signs the tokens, and its change shows nowhere',
                'Dashboard -> Project Settings -> JWT Keys: when was it last rotated?';
    end if;
end
$$;
comment on function ops._compare_signing_keys(text, jsonb) is
    'One row a key, and one that says unknown when none is shown.';
revoke all on function ops._compare_signing_keys(text, jsonb) from public;
