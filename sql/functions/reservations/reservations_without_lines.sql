-- Active reservations that hold nothing.
create or replace function ops.reservations_without_lines(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    -- once, not once a row; the app writes the reservation first and its lines in the next call
    v_written constant timestamptz := ops.now() - interval '1 second'
        * ops._threshold('reservations_without_lines', 'seconds', 60);
begin
    return query
        select 'public.reservations',
            jsonb_build_object('id', r.id),
            left(format('reservation %s of %s is active and has no lines', r.reservation_number,
                left(r.customer_name, 40)), 100),
            null::text,
            null::jsonb,
            to_jsonb(0),
            null::numeric,
            jsonb_build_object('created_at', r.created_at),
            null::text
        from public.reservations as r
        where r.status = 'active' and r.created_at < v_written
            and not exists (select from public.reservation_lines as l where l.reservation_id = r.id)
            and (keys is null or r.id = any (keys::uuid[]));
end
$$;
comment on function ops.reservations_without_lines(text[]) is 'Active reservations older than a minute without a line: the second call of the dialog failed, or a cancellation was taken back by hand.';
revoke all on function ops.reservations_without_lines(text[]) from public;
select ops._define_rule(
    name => 'reservations_without_lines',
    area => 'reservations',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'An active reservation has lines',
    why => 'The customer believes to have stock, and nothing is kept.',
    repair_class => 'decide',
    reads => '{"public.reservations": ["id", "reservation_number", "customer_name", "status", "created_at", "canceled_at", "cancel_reason"],
        "public.reservation_lines": ["id", "reservation_id"]}',
    choices => '[{"choice": "cancel", "what": "it is canceled as an incorrect entry, as of today; the app shows it canceled. Or add its lines in the app", "changes": "ops._cancel_changes"}]'
);
