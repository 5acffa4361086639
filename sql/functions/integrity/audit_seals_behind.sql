-- Tables that were sealed once and have rows that nobody sealed for too long.
create or replace function ops.audit_seals_behind(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_hours constant numeric := ops._threshold('audit_seals_behind', 'hours', 50);
begin
    return query
        select b.subject,
            jsonb_build_object('subject', b.subject),
            left(format('%s is not sealed since %s', b.subject,
                ops._moment(max(b.through), (select ops.setting('time_zone')))), 100),
            null::text,
            null::jsonb,
            to_jsonb(max(b.through)),
            null::numeric,
            jsonb_build_object('hours', v_hours),
            'select ops.seal()'
        from ops.seal_batch as b
        where b.kind = 'rows' and (audit_seals_behind.keys is null or b.subject = any (audit_seals_behind.keys))
        group by b.subject
        having max(b.through) < ops.now() - make_interval(hours => v_hours::integer)
        order by b.subject;
end
$$;
comment on function ops.audit_seals_behind(text[]) is 'Where nothing was ever sealed nothing is missed. Threshold: hours (50), of the time up to which rows are sealed.';
revoke all on function ops.audit_seals_behind(text[]) from public;
select ops._define_rule(
    name => 'audit_seals_behind',
    area => 'integrity',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'The audit log and the journal are sealed day by day',
    why => 'What is not sealed can be edited or removed, and nobody will ever be able to tell.',
    repair_class => 'report',
    reads => '{"ops.seal_batch": ["id", "kind", "subject", "through"]}'
);
