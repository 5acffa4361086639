-- The triggers of the guard: what each one watches.
create or replace function ops._guard_triggers()
returns table (relation text, trigger name, definition text)
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select g.relation, g.trigger,
        format('create trigger %I %s on %s for each row execute function ops.%I()', g.trigger, g.moment, g.relation, g.function)
    from (values
        ('public.reservation_lines', 'ops_guard_validate'::name, 'before insert or update', '_guard_validate'),
        ('public.reservation_lines', 'ops_guard_count', 'after insert or update or delete', '_guard_count'),
        ('public.reservations', 'ops_guard_reservation', 'after update of status, crm_deal_id or delete', '_guard_reservation'),
        ('public.orders', 'ops_guard_order',
            'after insert or update of status, fulfilled_at, fulfillment_outcome, crm_deal_id or delete', '_guard_order'),
        ('public.audit_logs', 'ops_guard_audit', 'after insert', '_guard_audit')
    ) as g (relation, trigger, moment, function)
$$;
comment on function ops._guard_triggers() is 'One row a trigger, with the statement that creates it. Their names sort before the application''s, which fire after them.';
revoke all on function ops._guard_triggers() from public;
