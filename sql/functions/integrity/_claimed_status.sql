-- The status that a roll should have by the live orders that name it.
-- Inlinable: asked once per roll, so it pins no path and names everything in full.
create or replace function ops._claimed_status(is_fulfilled boolean, status text)
returns text
language sql
immutable parallel safe
as $$
    select case
        when is_fulfilled then 'fulfilled'
        when not is_fulfilled then 'allocated'
        -- its order was deleted or cancelled afterwards: the roll has left all the same
        when status operator(pg_catalog.=) 'fulfilled' then 'fulfilled'
        else 'available'
    end
$$;
comment on function ops._claimed_status(boolean, text) is 'fulfilled, allocated or available. is_fulfilled: whether any of its live orders is fulfilled, null when it has none; status: the one it has.';
revoke all on function ops._claimed_status(boolean, text) from public;
