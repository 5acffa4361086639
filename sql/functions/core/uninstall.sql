-- Removes the package from this database, and keeps its evidence if asked.
create or replace function ops.uninstall(keep_evidence boolean default true)
returns text
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
set client_min_messages = warning
as $$
declare
    v_kept bigint;
    v_role text;
begin
    perform ops._require_owner();
    perform ops._lock_repairs();
    perform ops._refuse_unrestored();
    if keep_evidence then
        create schema if not exists ops_evidence;
        create table if not exists ops_evidence.journal (kept_at timestamptz not null default now(), entry jsonb not null);
        execute format('insert into %I.journal (entry) select e from ops.evidence() as e', to_regnamespace('ops_evidence'));
        get diagnostics v_kept = row_count;
    end if;
    perform ops.schedule_remove();
    -- roles belong to the cluster: what this database granted them goes, the roles only when nobody else needs them
    drop schema ops cascade;
    drop schema if exists ops_migrations cascade;
    foreach v_role in array array['ops_operator', 'ops_reader'] loop
        begin
            execute format('drop role if exists %I', v_role);
        exception
            when dependent_objects_still_exist or insufficient_privilege then
                raise notice 'role % is kept: %', v_role, sqlerrm;
        end;
    end loop;
    return case when keep_evidence
        then format('removed; %s rows of evidence are in ops_evidence.journal', v_kept)
        else 'removed' end;
end
$$;
comment on function ops.uninstall(boolean) is 'Drops schemas ops and ops_migrations, and the roles unless another database uses them. OP004 while a repair works, OP017 while removed rows are unrestored, OP018 for anyone but the owner.';
revoke all on function ops.uninstall(boolean) from public;
