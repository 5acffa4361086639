-- Deliveries whose twin columns say different things.
create or replace function ops.webhook_delivery_twins(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.webhook_deliveries',
            jsonb_build_object('id', t.id),
            left(format('delivery %s: %s', t.id, concat_ws('; ',
                case when t.event is distinct from t.event_type
                    then format('event %s, event_type %s', coalesce(t.event, 'null'), t.event_type) end,
                case when t.status_code is distinct from t.response_status
                    then format('status_code %s, response_status %s', coalesce(t.status_code::text, 'null'),
                        coalesce(t.response_status::text, 'null')) end)), 100),
            null::text,
            -- where both are there and differ, only a person can say which is true
            case when (t.event is null or t.event = t.event_type)
                    and (t.status_code is null or t.response_status is null or t.status_code = t.response_status)
                then jsonb_build_object('event', t.event_type, 'status_code', coalesce(t.status_code,
                    t.response_status)::text,
                    'response_status', coalesce(t.response_status, t.status_code)::text) end,
            jsonb_build_object('event', t.event, 'status_code', t.status_code::text, 'response_status',
                t.response_status::text),
            null::numeric,
            jsonb_build_object('event_type', t.event_type),
            null::text
        from public.webhook_deliveries as t
        where (t.event is distinct from t.event_type or t.status_code is distinct from t.response_status)
            and (keys is null or t.id = any (keys::uuid[]));
end
$$;
comment on function ops.webhook_delivery_twins(text[]) is
    'event repeats event_type, status_code repeats response_status: later twins that not every writer fills.';
revoke all on function ops.webhook_delivery_twins(text[]) from public;
select ops._define_rule(
    name => 'webhook_delivery_twins',
    area => 'functions',
    severity => 'P3',
    example => 'Minor issues',
    title => 'The twin columns of a delivery agree',
    why => 'Half of the screens read one twin and half the other: the same delivery is shown as answered and as open.',
    repair_class => 'auto',
    reads => '{"public.webhook_deliveries": ["id", "event", "event_type", "status_code", "response_status"]}'
);
