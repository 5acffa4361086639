-- Reservations whose stamps and reasons disagree with their status.
create or replace function ops.reservation_stamps(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with found as materialized (
            select r.id, r.reservation_number, r.status::text as status, r.converted_at, r.canceled_at, r.cancel_reason,
                r.release_reason,
                concat_ws(', ',
                    case when r.status = 'converted' and r.converted_at is null then 'no converted_at' end,
                    -- one that was converted first may be canceled or released since
                    case when r.converted_at is not null and r.status <> 'converted'
                        and (r.canceled_at > r.converted_at) is not true then 'converted_at is set' end,
                    case when r.status in ('canceled', 'released') and r.canceled_at is null then 'no canceled_at' end,
                    case when r.canceled_at is not null and r.status not in ('canceled', 'released') then 'canceled_at is set' end,
                    -- who, of what never happened; nobody is fine, for users are deleted
                    case when r.converted_by is not null and r.converted_at is null and r.status <> 'converted'
                        then 'converted_by is set' end,
                    case when r.canceled_by is not null and r.canceled_at is null and r.status not in ('canceled', 'released')
                        then 'canceled_by is set' end,
                    case when r.cancel_reason is not null and r.status <> 'canceled' then 'cancel_reason is set' end,
                    case when r.release_reason = 'converted' and r.status <> 'converted'
                        or r.release_reason = 'expired' and r.status <> 'released'
                        or r.release_reason = 'cancelled' and r.status not in ('canceled', 'released')
                        then 'release_reason is ' || r.release_reason end
                ) as wrong
            from public.reservations as r
            where keys is null or r.id = any (keys::uuid[])
        ),
        logged as (
            select a.entity_id, min(a.created_at) as at
            from found as f
            join public.audit_logs as a
                on a.entity_id = f.id and a.new_data ->> 'status' = f.status
            where f.wrong in ('no converted_at', 'no canceled_at')
                and a.entity_type = 'lot' and a.action = 'STATUS_CHANGE'
            group by a.entity_id
            -- with two such rows nobody knows which end it was
            having count(*) = 1
        )
        select 'public.reservations',
            jsonb_build_object('id', f.id),
            left(format('reservation %s is %s: %s', f.reservation_number, f.status, f.wrong), 100),
            null::text,
            case when g.at is not null then jsonb_build_object(split_part(f.wrong, ' ', 2), g.at::text) end,
            case when g.at is not null then jsonb_build_object(split_part(f.wrong, ' ', 2), null::text)
                else jsonb_build_object('converted_at', f.converted_at::text, 'canceled_at', f.canceled_at::text,
                    'cancel_reason', f.cancel_reason::text, 'release_reason', f.release_reason) end,
            null::numeric,
            jsonb_build_object('status', f.status, 'logged_at', g.at),
            null::text
        from found as f
        left join logged as g
            on g.entity_id = f.id
        where f.wrong <> '';
end
$$;
comment on function ops.reservation_stamps(text[]) is 'converted_at and _by, canceled_at and _by, cancel_reason and release_reason against status. A missing stamp is known from the log where one row there tells when the status was reached; the rest is for a person.';
revoke all on function ops.reservation_stamps(text[]) from public;
select ops._define_rule(
    name => 'reservation_stamps',
    area => 'reservations',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A reservation''s stamps and reasons agree with its status',
    why => 'Reports by date miss it, and a status set back by hand looks like one that was never changed.',
    repair_class => 'auto',
    reads => '{"public.reservations": ["id", "reservation_number", "status", "converted_at", "converted_by", "canceled_at", "canceled_by", "cancel_reason", "release_reason"],
        "public.audit_logs": ["entity_id", "entity_type", "action", "new_data", "created_at"]}'
);
