/** What the process tells its caller: one number a verb, the highest rank of all that happened. */
export const exit = {
  clean: 0,
  findings: 1,
  unknown: 2,
  failed: 3,
  usage: 64,
  interrupted: 130,
} as const;

/** From mildest to gravest: not the numeric order, so that "could not check" never hides findings. */
const rank: readonly number[] = [
  exit.clean,
  exit.unknown,
  exit.findings,
  exit.failed,
  exit.usage,
  exit.interrupted,
];

/** The gravest of several exit statuses. */
export function worst(...statuses: readonly number[]): number {
  return statuses.reduce<number>(
    (gravest, status) => (rank.indexOf(status) > rank.indexOf(gravest) ? status : gravest),
    exit.clean,
  );
}
