-- Rules that cannot run here: one line for what the application lacks, one for what the server lacks.
create or replace function ops._skipped_diagnoses()
returns setof ops.diagnosis
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    with skipped as (
        select s.rule, s.why, s.why like '%public.%' as is_ours
        from ops._rule_states() as s
        where s.state = 'skipped'
    ),
    needed as (
        select k.is_ours, e.key as relation, jsonb_agg(distinct c.name) filter (where c.name is not null) as columns
        from skipped as k
        join ops.rule as r
            on r.name = k.rule
        cross join lateral jsonb_each(r.reads) as e
        left join lateral jsonb_array_elements(e.value) as c (name)
            on true
        group by k.is_ours, e.key
    ),
    missing as (
        select n.is_ours, ops._missing(jsonb_object_agg(n.relation, coalesce(n.columns, '[]'))) as what
        from needed as n
        group by n.is_ours
    )
    select case when m.is_ours then 'rules of the application' else 'rules of the server' end,
        case when m.is_ours then 'warn' else 'info' end,
        format('%s skipped: %s', (select count(*) from skipped as k where k.is_ours = m.is_ours), m.what),
        'select * from ops.coverage()'
    from missing as m
    order by m.is_ours desc
$$;
comment on function ops._skipped_diagnoses() is 'At most two rows: warn for tables of the application, info for extensions, pg_cron and the platform''s schemas.';
revoke all on function ops._skipped_diagnoses() from public;
