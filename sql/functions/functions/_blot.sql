-- Blots out of an answer whatever vault holds under the names that functions use.
create or replace function ops._blot(answer text)
returns text
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_names text[];
    v_secret text;
begin
    if answer is null or ops._unreadable('vault.decrypted_secrets') is not null then
        return answer;
    end if;
    v_names := array(
        select distinct n from ops.edge_functions() as f cross join unnest(f.secrets || '{SUPABASE_ANON_KEY}') as n
    );
    for v_secret in
        select s.decrypted_secret
        from vault.decrypted_secrets as s
        -- an address is no secret, and a short one would blot out words of the answer
        where s.name = any (v_names) and s.name not like '%\_URL' and length(s.decrypted_secret) > 7
        -- longest first, so that none is cut by another that is part of it
        order by length(s.decrypted_secret) desc
    loop
        answer := replace(answer, v_secret, '***');
    end loop;
    return answer;
end
$$;
comment on function ops._blot(text) is
    'The text with every secret of eight characters or more that functions use replaced by ***.';
revoke all on function ops._blot(text) from public;
