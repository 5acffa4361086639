-- Makes converted reservations active again.
create or replace function ops._reactivate_changes(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select jsonb_build_object('id', r.id), 'public.reservations', jsonb_build_object('id', r.id), 'update',
            jsonb_build_object('status', r.status::text, 'converted_at', r.converted_at::text,
                'converted_by', r.converted_by::text, 'convert_reason', r.convert_reason::text),
            '{"status": "active", "converted_at": null, "converted_by": null, "convert_reason": null}'::jsonb,
            format('reservation %s is active again', r.reservation_number)
        from public.reservations as r
        where r.id = any (keys::uuid[]);
end
$$;
comment on function ops._reactivate_changes(text[]) is 'Choice reactivate of unlinked_conversions.';
revoke all on function ops._reactivate_changes(text[]) from public;
