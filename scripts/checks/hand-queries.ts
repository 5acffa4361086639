/**
 * The best statement we know for a rule's own predicate: which rows are wrong, without causes,
 * messages or journal. A rule that is missing here is compared with its own query, run bare.
 */
const ended = (alias: string) => `${alias}.status in ('released', 'canceled')`;

/** Converted reservations and the state of their orders: by the log, else by the CRM deal. */
const linked = `
  logged as (
    select r.id, o.id as order_id, o.fulfilled_at, o.status, o.fulfillment_outcome
    from public.audit_logs as a
    join public.reservations as r on r.id = a.entity_id
    left join public.orders as o on o.id::text = lower(a.new_data ->> 'order_id')
    where a.entity_type = 'lot' and a.action = 'STATUS_CHANGE' and a.new_data ? 'order_id'
      and (r.status = 'converted' or r.converted_at is not null)
  ), linked as (
    select l.id, l.order_id, l.fulfilled_at, l.status, l.fulfillment_outcome from logged as l
    union all
    select r.id, o.id, o.fulfilled_at, o.status, o.fulfillment_outcome
    from public.reservations as r
    join public.orders as o on o.crm_deal_id::text = lower(btrim(r.crm_deal_id))
    where (r.status = 'converted' or r.converted_at is not null)
      and not exists (select from logged as l where l.id = r.id)
  ), known as (
    select l.id, bool_or(l.order_id is not null and l.fulfilled_at is null
      and l.status is distinct from 'cancelled' and l.fulfillment_outcome is distinct from 'cancelled') as open
    from linked as l group by l.id
  )`;

const holding = `r.status = 'active' or (r.status = 'converted' and coalesce(k.open, true))`;

const sums = (scope: string, parent: string, key: string) => `
  select p.id from public.${parent} as p
  left join (
    select n.${key}, sum(n.reserved_meters) as metres from public.reservation_lines as n
    where n.scope = '${scope}' group by n.${key}
  ) as n on n.${key} = p.id
  where p.reserved_meters is distinct from coalesce(n.metres, 0)`;

const oversold = (scope: string, parent: string, key: string, metres: string) => `
  with ${linked}
  select n.${key} from public.reservation_lines as n
  join public.reservations as r on r.id = n.reservation_id
  left join known as k on k.id = r.id
  join public.${parent} as p on p.id = n.${key}
  where n.scope = '${scope}' and (${holding})
  group by n.${key}, ${metres} having sum(n.reserved_meters) > ${metres}`;

