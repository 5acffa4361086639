-- What the resolution check said.
create or replace function ops._report_verification(given ops.incident)
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(string_agg(format('- %s: %s, %s', v.state, ops._md(v.step), ops._md(v.message)), E'\n'
        order by v.place),
        case (given).state when 'resolved' then 'Nothing here verifies itself.' else 'Not yet.' end)
    from jsonb_array_elements(coalesce((given).verification, '[]')) with ordinality as e (row, place)
    cross join lateral (select e.row ->> 'state', e.row ->> 'step', e.row ->> 'message', e.place) as v (state, step,
        message, place)
$$;
comment on function ops._report_verification(ops.incident) is 'One line a line of the runbook''s resolution verification.';
revoke all on function ops._report_verification(ops.incident) from public;
