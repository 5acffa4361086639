-- Inquiries that are active after their last day.
create or replace function ops.inquiry_expired(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now constant timestamptz := ops.now();
begin
    return query
        select 'public.inquiries',
            jsonb_build_object('id', w.id),
            left(w.message, 100),
            null::text,
            '{"status": "expired"}'::jsonb,
            '{"status": "active"}'::jsonb,
            null::numeric,
            '{}'::jsonb,
            null::text
        from (
            select i.id, format('inquiry %s of %s expired on %s', i.inquiry_number, i.customer_name, i.expires_at::date) as message
            from public.inquiries as i
            where i.status = 'active' and i.expires_at < v_now and (keys is null or i.id = any (keys::uuid[]))
        ) as w;
end
$$;
comment on function ops.inquiry_expired(text[]) is 'active past expires_at: the word expired exists, and nothing ever writes it.';
revoke all on function ops.inquiry_expired(text[]) from public;
select ops._define_rule(
    name => 'inquiry_expired',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'An inquiry that has expired is not active',
    why => 'Sales goes on working at inquiries that nobody waits for.',
    repair_class => 'auto',
    turn => 70,
    reads => '{"public.inquiries": ["id", "inquiry_number", "customer_name", "status", "expires_at"]}'
);
