-- The head of an incident's report.
create or replace function ops._report_head(given ops.incident, zone text)
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select string_agg(format('| %s | %s |', r.item, r.value), E'\n' order by r.place)
    from (
        values
            (0, 'what', 'value'), (1, '---', '---'),
            (2, 'area', (given).area),
            (3, 'severity', (select format('%s, %s: answer within %s', s.level, s.title, s.response_time)
                from ops.severity as s where s.level = (given).severity)),
            (4, 'state', (given).state || case when (given).reopened > 0 then format(', reopened %s times',
                (given).reopened) else '' end),
            (5, 'cause', ops._md((given).cause)),
            (6, 'opened', to_char((given).opened_at at time zone zone, 'YYYY-MM-DD HH24:MI:SS') || ' by '
                || ops._md((given).opened_by)),
            (7, 'answered', case when (given).acknowledged_at is not null then format('after %s by %s',
                date_trunc('second', (given).acknowledged_at - (given).opened_at),
                ops._md((given).acknowledged_by)) else
                'not yet' end),
            (8, 'with', ops._md(concat_ws(', ', (given).assignee, (given).role))),
            (9, 'resolved', coalesce(to_char((given).resolved_at at time zone zone, 'YYYY-MM-DD HH24:MI:SS') || ' by '
                || ops._md((given).resolved_by)
                || ': ' || ops._md((given).resolution), 'not yet'))
    ) as r (place, item, value)
    where r.value is not null and r.value <> ''
$$;
comment on function ops._report_head(ops.incident, text) is 'A table of Markdown.';
revoke all on function ops._report_head(ops.incident, text) from public;
