-- Rows of the log that take another one back and that no row names: each with the one it must be.
create or replace function ops._audit_reversals()
returns table (reversal uuid, original uuid)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with loose as materialized (
            select v.*
            from public.audit_logs as v
            where v.notes ~ '^(Reversed creation|Restored deleted record|Reverted update)[.]'
                and not exists (select from public.audit_logs as o where o.reversal_audit_id = v.id)
        ),
        pair as (
            select v.id as reversal, o.id as original,
                count(*) over (partition by v.id) as originals,
                count(*) over (partition by o.id) as reversals,
                coalesce(o.notes ~ '^(Reversed creation|Restored deleted record|Reverted update)[.]', false) as is_reversal
            from loose as v
            join public.audit_logs as o
                on o.entity_type = v.entity_type
                and o.entity_id = v.entity_id
                and o.created_at < v.created_at
            where o.reversal_audit_id is null
                and o.id <> v.id
                and v.action::text = case o.action::text
                    when 'CREATE' then 'DELETE' when 'DELETE' then 'CREATE'
                    when 'UPDATE' then 'UPDATE' when 'STATUS_CHANGE' then 'UPDATE'
                end
                -- where both sides kept images, they must be each other's
                and coalesce(v.old_data = o.new_data, true)
                and coalesce(v.new_data = o.old_data, true)
        )
        select p.reversal, p.original
        from pair as p
        -- a row that itself takes something back is marked by nobody but a person; it may be what was meant all the same
        where p.originals = 1 and p.reversals = 1 and not p.is_reversal;
end
$$;
comment on function ops._audit_reversals() is 'Inverse action, same thing, later, images that mirror each other, and exactly one on either side: what proves a reversal.';
revoke all on function ops._audit_reversals() from public;
