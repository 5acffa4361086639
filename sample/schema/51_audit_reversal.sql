-- Whether an audit row may be reversed: two overloads, so one argument is not unique.
create or replace function public.can_reverse_action(
    p_audit_id uuid,
    p_bypass_auth boolean default false
)
returns table (can_reverse boolean, reason text, reversal_strategy text)
language plpgsql
stable
security definer
set search_path = public
as $$
declare
    entry public.audit_logs;
begin
    if not p_bypass_auth and not public.has_role(auth.uid(), 'admin') then
        return query select false, 'Only administrators can reverse actions', null::text;
        return;
    end if;

    select * into entry from public.audit_logs where id = p_audit_id;
    if not found then
        return query select false, 'Audit entry not found', null::text;
    elsif entry.is_reversed = true then
        return query select false, 'Action has already been reversed', null::text;
    elsif exists (
        select
        from public.audit_logs as later
        where later.entity_type = entry.entity_type
            and later.entity_id = entry.entity_id
            and later.created_at > entry.created_at
            and later.action <> 'UPDATE'
    ) then
        return query select false, 'Entity was changed by later actions', null::text;
    elsif entry.action = 'CREATE' then
        return query select true, null::text, 'DELETE';
    elsif entry.action = 'DELETE' then
        return query select true, null::text, 'RESTORE';
    elsif entry.action in ('UPDATE', 'STATUS_CHANGE') then
        return query select true, null::text, 'REVERT';
    else
        return query select false, 'Action type cannot be reversed', null::text;
    end if;
end
$$;

create or replace function public.can_reverse_action(p_audit_id uuid)
returns table (can_reverse boolean, reason text, reversal_strategy text)
language sql
stable
security definer
set search_path = public
as $$
    select * from public.can_reverse_action(p_audit_id, false)
$$;
