-- Which of some secrets vault holds, by name; their values stay where they are.
create or replace function ops._vault_holds(names text[])
returns text[]
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_held text[] := array[]::text[];
begin
    if ops._unreadable('vault.decrypted_secrets') is null then
        select coalesce(array_agg(distinct s.name::text order by s.name::text), array[]::text[]) into v_held
        from vault.decrypted_secrets as s
        where s.name = any (names) and s.decrypted_secret <> '';
    end if;
    return v_held;
end
$$;
comment on function ops._vault_holds(text[]) is
    'Names found in vault.decrypted_secrets; none where vault is absent or cannot be read.';
revoke all on function ops._vault_holds(text[]) from public;
