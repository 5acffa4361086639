import pg from "pg";
import { asSuperuser } from "./connection.ts";

/** As long as the other suite may take. */
export const untilAlone = 400_000;

/**
 * pg_cron lives in one database of the server, and the package can be at home there for one suite
 * at a time. Waits for the other one; what it returns lets go.
 */
export async function aloneWithPgCron(): Promise<() => Promise<void>> {
  const client = new pg.Client(asSuperuser("postgres"));
  client.on("error", () => {});
  await client.connect();
  await client.query("select pg_advisory_lock(hashtext('the home of pg_cron'))");
  return () => client.end();
}
