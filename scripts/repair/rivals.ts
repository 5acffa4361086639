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
