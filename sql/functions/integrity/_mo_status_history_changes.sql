-- The rows that the histories of some manufacturing orders lack.
create or replace function ops._mo_status_history_changes(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select h.key, 'public.mo_status_history', jsonb_build_object('id', n.id), 'insert', null::jsonb,
            jsonb_build_object(
                'id', n.id, 'manufacturing_order_id', m.id, 'old_status', h.observed, 'new_status', m.status,
                'changed_by', coalesce(m.updated_by, m.created_by),
                -- the order's last write is when it happened, but never before what is known already
                'changed_at', greatest(m.updated_at, t.at)::text
            ),
            format('history of order %s: %s to %s', m.mo_number, h.observed #>> '{}', m.status)
        from ops.mo_status_history(keys) as h
        join public.manufacturing_orders as m
            on m.id::text = ops._key_value(h.key)
        cross join lateral (
            select max(w.changed_at) as at from public.mo_status_history as w where w.manufacturing_order_id = m.id
        ) as t
        -- tied to the order, so that each gets an id of its own
        cross join lateral (select gen_random_uuid() as id where m.id is not null) as n;
end
$$;
comment on function ops._mo_status_history_changes(text[]) is 'One row an order: from the last known status to the present one, by who wrote the order last.';
revoke all on function ops._mo_status_history_changes(text[]) from public;
