-- What the user administration asks before it deletes somebody.

-- Knows nothing of audit rows, reservations, incoming stock and receipts.
create or replace function public.check_user_dependencies(_user_id uuid)
returns table (table_name text, row_count bigint)
language sql
stable
security definer
set search_path = public
as $$
    select 'orders', count(*) from public.orders where created_by = _user_id
    union all
    select 'count_sessions', count(*) from public.count_sessions where started_by = _user_id
    union all
    select 'count_rolls', count(*) from public.count_rolls where captured_by = _user_id
$$;
