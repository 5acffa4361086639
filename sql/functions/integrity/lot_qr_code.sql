-- Lots whose QR code leads to another lot number.
create or replace function ops.lot_qr_code(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.lots',
            jsonb_build_object('id', w.id),
            left(format('lot %s: its QR code leads to %s', w.lot_number, w.target), 100),
            null::text,
            jsonb_build_object('qr_code_url', w.origin || w.lot_number),
            jsonb_build_object('qr_code_url', w.qr_code_url),
            null::numeric,
            jsonb_build_object('leads_to', w.target),
            null::text
        from (
            select l.id, l.lot_number, l.qr_code_url,
                substring(l.qr_code_url from '^(https?://[^/]+/qr/)') as origin,
                substring(l.qr_code_url from '^https?://[^/]+/qr/(.*)$') as target
            from public.lots as l
            -- told cheaply first: nearly every code ends in its own number
            where right(l.qr_code_url, length(l.lot_number) + 4) <> '/qr/' || l.lot_number
                and (keys is null or l.id = any (keys::uuid[]))
        ) as w
        where w.target <> w.lot_number and w.target !~ '%';
end
$$;
comment on function ops.lot_qr_code(text[]) is 'qr_code_url must be its origin, /qr/ and the lot number. Lots without a code, codes of another form and percent-encoded ones are not judged.';
revoke all on function ops.lot_qr_code(text[]) from public;
select ops._define_rule(
    name => 'lot_qr_code',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A lot''s QR code leads to the lot',
    why => 'The scanner opens another lot, or none: the code is made once and does not follow a new lot number.',
    repair_class => 'auto',
    turn => 70,
    reads => '{"public.lots": ["id", "lot_number", "qr_code_url"]}'
);
