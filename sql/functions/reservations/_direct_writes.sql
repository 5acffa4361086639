-- Which counters were overwritten: the parent's last write belongs to nothing that is left, and nothing
-- speaks of a move or of the runbook's fix.
create or replace function ops._direct_writes(
    scope text, keys uuid[], drifts numeric[], explained uuid[], settled uuid[], fixed_at timestamptz
)
returns table (key uuid, written_at timestamptz)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    with parent as materialized (
        select p.*, d.drift
        from unnest(keys, drifts) as d (id, drift)
        join ops._reservation_parents(scope, keys) as p
            on p.id = d.id
    ),
    stray as materialized (
        select s.* from ops._stray_lines(scope, keys) as s where not s.line = any (settled)
    ),
    closed as materialized (
        select l.parent, sum(l.metres) as metres
        from ops._counter_lines(scope, keys) as l
        where not l.active
        group by l.parent
    )
    select p.id, p.updated_at
    from parent as p
    left join closed as c
        on c.parent = p.id
    where not p.id = any (explained)
        -- a line with another label may have been moved to or from here, in ways too tangled to prove
        and not exists (select from stray as s where s.parent = p.id)
        and not exists (select from stray as s where s.quality = p.quality and s.color = p.color)
        -- nor where a line lacks an origin: its old lot may have been renamed since
        and not exists (
            select
            from stray as s
            join parent as q
                on q.id = s.parent and q.drift < 0
            where s.metres <= p.drift
                and not exists (
                    select from parent as o where o.drift > 0 and o.quality = s.quality and o.color = s.color
                )
        )
        -- an equal and opposite drift elsewhere speaks of a move whose line is gone
        -- (values once each: 7 and -7 have the same hash, so thousands of equal drifts would meet each other one by one)
        and not exists (
            select
            from (select distinct o.drift from parent as o where not o.id = any (explained)) as other
            where other.drift = - p.drift
        )
        -- where the runbook's fix has been about, it may have taken more than was lost, and somebody put the rest back
        and not coalesce(p.drift < 0 and c.metres > - p.drift and p.updated_at >= fixed_at, false)
        and not exists (select from ops._innocent_writers(scope, keys) as w where w.key = p.id)
$$;
comment on function ops._direct_writes(text, uuid[], numeric[], uuid[], uuid[], timestamptz) is 'Parents not in explained. Settled: lines whose move is proven. Fixed_at: the first proven run of the runbook''s fix, null for none.';
revoke all on function ops._direct_writes(text, uuid[], numeric[], uuid[], uuid[], timestamptz) from public;
