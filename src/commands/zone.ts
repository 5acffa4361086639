import type { Session } from "../connect/session.ts";

/** The zone in which everything that people read shows its times. */
export async function zoneOf(session: Session): Promise<string | undefined> {
  const rows = await session.query<{ zone: string }>("select ops.setting('time_zone') as zone");
  return rows[0]?.zone;
}
