-- What the four reversal columns of the log should say where they contradict each other.
create or replace function ops._audit_flags(entries uuid[])
returns table (entry uuid, cause text, expected jsonb, observed jsonb)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, MDY'
as $$
begin
    return query
        with proof as (
            select o.id, v.id as reversal, v.created_at, v.user_id
            from public.audit_logs as o
            join public.audit_logs as v
                on v.id = o.reversal_audit_id
            where o.id = any (entries)
                and v.entity_type = o.entity_type
                and v.entity_id = o.entity_id
                and v.created_at > o.created_at
                and v.action::text = case o.action::text
                    when 'CREATE' then 'DELETE' when 'DELETE' then 'CREATE'
                    when 'UPDATE' then 'UPDATE' when 'STATUS_CHANGE' then 'UPDATE'
                end
                and not exists (
                    select from public.audit_logs as w where w.reversal_audit_id = v.id and w.id <> o.id
                )
            union all
            select p.original, v.id, v.created_at, v.user_id
            from ops._audit_reversals() as p
            join public.audit_logs as v
                on v.id = p.reversal
            where p.original = any (entries)
        ),
        verdict as (
            select a.*, p.reversal, p.created_at as undone_at, p.user_id as undone_by,
                case
                    when a.created_at is null then 'unknown'
                    when c.entry is not null then 'effect_stands'
                    when p.reversal is not null then 'proven_reversal'
                    when num_nonnulls(a.is_reversed, a.reversal_audit_id, a.reversed_at, a.reversed_by) = 0
                        then 'never_reversed'
                    else 'unknown'
                end as why
            from public.audit_logs as a
            left join proof as p
                on p.id = a.id
            left join ops._audit_contradicted(entries) as c (entry)
                on c.entry = a.id
            where a.id = any (entries)
        )
        select v.id, v.why,
            case v.why
                when 'unknown' then null
                when 'proven_reversal' then jsonb_build_object(
                    'is_reversed', 'true', 'reversal_audit_id', v.reversal::text,
                    'reversed_at', coalesce(v.reversed_at, v.undone_at)::text,
                    'reversed_by', coalesce(v.reversed_by, v.undone_by)::text)
                else jsonb_build_object(
                    'is_reversed', 'false', 'reversal_audit_id', null, 'reversed_at', null, 'reversed_by', null)
            end,
            jsonb_build_object(
                'is_reversed', v.is_reversed::text, 'reversal_audit_id', v.reversal_audit_id::text,
                'reversed_at', v.reversed_at::text, 'reversed_by', v.reversed_by::text)
        from verdict as v;
end
$$;
comment on function ops._audit_flags(uuid[]) is 'One row an entry: set from a proven reversal row, cleared where what the entry did still stands or nothing was ever said; expected null where neither is proven.';
revoke all on function ops._audit_flags(uuid[]) from public;
