-- Which rows of the log cannot have been taken back, because what they did is still so.
create or replace function ops._audit_contradicted(entries uuid[])
returns setof uuid
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with entry as (
            select a.id, a.action::text as action, a.entity_type, a.entity_id, a.created_at,
                l.entry is not null as stands, coalesce(l.live, '{}') as live,
                -- what the log and the table both know
                (select coalesce(jsonb_object_agg(n.key, n.value), '{}') from jsonb_each(case
                    when jsonb_typeof(a.new_data) = 'object' then a.new_data end) as n where l.live ? n.key) as became,
                (select coalesce(jsonb_object_agg(o.key, o.value), '{}') from jsonb_each(case
                    when jsonb_typeof(a.old_data) = 'object' then a.old_data end) as o where l.live ? o.key) as was
            from public.audit_logs as a
            left join ops._audit_live(entries) as l
                on l.entry = a.id
            where a.id = any (entries)
        )
        select e.id
        from entry as e
        where case e.action
                when 'CREATE' then e.stands
                when 'DELETE' then not e.stands
                when 'FULFILL' then e.live ->> 'fulfilled_at' is not null
                when 'APPROVE' then coalesce(e.live ->> 'status' = 'approved', false)
                when 'REJECT' then coalesce(e.live ->> 'status' = 'rejected', false)
                else e.became <> '{}' and e.was <> '{}' and e.live @> e.became and not e.live @> e.was
            end
            -- something later may have done it again
            and not exists (
                select
                from public.audit_logs as w
                where w.entity_type = e.entity_type
                    and w.entity_id = e.entity_id
                    and w.created_at >= e.created_at
                    and w.id <> e.id
                    and (w.action::text in ('CREATE', 'DELETE')) = (e.action in ('CREATE', 'DELETE'))
                    and not coalesce(w.notes ~ '^(Reversed creation|Restored deleted record|Reverted update)[.]', false)
            );
end
$$;
comment on function ops._audit_contradicted(uuid[]) is 'Of these rows of audit_logs those whose effect stands: created and there, deleted and gone, updated and still so, with nothing later that could have done it anew.';
revoke all on function ops._audit_contradicted(uuid[]) from public;