export const handQueries: Readonly<Record<string, string>> = {
  catalog_is_active: `
    select id from public.catalog_items where is_active is distinct from (status = 'active')`,
  catalog_last_inbound_date: `
    select c.id from public.catalog_items as c
    left join (
      select g.catalog_item_id, (max(g.created_at) at time zone 'UTC')::date as day
      from (
        select catalog_item_id, created_at from public.lots where catalog_item_id is not null
        union all
        select catalog_item_id, created_at from public.incoming_stock where catalog_item_id is not null
      ) as g group by g.catalog_item_id
    ) as g on g.catalog_item_id = c.id
    where c.last_inbound_date is distinct from g.day`,
  recommendation_stock_position: `
    select id from public.purchase_recommendations
    where total_stock_position is distinct from available_stock + incoming_stock + in_production_stock`,
  lot_reserved_meters: sums("INVENTORY", "lots", "lot_id"),
  incoming_reserved_meters: sums("INCOMING", "incoming_stock", "incoming_stock_id"),
  negative_reserved_meters: `
    select id from public.lots where reserved_meters < 0
    union all select id from public.incoming_stock where reserved_meters < 0`,
  orphan_reservation_lines: `
    select n.id from public.reservation_lines as n
    left join public.reservations as r on r.id = n.reservation_id
    left join public.lots as l on l.id = n.lot_id
    left join public.incoming_stock as i on i.id = n.incoming_stock_id
    where r.id is null or (n.scope = 'INVENTORY' and l.id is null) or (n.scope = 'INCOMING' and i.id is null)`,
  stale_reservation_lines: `
    with ${linked}
    select n.id from public.reservation_lines as n
    join public.reservations as r on r.id = n.reservation_id
    left join known as k on k.id = r.id
    where ${ended("r")} or (r.status = 'converted' and not k.open)`,
  oversold_lots: oversold("INVENTORY", "lots", "lot_id", "p.meters"),
  oversold_incoming: oversold(
    "INCOMING",
    "incoming_stock",
    "incoming_stock_id",
    "p.expected_meters - p.received_meters",
  ),
  unlinked_conversions: `
    with ${linked}
    select r.id from public.reservations as r left join known as k on k.id = r.id
    where r.status = 'converted' and k.id is null
      and r.converted_at > (select min(created_at) from public.audit_logs)`,
  half_converted_reservations: `
    with ${linked}
    select distinct r.id from public.reservations as r
    join known as k on k.id = r.id and k.open
    join public.reservation_lines as n on n.reservation_id = r.id
    where r.status = 'converted' and not exists (
      select from linked as o join public.order_lots as c on c.order_id = o.order_id
      where o.id = r.id and c.lot_id = n.lot_id)`,
  reservations_without_lines: `
    select r.id from public.reservations as r
    where r.status = 'active' and r.created_at < now() - interval '60 s'
      and not exists (select from public.reservation_lines as n where n.reservation_id = r.id)`,
  lot_meters: `
    select l.id from public.lots as l
    join (
      select r.lot_id, sum(r.meters) as metres, count(*) as rolls from public.rolls as r
      where r.status <> 'fulfilled' group by r.lot_id
    ) as r on r.lot_id = l.id
    where abs(l.meters - r.metres) > 0.01 or l.roll_count <> r.rolls`,
  lot_status: `
    select l.id from public.lots as l
    join (
      select r.lot_id, count(*) filter (where r.status <> 'fulfilled') as live from public.rolls as r group by r.lot_id
    ) as r on r.lot_id = l.id
    where (l.status = 'out_of_stock') = (r.live > 0)`,
  roll_status: `
    select r.id from public.rolls as r
    left join (
      select lower(btrim(t.token)) as id, bool_or(o.fulfilled_at is not null) as fulfilled
      from public.order_lots as c
      join public.orders as o on o.id = c.order_id
      cross join lateral unnest(string_to_array(c.selected_roll_ids, ',')) as t (token)
      where o.status is distinct from 'cancelled' group by 1
    ) as c on c.id = r.id::text
    where r.status <> case when c.fulfilled then 'fulfilled' when not c.fulfilled then 'allocated'
      when r.status = 'fulfilled' then 'fulfilled' else 'available' end`,
  incoming_received_meters: `
    select i.id from public.incoming_stock as i
    left join (
      select c.incoming_stock_id, sum(g.meters) as metres
      from public.goods_in_receipts as c join public.goods_in_rows as g on g.receipt_id = c.id
      group by c.incoming_stock_id
    ) as b on b.incoming_stock_id = i.id
    where i.received_meters <> coalesce(b.metres, 0) or i.status <> case
      when coalesce(b.metres, 0) >= i.expected_meters then 'fully_received'
      when coalesce(b.metres, 0) > 0 then 'partially_received' else 'pending_inbound' end`,
  fulfilled_without_ledger: `
    select r.id from public.rolls as r
    where r.status = 'fulfilled' and not exists (
      select from public.inventory_transactions as t
      where t.roll_id = r.id and t.transaction_type = 'ORDER_FULFILLMENT')`,
  order_without_lots: `
    select o.id from public.orders as o
    where coalesce(o.status, 'confirmed') not in ('draft', 'cancelled') and o.created_at < now() - interval '300 s'
      and not exists (select from public.order_lots as c where c.order_id = o.id)`,
  duplicate_lot_number: `
    select l.id from public.lots as l
    join (
      select lot_number from public.lots where status = 'in_stock' group by lot_number having count(*) > 1
    ) as d on d.lot_number = l.lot_number
    where l.status = 'in_stock'`,
  lot_roll_positions: `
    select r.lot_id from public.rolls as r group by r.lot_id
    having count(distinct r.position) <> count(*) or max(r.position) <> count(*)`,
  copied_labels: `
    select c.id from public.order_lots as c join public.lots as l on l.id = c.lot_id
    where upper(btrim(c.quality)) <> upper(btrim(l.quality)) or upper(btrim(c.color)) <> upper(btrim(l.color))
    union all
    select g.id from public.goods_in_rows as g join public.lots as l on l.id = g.lot_id
    where upper(btrim(g.quality)) <> upper(btrim(l.quality)) or upper(btrim(g.color)) <> upper(btrim(l.color))`,
  order_lot_roll_references: `
    select distinct t.id
    from (
      select o.id, o.lot_id, lower(btrim(t.token)) as token,
        row_number() over (partition by o.id, lower(btrim(t.token))) as time
      from public.order_lots as o
      cross join lateral unnest(string_to_array(o.selected_roll_ids, ',')) as t (token)
      where btrim(o.selected_roll_ids) > ''
    ) as t
    left join public.rolls as r on r.id::text = t.token
    where r.id is null or r.lot_id <> t.lot_id or t.time > 1`,
};
