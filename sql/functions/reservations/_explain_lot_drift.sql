-- What the rules say about a lot and its lines, with cause, proof and the next call.
create or replace function ops._explain_lot_drift(lot uuid)
returns setof ops.explanation
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_lines text[] := array(select l.id::text from public.reservation_lines as l where l.lot_id = lot);
    v_hit record;
begin
    for v_hit in
        -- a moved line is only seen with the other lot: so the whole rule, then this lot
        select 'lot_reserved_meters' as rule, h.* from ops._rule_hits('lot_reserved_meters') as h where h.key ->> 'id' = lot::text
        union all
        select 'negative_reserved_meters', h.* from ops._rule_hits('negative_reserved_meters', array[lot::text]) as h
        union all
        select 'stale_reservation_lines', h.* from ops._rule_hits('stale_reservation_lines', v_lines) as h
        union all
        select 'orphan_reservation_lines', h.* from ops._rule_hits('orphan_reservation_lines', v_lines) as h
    loop
        return query select 'wrong', v_hit.rule, coalesce(v_hit.cause, ''), v_hit.message;
        if v_hit.detail ? 'proof' then
            return query select 'cause', v_hit.cause, '', v_hit.detail ->> 'proof';
        end if;
        return query select 'fix', v_hit.rule, '', coalesce(v_hit.fix, ops._usual_fix(v_hit.rule, v_hit.key));
    end loop;
    if not found then
        return query select 'wrong', 'nothing', '', 'every rule about this lot holds';
    end if;
end
$$;
comment on function ops._explain_lot_drift(uuid) is 'Lines of ops.explain_lot about violations; scans the counter rule once, so that causes resting on other lots are seen.';
revoke all on function ops._explain_lot_drift(uuid) from public;
