-- Which rolls have another status than their live orders say: asked of all rolls before ops.roll_status gathers what
-- it says of the few that are wrong.
create or replace function ops._contradicted_rolls()
returns setof uuid
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with claim as (
            select u.id as roll_id, bool_or(o.fulfilled_at is not null) as is_fulfilled
            from public.order_lots as c
            join public.orders as o
                on o.id = c.order_id
            cross join lateral ops._uuids(c.selected_roll_ids) as u
            where o.status is distinct from 'cancelled'
            group by u.id
        )
        select r.id
        from public.rolls as r
        left join claim as c
            on c.roll_id = r.id
        where r.status <> ops._claimed_status(c.is_fulfilled, r.status);
end
$$;
comment on function ops._contradicted_rolls() is 'Ids of the rolls that ops.roll_status reports.';
revoke all on function ops._contradicted_rolls() from public;
