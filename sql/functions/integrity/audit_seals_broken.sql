-- Rows of the audit log and of the journal, and seals of them, that are not as they were sealed.
create or replace function ops.audit_seals_broken(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select case when v.what <> 'unknown' then coalesce(v.subject, 'ops.seal_batch') end,
            case when v.what <> 'unknown' then jsonb_build_object('id', coalesce(v.key, v.batch::text)) end,
            v.message,
            null::text,
            null::jsonb,
            to_jsonb(v.what),
            null::numeric,
            jsonb_build_object('batch', v.batch),
            'select * from ops.verify_seals()'
        from ops._seal_findings() as v
        where audit_seals_broken.keys is null or coalesce(v.key, v.batch::text) = any (audit_seals_broken.keys);
end
$$;
comment on function ops.audit_seals_broken(text[]) is 'What the last complete verification found and what still holds of it, and what became of rows sealed since. Unknown where a sealed column is gone.';
revoke all on function ops.audit_seals_broken(text[]) from public;
select ops._define_rule(
    name => 'audit_seals_broken',
    area => 'integrity',
    severity => 'P1',
    example => 'Major feature broken',
    title => 'The audit log and the journal are as they were sealed',
    why => 'Somebody has changed what happened: whoever asks the log is told something else.',
    repair_class => 'report',
    reads => '{"ops.seal_batch": ["id"]}'
);
