-- Which counters were overwritten: the parent's last write belongs to no line and no reservation.
create or replace function ops._direct_writes(scope text, keys uuid[], drifts numeric[])
returns table (key uuid, written_at timestamptz)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with stray as (
            select q.id, l.quality, l.color
            from ops._counter_lines(_direct_writes.scope, keys) as l
            join ops._reservation_parents(_direct_writes.scope, keys) as q
                on q.id = l.parent
            where (l.quality, l.color) is distinct from (q.quality, q.color)
        )
        select p.id, p.updated_at
        from unnest(keys, drifts) as d (id, drift)
        join ops._reservation_parents(_direct_writes.scope, keys) as p
            on p.id = d.id
        left join (
            select l.parent, max(l.touched_at) as touched_at
            from ops._counter_lines(_direct_writes.scope, keys) as l
            group by l.parent
        ) as t
            on t.parent = p.id
        where p.updated_at > coalesce(t.touched_at, '-infinity')
            -- a counter below zero was subtracted from, not written
            and p.reserved_meters >= 0
            -- an equal and opposite drift elsewhere speaks of a move whose line is gone
            and not exists (select from unnest(drifts) as other (drift) where other.drift = - d.drift)
            -- a line with another label may have been moved to or from here, in ways too tangled to prove
            and not exists (select from stray as s where s.id = p.id)
            and not exists (select from stray as s where s.quality = p.quality and s.color = p.color)
            -- what a reservation did at the same instant may have been a line that is gone
            and not exists (select from public.reservations as r where r.canceled_at = p.updated_at)
            and not exists (select from public.reservations as r where r.updated_at = p.updated_at);
end
$$;
comment on function ops._direct_writes(text, uuid[], numeric[]) is 'Parents written after everything that is left of their lines, by no reservation, with no opposite drift and no stray label about.';
revoke all on function ops._direct_writes(text, uuid[], numeric[]) from public;
