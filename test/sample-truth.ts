import type pg from "pg";

/** Which rows break which rule, by plain joins that share nothing with the package or the record. */
const truth = `
  select 'lot_reserved_meters' as rule, l.id from public.lots as l
  where l.reserved_meters <> coalesce(
    (select sum(n.reserved_meters) from public.reservation_lines as n where n.lot_id = l.id), 0)
  union all
  select 'incoming_reserved_meters', i.id from public.incoming_stock as i
  where i.reserved_meters <> coalesce((select sum(n.reserved_meters)
    from public.reservation_lines as n where n.incoming_stock_id = i.id), 0)
  union all
  select 'negative_reserved_meters', id from public.lots where reserved_meters < 0
  union all
  select 'negative_reserved_meters', id from public.incoming_stock where reserved_meters < 0
  union all
  select 'orphan_reservation_lines', n.id from public.reservation_lines as n
  where n.reservation_id not in (select id from public.reservations)
    or n.lot_id not in (select id from public.lots)
    or n.incoming_stock_id not in (select id from public.incoming_stock)
  union all
  select 'stale_reservation_lines', n.id from public.reservation_lines as n
  join public.reservations as r on r.id = n.reservation_id
  where r.status in ('released', 'canceled') or r.status = 'converted' and exists (
    select from public.orders as o where o.fulfilled_at is not null and (
      o.crm_deal_id::text = r.crm_deal_id or o.id in (
        select (a.new_data ->> 'order_id')::uuid from public.audit_logs as a
        where a.entity_id = r.id and a.action = 'STATUS_CHANGE')))
  union all
  select 'expired_reservations', id from public.reservations
  where status = 'active' and hold_until < current_date - 1
  union all
  select 'reservations_without_lines', id from public.reservations where status = 'active'
    and id not in (select reservation_id from public.reservation_lines)
    and created_at < now() - interval '1 hour'
  union all
  select 'duplicate_deal_reservations', r.id from public.reservations as r
  where r.status = 'active' and exists (select from public.reservations as o
    where o.status = 'active' and o.crm_deal_id = r.crm_deal_id and o.created_at < r.created_at)
  union all
  select 'reserved_lots_not_in_stock', l.id from public.lots as l
  where l.status <> 'in_stock' and l.id in (select n.lot_id from public.reservation_lines as n
    join public.reservations as r on r.id = n.reservation_id where r.status = 'active')
  union all
  select 'reservation_line_labels', n.id from public.reservation_lines as n
  where exists (select from public.lots as l
    where l.id = n.lot_id and (l.quality <> n.quality or l.color <> n.color))
    or exists (select from public.incoming_stock as i
      where i.id = n.incoming_stock_id and (i.quality <> n.quality or i.color <> n.color))
  union all
  select 'oversold_incoming', i.id from public.incoming_stock as i
  where i.expected_meters - i.received_meters < (select sum(n.reserved_meters)
    from public.reservation_lines as n join public.reservations as r on r.id = n.reservation_id
    where n.incoming_stock_id = i.id and r.status in ('active', 'converted'))
  union all
  select 'oversold_rolls', l.id from public.lots as l
  where exists (select from public.rolls as w where w.lot_id = l.id)
    and coalesce((select sum(w.meters) from public.rolls as w
      where w.lot_id = l.id and w.status = 'available'), 0) + 0.01 < (select sum(n.reserved_meters)
    from public.reservation_lines as n join public.reservations as r on r.id = n.reservation_id
    where n.lot_id = l.id and r.status = 'active')
  union all
  select 'unlinked_conversions', r.id from public.reservations as r
  where r.status = 'converted' and r.converted_at is not null
    and not exists (select from public.orders as o where o.crm_deal_id::text = r.crm_deal_id)
    and not exists (select from public.audit_logs as a
      where a.entity_id = r.id and a.new_data ? 'order_id')
  union all
  select 'reservation_line_meters', n.id from public.reservation_lines as n
  join public.reservations as r on r.id = n.reservation_id and r.status in ('active', 'converted')
  join public.rolls as w on w.id::text = n.roll_ids and w.lot_id = n.lot_id
  where abs(w.meters - n.reserved_meters) > 0.01`;

/** The rules that this file can judge. */
export const judgedByTruth: readonly string[] = [...truth.matchAll(/select '(\w+)'/g)].flatMap(
  ([, rule]) => rule ?? [],
);

/** Rows that are broken and not expected, or expected and not broken. */
export async function disagreements(client: pg.ClientBase): Promise<readonly unknown[]> {
  const found = await client.query(
    `select coalesce(t.rule, e.rule) as rule, t.id as broken, e.key as expected
     from (${truth}) as t
     full join (
       select x.rule, x.key from sample.expected_violation as x where x.rule = any ($1)
     ) as e on e.rule = t.rule and e.key = t.id::text
     where t.id is null or e.key is null
     order by 1, 2, 3`,
    [judgedByTruth],
  );
  return found.rows;
}
