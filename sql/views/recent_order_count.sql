-- Orders of the last 24 hours by how far they have come.
create or replace view ops.recent_order_count as
select c.stage, c.orders, c.oldest, c.newest
from ops.count_orders() as c
order by c.stage;
comment on view ops.recent_order_count is 'One row a stage: open, fulfilled, cancelled. By fulfilled_at, for the application hardly ever writes status.';
revoke all on ops.recent_order_count from public;
grant select on ops.recent_order_count to ops_reader;
