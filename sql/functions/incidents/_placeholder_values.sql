-- What the open findings of an area, the worst first, say for the placeholders of its runbook.
create or replace function ops._placeholder_values(area text, incident bigint)
returns table (placeholder text, value text)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select '<number>', incident::text where incident is not null
        union all
        select '<area>', area
        union all
        select '<project>', (regexp_match(ops.setting('functions_url'), '^https://([a-z0-9]+)\.supabase\.'))[1]
        union all
        (select '<e-mail>', f.key ->> 'email' from ops.open_finding as f
            where f.area = _placeholder_values.area and f.rule = 'locked_out_login' and f.key ? 'email'
            order by f.first_seen desc, f.fingerprint limit 1)
        union all
        select p.name, k.id
        from (values ('<key>'), ('<id>')) as p (name)
        cross join lateral (
            select f.key ->> 'id' as id from ops.open_finding as f
            where f.area = _placeholder_values.area and f.subject = 'public.api_keys'
            -- the offender first, if there is one
            order by f.rule <> 'api_key_at_limit', f.severity, f.first_seen, f.fingerprint limit 1
        ) as k
        union all
        (select '<function>', coalesce(f.key ->> 'name', v.function) from ops.open_finding as f
            left join ops.invocation as v
                on f.subject = 'ops.invocation' and v.id::text = f.key ->> 'id'
            where f.area = _placeholder_values.area and f.subject in ('ops.edge_function', 'ops.invocation')
            order by f.severity, f.first_seen, f.fingerprint limit 1);
    if area = 'reservations' and ops._missing('{"public.lots": ["id", "lot_number"],
        "public.reservation_lines": ["id", "lot_id", "reservation_id"]}') is null
    then
        return query
            select '<lot number>', l.lot_number
            from (
                select f.subject, ops._key_value(f.key)::uuid as id,
                    row_number() over (order by f.severity, f.size desc nulls last, f.fingerprint) as place
                from ops.open_finding as f
                where f.area = 'reservations' and f.key ? 'id'
                    and f.subject in ('public.lots', 'public.reservation_lines', 'public.reservations')
                order by place
                limit 20
            ) as w
            -- of a line its lot, of a reservation those of its lines
            left join public.reservation_lines as n
                on (w.subject = 'public.reservation_lines' and n.id = w.id)
                    or (w.subject = 'public.reservations' and n.reservation_id = w.id)
            join public.lots as l
                on l.id = case when w.subject = 'public.lots' then w.id else n.lot_id end
            order by w.place, l.lot_number
            limit 1;
    elsif area = 'email' and ops._missing('{"public.email_log": ["id", "recipient"]}') is null then
        return query
            select '<address>', m.recipient
            from ops.open_finding as f
            join public.email_log as m
                on m.id = (f.key ->> 'id')::uuid
            where f.area = 'email' and f.subject = 'public.email_log' and f.key ? 'id'
            order by f.severity, f.first_seen, f.fingerprint
            limit 1;
    end if;
end
$$;
comment on function ops._placeholder_values(text, bigint) is 'Placeholder and value; a placeholder that nothing open answers has no row, or null.';
revoke all on function ops._placeholder_values(text, bigint) from public;
