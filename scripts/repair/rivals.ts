/** The best statement we know for each rule's own predicate, without causes, messages or journal. */
export const bareQueries: Readonly<Record<string, string>> = {
  lot_reserved_meters: `
    select l.id from public.lots as l
    left join (
      select n.lot_id, sum(n.reserved_meters) as metres from public.reservation_lines as n
      where n.scope = 'INVENTORY' group by n.lot_id
    ) as n on n.lot_id = l.id
    where l.reserved_meters is distinct from coalesce(n.metres, 0)`,
  incoming_reserved_meters: `
    select i.id from public.incoming_stock as i
    left join (
      select n.incoming_stock_id, sum(n.reserved_meters) as metres from public.reservation_lines as n
      where n.scope = 'INCOMING' group by n.incoming_stock_id
    ) as n on n.incoming_stock_id = i.id
    where i.reserved_meters is distinct from coalesce(n.metres, 0)`,
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
    with linked as (
      select r.id, bool_and(o.fulfilled_at is not null) as fulfilled
      from public.reservations as r
      join public.audit_logs as a on a.entity_id = r.id and a.action = 'STATUS_CHANGE'
      join public.orders as o on o.id::text = a.new_data ->> 'order_id'
      where r.status = 'converted' group by r.id
    )
    select n.id from public.reservation_lines as n
    join public.reservations as r on r.id = n.reservation_id
    left join linked as k on k.id = r.id
    where r.status in ('released', 'canceled') or (r.status = 'converted' and k.fulfilled)`,
};

/** The runbook's check and its fix, word for word. */
export const runbookCheck = `
  select l.id, l.quality, l.color, l.meters, l.reserved_meters,
    coalesce(sum(rl.reserved_meters), 0) as calculated_reserved
  from public.lots l left join public.reservation_lines rl on l.id = rl.lot_id
  where l.status = 'in_stock' group by l.id
  having l.reserved_meters != coalesce(sum(rl.reserved_meters), 0)`;

export const runbookFix = `
  update public.lots l set reserved_meters = (
    select coalesce(sum(rl.reserved_meters), 0)
    from public.reservation_lines rl
    join public.reservations r on rl.reservation_id = r.id
    where rl.lot_id = l.id and r.status = 'active')`;

/** What a repair must write at least: the wrong rows, locked first, and nothing else. */
export const bareUpdate = `
  with due as materialized (
    select l.id, coalesce(n.metres, 0) as metres from public.lots as l
    left join (
      select n.lot_id, sum(n.reserved_meters) as metres from public.reservation_lines as n
      where n.scope = 'INVENTORY' group by n.lot_id
    ) as n on n.lot_id = l.id
    where l.reserved_meters is distinct from coalesce(n.metres, 0)
  ), held as materialized (
    select l.id from public.lots as l join due as d on d.id = l.id order by l.id for no key update of l
  )
  update public.lots as l set reserved_meters = d.metres from due as d join held as h on h.id = d.id
  where l.id = d.id`;
