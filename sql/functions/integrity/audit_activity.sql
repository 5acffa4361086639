-- Who did what lately, hour by hour, and what of it is unlike them (runbook 8, step 2).
create or replace function ops.audit_activity(
    span interval default '24 hours', history interval default '90 days',
    burst_rows integer default 20, burst_factor numeric default 5, day_from integer default 7, day_to integer default 20
)
returns table (
    hour timestamp, actor text, action text, entity text, rows bigint, usual numeric, signs text[], message text
)
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
as $$
declare
    v_zone constant text := ops.setting('time_zone');
    v_since constant timestamptz := ops.now() - span;
begin
    if span is null or span <= interval '0' or history is null or history < interval '0' then
        perform ops._fail('OP005', 'an interval does not fit', format('span %s, history %s', span, history),
            'select * from ops.audit_activity(interval ''24 hours'')');
    elsif ops._missing('{"public.audit_logs": ["created_at"], "public.profiles": ["user_id"]}') is not null then
        perform ops._fail('OP005', 'this database has no log of the application',
            ops._missing('{"public.audit_logs": ["created_at"], "public.profiles": ["user_id"]}'),
            'select * from ops.doctor()');
    end if;
    return query
        with entry as materialized (
            select a.user_id, a.user_email, a.action::text as action, a.entity_type::text as entity,
                date_trunc('hour', a.created_at at time zone v_zone) as hour, a.created_at >= v_since as is_late
            from public.audit_logs as a
            where a.created_at >= v_since - history
                -- copies of our own repairs are in our own journal
                and not coalesce(starts_with(a.notes, 'lotastro-ops run '), false)
        ),
        tally as (
            select e.user_id, e.action, e.entity, e.hour, e.is_late, count(*) as rows, max(e.user_email) as user_email,
                extract(isodow from e.hour) > 5 or extract(hour from e.hour) < day_from
                    or extract(hour from e.hour) >= day_to as is_off
            from entry as e
            group by e.user_id, e.action, e.entity, e.hour, e.is_late
        ),
        habit as (
            select t.user_id, t.action, t.entity, round(avg(t.rows), 1) as usual
            from tally as t
            where not t.is_late
            group by t.user_id, t.action, t.entity
        ),
        person as (
            select t.user_id, sum(t.rows) as rows, coalesce(sum(t.rows) filter (where t.is_off), 0) as off_rows
            from tally as t
            where not t.is_late
            group by t.user_id
        )
        select t.hour, t.user_email, t.action, t.entity, t.rows, h.usual, s.signs,
            left(format('%s: %s %s of %s%s%s', t.user_email, t.rows, t.action, replace(t.entity, '_', ' '),
                case when h.usual is null then '' else format(', usually %s an hour', h.usual) end,
                case
                    when s.signs <> '{}' then ' (' || replace(array_to_string(s.signs, ', '), '_', ' ') || ')'
                end), 100)
        from tally as t
        left join habit as h
            on h.user_id = t.user_id and h.action = t.action and h.entity = t.entity
        left join person as b
            on b.user_id = t.user_id
        left join public.profiles as p
            on p.user_id = t.user_id
        cross join lateral (
            select array_remove(array[
                case when p.user_id is null then 'unknown_user' end,
                case when not p.active or p.deleted_at is not null then 'inactive_user' end,
                case when t.rows >= burst_rows and t.rows > burst_factor * coalesce(h.usual, 0) then 'burst' end,
                case when t.action = 'DELETE' then 'deletion' end,
                -- whoever works at night as a rule is no finding
                case when t.is_off and coalesce(b.off_rows, 0) < 0.05 * coalesce(b.rows, 1) then 'off_hours' end,
                -- of somebody who has been here for a while
                case when h.usual is null and b.rows >= burst_rows then 'first_time' end
            ], null) as signs
        ) as s
        where t.is_late
        order by cardinality(s.signs) desc, t.rows desc, t.hour desc, t.user_email, t.action, t.entity;
end
$$;
comment on function ops.audit_activity(interval, interval, integer, numeric, integer, integer) is 'Runbook 8, step 2. One row an hour (in the configured time_zone), person, action and kind of thing, the strangest first; signs: unknown_user, inactive_user, burst (burst_rows or more, and over burst_factor times what that person does in an hour), deletion, off_hours (weekend, before day_from, from day_to on), first_time. Lot edits, imports, approvals and stock takes write no row. OP005.';
revoke all on function ops.audit_activity(interval, interval, integer, numeric, integer, integer) from public;
grant execute on function ops.audit_activity(interval, interval, integer, numeric, integer, integer) to ops_reader;
