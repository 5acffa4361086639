-- Refuses what is no list of fingerprints.
create or replace function ops._require_signing_keys(source text, keys jsonb)
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_call text := 'lotastro-ops keys-check --jwks <address>';
begin
    if coalesce(btrim(source), '') = '' or length(source) > 300 then
        perform ops._fail('OP005', 'source is no address', 'it has 1 to 300 characters', v_call);
    elsif jsonb_typeof(keys) is distinct from 'array' or jsonb_array_length(keys) > 50 then
        perform ops._fail('OP005', 'keys are no list',
            'an array of at most 50 objects with fingerprint, kid and algorithm', v_call);
    elsif exists (
            select
            from jsonb_array_elements(keys) as k
            where coalesce(k ->> 'fingerprint', '') !~ '^[A-Za-z0-9_-]{43}$'
        )
        or (select count(*) <> count(distinct k ->> 'fingerprint') from jsonb_array_elements(keys) as k)
    then
        perform ops._fail('OP005', 'keys hold no fingerprints',
            'each is a SHA-256 thumbprint of 43 characters, and each once', v_call);
    end if;
end
$$;
comment on function ops._require_signing_keys(text, jsonb) is
    'Raises OP005 for an empty source, keys that are no array of at most 50, or a fingerprint that is none or twice '
    'there.';
revoke all on function ops._require_signing_keys(text, jsonb) from public;
