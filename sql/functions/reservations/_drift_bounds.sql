-- Between which recorded checks a lot's counter went wrong.
create or replace function ops._drift_bounds(lot uuid)
returns table (sound_at timestamptz, seen_at timestamptz)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select
        (
            select max(case when t.checked_at < f.first_seen then t.checked_at else t.at end)
            from ops.rule_total as t
            -- beyond a thousand rows a row may be broken and not be remembered
            where t.rule = f.rule and t.state in ('clean', 'broken') and t.rows <= 1000 and t.at < f.first_seen
                -- of one that came back only the return is dated
                and f.recurred = 0
        ),
        case when f.recurred = 0 then f.first_seen else f.last_change end
    from ops.finding as f
    where f.rule = 'lot_reserved_meters' and f.kind = 'violation' and f.resolved_at is null
        and f.key = jsonb_build_object('id', lot)
$$;
comment on function ops._drift_bounds(uuid) is 'The last recorded check that did not find it, null when there is none, and the check that first did. No row where no check recorded it.';
revoke all on function ops._drift_bounds(uuid) from public;
