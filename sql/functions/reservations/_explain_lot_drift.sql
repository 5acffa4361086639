-- What the rules say about a lot and its lines, with cause, proof, moment and the next call.
create or replace function ops._explain_lot_drift(lot uuid)
returns setof ops.explanation
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_rule record;
    v_hit ops.hit;
    v_hits integer := 0;
    v_at timestamptz;
begin
    for v_rule in select k.rule, k.keys from ops._explain_lot_keys(lot) as k loop
        for v_hit in select h.* from ops._rule_hits(v_rule.rule, v_rule.keys) as h order by h.size desc nulls last, h.key::text loop
            v_hits := v_hits + 1;
            if v_rule.rule = 'lot_reserved_meters' then
                -- a move is only seen with the other lot: so the whole rule, but only for a lot that is wrong
                select h.* into v_hit from ops._rule_hits(v_rule.rule) as h where h.key ->> 'id' = lot::text;
            end if;
            return query select 'wrong', v_rule.rule, coalesce(v_hit.cause, ''), v_hit.message;
            if v_hit.detail ? 'proof' then
                return query select 'cause', v_hit.cause, '', v_hit.detail ->> 'proof';
            end if;
            if v_rule.rule = 'lot_reserved_meters' then
                select m.at into v_at from ops._drift_moment(lot, v_hit.cause, v_hit.detail) as m;
                return query select 'when', 'drift', m.said, m.note from ops._drift_moment(lot, v_hit.cause, v_hit.detail) as m;
            end if;
            return query select 'fix', v_rule.rule, '', coalesce(
                -- not back to this screen
                case when v_hit.fix not like '%ops.explain_lot(%' then v_hit.fix end,
                (select ops._usual_fix(r.name, r.area, r.repair_class, v_hit.key) from ops.rule as r where r.name = v_rule.rule));
        end loop;
    end loop;
    if v_hits = 0 then
        return query select 'wrong', 'nothing', '', 'every rule about this lot holds';
    else
        return query select a.* from ops._explain_lot_audit(lot, v_at) as a;
    end if;
    return query
        select 'repair', 'run ' || c.run, ops._moment(c.changed_at, ops.setting('time_zone')),
            format('%s %s to %s, by %s: %s', r.kind, coalesce(c.before ->> 'reserved_meters', c.before::text),
                coalesce(c.after ->> 'reserved_meters', c.after::text), r.actor, r.reason)
        from ops.change as c
        join ops.run as r
            on r.id = c.run
        where c.subject = 'public.lots' and c.key = jsonb_build_object('id', lot)
        order by c.id desc
        limit 5;
end
$$;
comment on function ops._explain_lot_drift(uuid) is 'Lines of ops.explain_lot about violations, the log around them, and what we changed here; scans the whole counter rule only when the lot''s counter is wrong.';
revoke all on function ops._explain_lot_drift(uuid) from public;
