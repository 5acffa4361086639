-- Drops what the guard keeps; the guard itself must have been removed before.
do $refuse$
begin
    if exists (select from ops.guard_trigger) then
        raise exception 'the guard is in place'
            using errcode = 'OP020',
                detail = 'the application''s own triggers are disabled and would stay so',
                hint = 'select * from ops.set_policy(''reservations'', ''lines'', ''why'', dry_run => false)';
    end if;
end
$refuse$;

drop index ops.order_link_order_id_idx;
drop table ops.converted_deal, ops.uncounted_reservation, ops.guard_trigger, ops.policy;
