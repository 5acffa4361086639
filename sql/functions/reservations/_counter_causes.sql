-- Why a reservation counter drifted: the one explanation that fits, with its arithmetic.
create or replace function ops._counter_causes(scope text, keys text[], drifts numeric[])
returns table (key text, cause text, detail jsonb)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    with around as materialized (
        select array_agg(c.id order by c.id) as ids, array_agg(c.drift order by c.id) as drifts
        from ops._counter_context(scope, keys::uuid[], drifts) as c
    ),
    moved as materialized (
        select m.* from around as a cross join lateral ops._moved_lines(scope, a.ids, a.drifts) as m
    ),
    fixed as materialized (
        select f.* from around as a cross join lateral ops._runbook_fixes(scope, a.ids, a.drifts) as f
    ),
    proven as materialized (
        select m.key, case when m.certain then 'moved_line' else 'ambiguous' end as cause,
            jsonb_build_object('lines', m.lines, 'with', m.partners, 'proof', case
                when m.complete then 'equal and opposite drift, and the moved line still carries the old label'
                else 'it lacks exactly lines that carry the label of another one, which has too much'
            end) as detail
        from moved as m
        union all
        select f.key, 'runbook_fix',
            jsonb_build_object('metres', f.metres, 'deleted_since', f.gone, 'proof',
                'the counter lacks exactly the lines of reservations that were over, and was written since')
        from fixed as f
        where f.certain
        union all
        select u.key, 'untracked_line',
            jsonb_build_object('lines', u.lines, 'proof',
                'it lacks exactly the lines that are newer than its own last write: they came past the trigger')
        from around as a
        cross join lateral ops._untracked_lines(scope, a.ids, a.drifts) as u
    ),
    candidate as (
        select p.key, p.cause, p.detail from proven as p
        union all
        select w.key, 'direct_write', jsonb_build_object('written_at', w.written_at, 'proof',
            'its last write belongs to no line, reservation, receipt or shipment that is left')
        from around as a
        cross join lateral ops._direct_writes(scope, a.ids, a.drifts,
            array(select p.key from proven as p union all select f.key from fixed as f),
            coalesce((select array_agg(l) from moved as m cross join lateral unnest(m.lines) as l
                where m.certain and m.complete), '{}'),
            (select min(f.written_at) from fixed as f where f.certain)) as w
    )
    select k.key,
        case count(c.cause) when 0 then 'unknown' when 1 then min(c.cause) else 'ambiguous' end,
        case count(c.cause)
            when 0 then '{}'
            when 1 then jsonb_strip_nulls((array_agg(c.detail))[1])
            else jsonb_build_object('candidates', jsonb_agg(c.cause order by c.cause))
        end
    from unnest(keys) as k (key)
    left join candidate as c
        on c.key = k.key::uuid
    group by k.key
$$;
comment on function ops._counter_causes(text, text[], numeric[]) is 'One row a key: moved_line, runbook_fix, untracked_line, direct_write, unknown (none fits) or ambiguous (several fit), with its proof; "with" lists the keys it rests on.';
revoke all on function ops._counter_causes(text, text[], numeric[]) from public;
