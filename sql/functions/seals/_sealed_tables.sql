-- Which tables are sealed, where their rows are, and what of them never changes.
create or replace function ops._sealed_tables()
returns table (subject text, source text, key text, at text, stays text, salted boolean, columns text[])
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    values
        -- the application itself changes is_reversed, reversed_at, reversed_by and reversal_audit_id later
        ('public.audit_logs', 'public.audit_logs as t', 't.id::text', 't.created_at', 't.is_reversed is not true', false,
            '{id,action,entity_type,entity_id,entity_identifier,user_id,user_email,user_role,old_data,new_data,changed_fields,notes,created_at}'::text[]),
        -- a run is final when it has ended, a plan when the first run of it has
        ('ops.run', 'ops.run as t', 't.id::text', 't.ended_at', null, false, null),
        ('ops.change', 'ops.change as t', 't.id::text', 't.changed_at', null, true, null),
        ('ops.plan', 'ops.plan as t left join (select r.plan, min(r.ended_at) as ended_at from ops.run as r group by r.plan) as e on e.plan = t.id',
            't.id::text', 'e.ended_at', null, false, null),
        ('ops.plan_change', 'ops.plan_change as t left join (select r.plan, min(r.ended_at) as ended_at from ops.run as r group by r.plan) as e on e.plan = t.plan',
            't.plan || ''/'' || t."position"', 'e.ended_at', null, true, null)
$$;
comment on function ops._sealed_tables() is 'Table, its rows (alias t), expressions of key and time, for a table with a retention which rows show that older ones are still kept, whether personal data is removed from its rows, and the columns covered; null for all.';
revoke all on function ops._sealed_tables() from public;
