-- Whether vault holds what SQL itself must send.
create or replace function ops._verify_secrets()
returns setof ops.verification
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_gap text := ops._unreadable('vault.decrypted_secrets');
    v_needed text[];
    v_held text[];
    v_lost text[];
begin
    select array_agg(distinct h.secret order by h.secret) into v_needed
    from ops.edge_functions() as f
    cross join lateral ops._function_headers(f) as h
    where h.needed and f.exists_in_app;
    v_held := ops._vault_holds(v_needed);
    v_lost := array(select n from unnest(v_needed) as n where n <> all (v_held) order by n);
    return query
        select 'Secrets that SQL sends are in vault',
            case when v_gap is not null then 'unknown'
                when cardinality(v_lost) = 0 then 'passed' else 'failed' end,
            case when v_gap is not null then 'vault.decrypted_secrets ' || v_gap
                when cardinality(v_lost) = 0
                    then format('%s of %s names are there', cardinality(v_held), cardinality(v_needed))
                else 'absent: ' || array_to_string(v_lost, ', ') end,
            jsonb_build_object('needed', v_needed, 'held', v_held),
            case when cardinality(v_lost) > 0
                then format('select vault.create_secret(''…'', %L); until then: lotastro-ops invoke', v_lost[1]) end;
end
$$;
comment on function ops._verify_secrets() is
    'One row, names only. What the functions read themselves is their environment, not vault: lotastro-ops invoke '
    '--probe asks them.';
revoke all on function ops._verify_secrets() from public;
