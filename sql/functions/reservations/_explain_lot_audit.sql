-- What the application logged about a lot and its reservations around a moment.
create or replace function ops._explain_lot_audit(lot uuid, around timestamptz)
returns setof ops.explanation
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    -- reservations are logged as lots, under their own id
    v_entities uuid[] := array(
        select lot union select l.reservation_id from public.reservation_lines as l where l.lot_id = lot
    );
begin
    return query
        select 'log', concat_ws(' ', a.action::text, a.entity_identifier),
            ops._moment(a.created_at, ops.setting('time_zone'), 'YYYY-MM-DD HH24:MI:SS'),
            left(concat_ws(': ', a.user_email, nullif(concat_ws(' to ', a.old_data::text, a.new_data::text), '')), 200)
        from (
            select w.*
            from public.audit_logs as w
            where w.entity_type = 'lot' and w.entity_id = any (v_entities)
            order by abs(extract(epoch from w.created_at - coalesce(around, ops.now()))) nulls last, w.id
            limit 8
        ) as a
        order by a.created_at, a.id;
    if not found then
        return query select 'log', 'nothing', '', 'the application''s log knows neither the lot nor its reservations; edits of lots and lines are never logged';
    end if;
end
$$;
comment on function ops._explain_lot_audit(uuid, timestamptz) is 'The eight rows nearest to the moment, null for now, in their order.';
revoke all on function ops._explain_lot_audit(uuid, timestamptz) from public;
