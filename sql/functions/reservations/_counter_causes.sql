-- Why a reservation counter drifted: the one explanation that fits, with its arithmetic.
create or replace function ops._counter_causes(scope text, keys text[], drifts numeric[])
returns table (key text, cause text, detail jsonb)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_keys uuid[] := keys::uuid[];
begin
    return query
        with proven as (
            select m.key, case when m.certain then 'moved_line' else 'ambiguous' end as cause,
                jsonb_build_object('lines', m.lines, 'with', m.partners,
                    'proof', 'equal and opposite drift, and the moved line still carries the old label') as detail
            from ops._moved_lines(_counter_causes.scope, v_keys, drifts) as m
            union all
            select f.key, 'runbook_fix',
                jsonb_build_object('metres', f.metres,
                    'proof', 'the counter lacks exactly the lines of reservations that were over, and was written since')
            from ops._runbook_fixes(_counter_causes.scope, v_keys, drifts) as f
        ),
        written as (
            select w.key, 'direct_write'::text as cause,
                jsonb_build_object('written_at', w.written_at,
                    'proof', 'written after every line and reservation that is left, by no cancellation') as detail
            from ops._direct_writes(_counter_causes.scope, v_keys, drifts) as w
            where not exists (select from proven as p where p.key = w.key)
        ),
        candidate as (
            select p.key, p.cause, p.detail from proven as p
            union all
            select w.key, w.cause, w.detail from written as w
        )
        select k.key,
            case count(c.cause) when 0 then 'unknown' when 1 then min(c.cause) else 'ambiguous' end,
            case count(c.cause)
                when 1 then (array_agg(c.detail))[1]
                else jsonb_strip_nulls(jsonb_build_object('candidates', jsonb_agg(c.cause order by c.cause) filter (where c.cause is not null)))
            end
        from unnest(keys) as k (key)
        left join candidate as c
            on c.key = k.key::uuid
        group by k.key;
end
$$;
comment on function ops._counter_causes(text, text[], numeric[]) is 'One row a key: moved_line, runbook_fix, direct_write, unknown (none fits) or ambiguous (several fit), with its proof; "with" lists the keys it rests on.';
revoke all on function ops._counter_causes(text, text[], numeric[]) from public;
