import type pg from "pg";

export interface GenerateOptions {
  readonly lots?: number;
  readonly linesPerLot?: number;
  readonly seed?: number;
  /** False leaves the lines that the application leaves behind on closed reservations. */
  readonly sound?: boolean;
  /** Rows to break by each mechanism; none by default. */
  readonly breakages?: number;
  readonly onProgress?: (line: string) => void;
}

/** Fills an empty sample. The client is its owner's, in no transaction: the work commits on its way. */
export async function generateSample(
  client: pg.ClientBase,
  options: GenerateOptions = {},
): Promise<void> {
  const { lots = 1000, linesPerLot = 2.5, seed = 42, sound = true, breakages = 0 } = options;
  const report = (notice: { readonly message?: string | undefined }): void => {
    if (notice.message?.startsWith("sample: ")) options.onProgress?.(notice.message.slice(8));
  };
  client.on("notice", report);
  try {
    await client.query("call sample.generate($1, $2, $3, $4)", [lots, linesPerLot, seed, sound]);
    if (breakages > 0) await client.query("call sample.break_all($1)", [breakages]);
  } finally {
    client.off("notice", report);
  }
}
