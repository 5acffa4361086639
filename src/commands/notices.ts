import type pg from "pg";
import { errorFields } from "../errors.ts";

/** Runs work and hands each NOTICE that the server raises meanwhile to `receive`. */
export async function withNotices<Result>(
  client: pg.Client,
  receive: (message: string) => void,
  work: () => Promise<Result>,
): Promise<Result> {
  const listen = (notice: object) => {
    const { severity, message } = errorFields(notice);
    if (severity === "NOTICE" && typeof message === "string") receive(message);
  };
  client.on("notice", listen);
  try {
    return await work();
  } finally {
    client.off("notice", listen);
  }
}
