/**
 * What random tests begin with. In CI always the same, so that a failure there is the change's and
 * not the dice's; elsewhere another each time, shown in the test's name and repeated by OPS_SEED.
 */
export const seed = Number(
  process.env.OPS_SEED ?? (process.env.CI === "true" ? 4711 : Date.now() % 100_000),
);
