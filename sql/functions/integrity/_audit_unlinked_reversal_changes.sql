-- Marks the actions that were taken back by rows that no action names yet.
create or replace function ops._audit_unlinked_reversal_changes(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with proven as materialized (
            select p.reversal, p.original from ops._audit_reversals() as p where p.reversal = any (keys::uuid[])
        )
        select jsonb_build_object('id', p.reversal),
            'public.audit_logs',
            jsonb_build_object('id', p.original),
            'update',
            f.observed,
            f.expected,
            left(format('%s is marked reversed by the row that took it back',
                ops._audit_label(o.action::text, o.entity_type::text, o.entity_identifier)), 100)
        from proven as p
        join ops._audit_flags(array(select w.original from proven as w)) as f
            on f.entry = p.original and f.cause = 'proven_reversal'
        join public.audit_logs as o
            on o.id = p.original
        order by p.reversal;
end
$$;
comment on function ops._audit_unlinked_reversal_changes(text[]) is 'One update a reversal whose action is proven and whose effect does not stand.';
revoke all on function ops._audit_unlinked_reversal_changes(text[]) from public;
