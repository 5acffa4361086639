-- Writes lines anew with the label of their lot or delivery.
create or replace function ops._relabel_changes(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_lines uuid[];
    v_labels jsonb[];
begin
    select array_agg(l.id order by l.id),
        array_agg(jsonb_build_object('quality', coalesce(t.quality, i.quality), 'color', coalesce(t.color, i.color)) order by l.id)
    into v_lines, v_labels
    from public.reservation_lines as l
    left join public.lots as t
        on t.id = l.lot_id
    left join public.incoming_stock as i
        on i.id = l.incoming_stock_id
    where l.id = any (keys::uuid[])
        -- while a counter drifts, the old label is the trace of a moved line
        and coalesce(t.reserved_meters, i.reserved_meters) = coalesce(
            (select e.value from ops.lot_reserved_meters(array[l.lot_id]) as e),
            (select e.value from ops.incoming_reserved_meters(array[l.incoming_stock_id]) as e),
            0
        );
    return query select p.* from ops._rewritten_lines(v_lines, v_labels, 'the line takes the label of its lot or delivery') as p;
end
$$;
comment on function ops._relabel_changes(text[]) is 'Choice relabel of reservation_line_labels; nothing for a line whose parent''s counter is wrong.';
revoke all on function ops._relabel_changes(text[]) from public;
