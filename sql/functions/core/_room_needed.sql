-- For rows that an undo brings back: the counters that would refuse them, and by how much.
-- An application that checks what is left before it counts would refuse a row that it held all
-- along, where more is counted than there is, by however much. Room is made only in a counter that nobody has
-- moved since we did; else the application's own check decides.
create or replace function ops._room_needed(run bigint, positions integer[])
returns jsonb
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    with wanted as (
        select c.relation, c.counter, i.after ->> c.key_column as key
        from ops.run as r
        cross join lateral ops._run_items(r.id, positions[1], positions[cardinality(positions)]) as i
        join ops.collateral as c
            on c.subject = i.subject and c.counter is not null
        where r.id = run and r.kind = 'undo' and i.action = 'insert' and i."position" = any (positions)
            and i.after ->> c.key_column is not null
        group by c.relation, c.counter, i.after ->> c.key_column
    )
    -- down to ninety million below nothing: a delivery may have been received several times over
    select jsonb_agg(jsonb_build_object('relation', w.relation, 'counter', w.counter, 'key', w.key, 'amount', (n.image ->> w.counter)::numeric + 9e7))
    from wanted as w
    cross join lateral ops._row_images(w.relation, array[w.key]) as n
    where n.image ->> w.counter = (
        select c.after ->> w.counter
        from ops.change as c
        where c.subject = w.relation
            and c.key = jsonb_build_object(coalesce((select s.key_column from ops.subject as s where s.relation = w.relation), 'id'), w.key)
            and c.after ? w.counter
        order by c.id desc
        limit 1
    )
$$;
comment on function ops._room_needed(bigint, integer[]) is 'Array of relation, counter, key and amount; null when nothing is brought back, or somebody has moved the counters since.';
revoke all on function ops._room_needed(bigint, integer[]) from public;
