import type { Amount } from "./facts.ts";

/** A whole number with its thousands parted. */
export function count(value: Amount): string {
  return Number(value).toLocaleString("en-US", { maximumFractionDigits: 0 });
}

/** Metres to the centimetre. */
export function metres(value: Amount): string {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return `${Number(value).toLocaleString("en-US", digits)} m`;
}

/** "1 row", "3 rows". */
export function plural(value: Amount, one: string, many = `${one}s`): string {
  return `${count(value)} ${Number(value) === 1 ? one : many}`;
}

/** Bytes in the unit that leaves at most three figures before the point. */
export function bytes(value: Amount): string {
  const { unit, divisor } = scaleOf(Math.abs(Number(value)));
  const scaled = Number(value) / divisor;
  const digits = divisor > 1 && Math.abs(scaled) < 100 ? 1 : 0;
  const text = Math.abs(scaled).toLocaleString("en-US", { maximumFractionDigits: digits });
  return `${scaled < 0 ? "\u2212" : ""}${text} ${unit}`;
}

/** The unit that suits a number of bytes. */
export function scaleOf(size: number): { readonly unit: string; readonly divisor: number } {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(size || 1) / 10)));
  return { unit: units[power] ?? "B", divisor: 1024 ** power };
}

const units = ["B", "kB", "MB", "GB", "TB", "PB"] as const;

/** Seconds in the two largest units that matter, always without a sign. */
export function duration(value: Amount): string {
  const seconds = Math.abs(Number(value));
  if (seconds < 60) {
    const digits = Number.isInteger(Number(value)) || seconds >= 10 ? 0 : 1;
    return `${seconds.toFixed(digits)} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return both(hours, "h", minutes % 60, "min");
  return both(Math.floor(hours / 24), "days", hours % 24, "h");
}

function both(large: number, unit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${unit}` : `${large} ${unit} ${small} ${smallUnit}`;
}

/** "24 Nov" of 2026-11-24 or of a moment: the database has put it into the application's zone. */
export function day(iso: string): string {
  const [, month = "", date = ""] = /^\d+-(\d\d)-(\d\d)/.exec(iso) ?? [];
  return `${Number(date)} ${months[Number(month) - 1]}`;
}

/** "24 Nov 2026, 12:30". */
export function fullMoment(iso: string): string {
  return `${day(iso)} ${iso.slice(0, 4)}, ${iso.slice(11, 16)}`;
}

/** "24 Nov, 12:30". */
export function moment(iso: string): string {
  return `${day(iso)}, ${iso.slice(11, 16)}`;
}

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** "every 15 min" of "every 00:15:00", "on Sun" of "on days 7": the database writes them in full. */
export function schedule(text: string): string {
  const named = text.replace(/on days ([1-7,]+)/, (_, days: string) => {
    return `on ${days
      .split(",")
      .map((one) => weekdays[Number(one) - 1])
      .join(", ")}`;
  });
  return named.replace(
    /(?:(\d+) days? ?)?(\d+):(\d\d):(\d\d)/,
    (_, days, hours, minutes, seconds) =>
      duration(
        86400 * Number(days ?? 0) + 3600 * Number(hours) + 60 * Number(minutes) + Number(seconds),
      ),
  );
}

const weekdays = "Mon Tue Wed Thu Fri Sat Sun".split(" ");
