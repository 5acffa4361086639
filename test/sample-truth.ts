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
        where a.entity_id = r.id and a.action = 'STATUS_CHANGE')))`;

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
