-- Copies the changes of a batch into the application's own log, where its owner asked for that.
create or replace function ops._copy_to_audit(run bigint, positions integer[])
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_user uuid := ops.setting('audit_user_id')::uuid;
begin
    if v_user is null then
        return;
    end if;
    -- old_data and new_data stay null: the app's "reverse" button must not bring the drift back
    insert into public.audit_logs (action, entity_type, entity_id, entity_identifier, user_id, user_email, user_role, notes)
    select 'UPDATE', e.entity::public.audit_entity_type, (ops._key_value(c.key))::uuid, null, v_user, p.email, p.role::text,
        format('lotastro-ops run %s, %s: %s -> %s. %s', c.run, c.rule, coalesce(c.before::text, 'absent'),
            coalesce(c.after::text, 'removed'), r.reason)
    from ops.change as c
    join ops.run as r
        on r.id = c.run
    join (values
        ('public.lots', 'lot'), ('public.rolls', 'roll'), ('public.orders', 'order'), ('public.order_lots', 'order_lot'),
        ('public.suppliers', 'supplier'), ('public.lot_queue', 'lot_queue'), ('public.order_queue', 'order_queue'),
        ('public.profiles', 'profile'), ('public.incoming_stock', 'incoming_stock'), ('public.catalog_items', 'catalog_item')
    ) as e (subject, entity)
        on e.subject = c.subject
    join public.profiles as p
        on p.user_id = v_user
    where c.run = _copy_to_audit.run and c."position" = any (positions);
    if not found and not exists (select from public.profiles as p where p.user_id = v_user) then
        perform ops._fail('OP005', 'audit_user_id is no user of the application', format('no profile has user_id %s', v_user),
            'select ops.set_setting(''audit_user_id'', null)  -- or the id of a user');
    end if;
end
$$;
comment on function ops._copy_to_audit(bigint, integer[]) is 'While audit_user_id is set, one row of audit_logs a change whose table the log has a label for. OP005 when that user does not exist.';
revoke all on function ops._copy_to_audit(bigint, integer[]) from public;
