import type pg from "pg";

/** Hand-made rows of the sample application, for tests that need exact metres. */
export interface Stock {
  /** A lot with one roll of the same length. */
  lot(
    meters: number,
    label?: { readonly quality?: string; readonly number?: string },
  ): Promise<string>;
  incoming(expected: number): Promise<string>;
  reservation(): Promise<string>;
  line(reservation: string, parent: string, meters: number, roll?: string): Promise<string>;
  /** The single value of a query's first row, numerics as numbers. */
  value(query: string, values?: unknown[]): Promise<unknown>;
  /** SQLSTATE of what the server refuses, undefined when it accepts; nothing of it stays. */
  refused(query: string, values?: unknown[]): Promise<string | undefined>;
}

/** `client` is the owner's, on a sample without rows; afterwards it has people and a supplier. */
export async function stockOf(client: pg.ClientBase): Promise<Stock> {
  await client.query("select sample.fill(lots => 1, lines_per_lot => 0)");

  async function value(query: string, values: unknown[] = []): Promise<unknown> {
    const row: Record<string, unknown> = (await client.query(query, values)).rows[0] ?? {};
    const first = Object.values(row)[0];
    return typeof first === "string" && /^-?\d+(\.\d+)?$/.test(first) ? Number(first) : first;
  }

  const text = async (query: string, values: unknown[]): Promise<string> =>
    String(await value(query, values));

  return {
    value,
    async lot(meters, { quality = "V701", number = "L-TEST" } = {}) {
      const id = await text(
        `insert into public.lots (lot_number, quality, color, meters, supplier_id)
         select $1, $2, 'NAVY', $3, min(s.id::text)::uuid from public.suppliers as s returning id`,
        [number, quality, meters],
      );
      await client.query("insert into public.rolls (lot_id, meters, position) values ($1, $2, 1)", [
        id,
        meters,
      ]);
      return id;
    },
    incoming: (expected) =>
      text(
        `insert into public.incoming_stock (quality, color, expected_meters, supplier_id, created_by)
         select 'V701', 'NAVY', $1, min(s.id::text)::uuid, sample.act_as(2)
         from public.suppliers as s returning id`,
        [expected],
      ),
    reservation: () => text("select id from sample.open_reservation()", []),
    async line(reservation, parent, meters, roll) {
      await client.query("select sample.add_lines($1, array[$2::uuid], array[$3::numeric], $4)", [
        reservation,
        parent,
        meters,
        roll === undefined ? null : [roll],
      ]);
      return text(
        `select id from public.reservation_lines
         where reservation_id = $1 and $2 in (lot_id, incoming_stock_id)`,
        [reservation, parent],
      );
    },
    async refused(query, values = []) {
      await client.query("savepoint attempt");
      try {
        await client.query(query, values);
        return undefined;
      } catch (error) {
        return (error as pg.DatabaseError).code;
      } finally {
        await client.query("rollback to savepoint attempt");
      }
    },
  };
}
