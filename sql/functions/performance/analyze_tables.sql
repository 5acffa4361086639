-- Refreshes the statistics of tables.
create or replace function ops.analyze_tables(tables text[] default null, dry_run boolean default true,
    reason text default null)
returns table (relation text, live_rows bigint, modified bigint, last_analyze timestamptz, state text, note text)
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
    v_some_absent boolean;
    v_absent text;
    v_tables oid[];
begin
    if not coalesce(dry_run, false) then
        perform ops._require_reason(reason, 'select * from ops.analyze_tables(dry_run => false, reason => ''why'')');
    end if;
    select bool_or(w.relid is null), min(w.name) filter (where w.relid is null), array_agg(w.relid)
    into v_some_absent, v_absent, v_tables
    from (select n.name, ops._relation(n.name)::oid as relid from unnest(tables) as n (name)) as w;
    if v_some_absent then
        perform ops._fail('OP005', format('there is no table %s', v_absent),
            'tables are written with their schema: public.lots', 'select * from ops.table_size');
    end if;
    for relation, live_rows, modified, last_analyze, state, note in
        select t.relname, t.live, t.modified, t.last_analyze, 'planned', null::text
        from ops._table_upkeep() as t
        where case
                when tables is null then t.modified >= 1000 and t.modified > t.analyze_at
                else t.relid = any (v_tables)
            end
        order by t.relname
    loop
        if dry_run is false then
            select a.state, a.note into state, note from ops._analyze_table(relation) as a (state, note);
        end if;
        return next;
    end loop;
end
$$;
comment on function ops.analyze_tables(text[], boolean, text) is
    'Plans, or with dry_run => false and a reason runs, ANALYZE of those tables, or of all with more changes than '
    'autovacuum waits for. OP005, OP009.';
revoke all on function ops.analyze_tables(text[], boolean, text) from public;
grant execute on function ops.analyze_tables(text[], boolean, text) to ops_operator;
