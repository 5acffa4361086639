-- Counting sessions whose stamps do not match their state.
create or replace function ops.count_session_stamps(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.count_sessions',
            jsonb_build_object('id', w.id),
            left(w.message, 100),
            null::text,
            null::jsonb,
            to_jsonb(w.status),
            null::numeric,
            '{}'::jsonb,
            null::text
        from (
            select s.id, s.status::text as status, case
                when s.status = 'cancelled' and s.cancelled_at is null
                    then format('session %s is cancelled, and never', s.session_number)
                when s.status <> 'cancelled' and s.cancelled_at is not null
                    then format('session %s is %s, and was cancelled', s.session_number, s.status)
                when s.status in ('counting_complete', 'reviewing', 'reconciled', 'closed') and s.completed_at is null
                    then format('session %s is %s, and was never completed', s.session_number, s.status)
                when s.status in ('draft', 'active') and s.completed_at is not null
                    then format('session %s is %s, and was completed', s.session_number, s.status)
                when s.status = 'reconciled' and s.reconciled_at is null
                    then format('session %s is reconciled, and never', s.session_number)
                when s.status in ('draft', 'active', 'counting_complete', 'reviewing') and s.reconciled_at is not null
                    then format('session %s is %s, and was reconciled', s.session_number, s.status)
                when s.status = 'closed' and s.closed_at is null
                    then format('session %s is closed, and never', s.session_number)
                when s.status not in ('closed', 'cancelled') and s.closed_at is not null
                    then format('session %s is %s, and was closed', s.session_number, s.status)
                when s.status in ('draft', 'active') and s.reviewed_at is not null
                    then format('session %s is %s, and was reviewed', s.session_number, s.status)
                -- a session may pass its review by
                when s.reviewed_at < s.completed_at or s.reviewed_at > least(s.reconciled_at, s.closed_at)
                    then format('session %s: its review is out of order', s.session_number)
                when s.completed_at < s.started_at or s.reconciled_at < s.completed_at or s.closed_at < s.completed_at
                    then format('session %s: its stamps are out of order', s.session_number)
            end as message
            from public.count_sessions as s
            where keys is null or s.id = any (keys::uuid[])
        ) as w
        where w.message is not null;
end
$$;
comment on function ops.count_session_stamps(text[]) is 'completed_at from counting_complete on, reviewed_at between the two if at all, reconciled_at only when reconciled or closed, closed_at exactly when closed, cancelled_at exactly when cancelled, and in this order.';
revoke all on function ops.count_session_stamps(text[]) from public;
select ops._define_rule(
    name => 'count_session_stamps',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A counting session''s stamps match its state',
    why => 'How long a stock take took, and when stock was last known, is read from these stamps.',
    repair_class => 'report',
    reads => '{"public.count_sessions": ["id", "session_number", "status", "started_at", "completed_at", "reviewed_at",
        "reconciled_at", "closed_at", "cancelled_at"]}'
);
