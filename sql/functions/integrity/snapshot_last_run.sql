-- What the settings say of the last snapshot, where the snapshots say otherwise.
create or replace function ops.snapshot_last_run(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_zone constant text := ops.setting('time_zone'); -- once, not once a row
    v_slack constant interval := interval '10 minutes';
begin
    return query
        with newest as (
            select max(s.created_at) as at
            from (
                select i.created_at from public.inventory_snapshots as i
                union all
                select o.created_at from public.order_snapshots as o
                union all
                select r.created_at from public.reservation_snapshots as r
            ) as s
        )
        select 'public.snapshot_settings',
            jsonb_build_object('id', w.id),
            left(w.message, 100),
            null::text,
            jsonb_build_object('last_snapshot_at', w.at),
            jsonb_build_object('last_snapshot_at', w.last_snapshot_at, 'last_snapshot_status', w.last_snapshot_status),
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object('error', left(w.last_snapshot_error, 200))),
            null::text
        from (
            select s.*, n.at, case
                when s.last_snapshot_status is distinct from 'success' and n.at is not null
                    then format('the last snapshot ended as %s, and wrote rows at %s', coalesce(s.last_snapshot_status, 'nothing'),
                        ops._moment(n.at, v_zone))
                when coalesce(s.last_snapshot_at, '-infinity') < ops._shifted(n.at, -v_slack)
                    then format('snapshots were written at %s, the settings say %s',
                        ops._moment(n.at, v_zone),
                        coalesce(ops._moment(s.last_snapshot_at, v_zone), 'never'))
                when s.last_snapshot_at > ops._shifted(coalesce(n.at, '-infinity'), v_slack)
                    then format('the settings say that a snapshot succeeded at %s, and no row is that new',
                        ops._moment(s.last_snapshot_at, v_zone))
            end as message
            from public.snapshot_settings as s
            cross join newest as n
            where keys is null or s.id = any (keys::uuid[])
        ) as w
        where w.message is not null;
end
$$;
comment on function ops.snapshot_last_run(text[]) is 'last_snapshot_at and last_snapshot_status against the newest rows of the three tables, to ten minutes. An error that wrote rows is a run that broke off half way.';
revoke all on function ops.snapshot_last_run(text[]) from public;
select ops._define_rule(
    name => 'snapshot_last_run',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'What the settings say of the last snapshot agrees with the snapshots',
    why => 'The run breaks off after the first tables each night; the next one sees today''s row and skips the rest.',
    repair_class => 'report',
    reads => '{"public.snapshot_settings": ["id", "last_snapshot_at", "last_snapshot_status", "last_snapshot_error"],
        "public.inventory_snapshots": ["created_at"], "public.order_snapshots": ["created_at"],
        "public.reservation_snapshots": ["created_at"]}'
);
