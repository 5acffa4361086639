-- What no undo takes back: signals, calls of functions and captures, where this release keeps them.
create or replace function ops._signal_entries(since timestamptz, until timestamptz)
returns setof ops.timeline_entry
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_table regclass;
begin
    for v_table in
        select c.oid from pg_class as c
        where c.relnamespace = 'ops'::regnamespace and c.relkind = 'r' and c.relname in ('signal', 'invocation', 'capture')
        order by c.relname
    loop
        return query execute format(
            'select e.at, $1::text, e.actor, e.text, e.row from ('
            'select coalesce(j.row ->> ''at'', j.row ->> ''requested_at'', j.row ->> ''sent_at'', j.row ->> ''taken_at'')::timestamptz as at, '
            'coalesce(j.row ->> ''actor'', ''ops'') as actor, '
            'concat_ws('' · '', j.row ->> ''action'', j.row ->> ''name'', j.row ->> ''state'', j.row ->> ''reason'') as text, j.row '
            'from (select to_jsonb(s) as row from %s as s) as j) as e where e.at between $2 and $3', v_table)
            using v_table, since, until;
    end loop;
end
$$;
comment on function ops._signal_entries(timestamptz, timestamptz) is 'Rows of ops.signal, ops.invocation and ops.capture of that time, as far as these tables exist.';
revoke all on function ops._signal_entries(timestamptz, timestamptz) from public;
