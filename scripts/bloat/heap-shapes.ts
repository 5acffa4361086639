import type { Shape } from "./shape.ts";

const half = "delete from t where hashint4(id) % 2 = 0";

/** Tables whose rewrite is easy to misjudge. {rows} is the scale. */
export const heapShapes: readonly Shape[] = [
  heap("integers, just written", "id int, a int, b int", "i, i, i"),
  heap("int, bigint, int: padding", "a int, id bigint, b int", "i, i, i"),
  heap(
    "six pairs of bool and bigint: padding",
    "id int, b1 bool, i1 bigint, b2 bool, i2 bigint, b3 bool, i3 bigint, b4 bool, i4 bigint",
    "i, true, i, true, i, true, i, true, i",
  ),
  heap(
    '"char", smallint and bool',
    'id int, a "char", b int2, c bool, d int2',
    "i, 'x', 1, true, 2",
  ),
  heap("fillfactor 70, just written", "id int, a text", "i, repeat('x', 60)", {
    options: "fillfactor = 70",
  }),
  heap("fillfactor 70, half deleted at random", "id int, a text", "i, repeat('x', 60)", {
    options: "fillfactor = 70",
    after: [half],
  }),
  heap("fillfactor 50, every row updated", "id int, a int, b text", "i, 0, repeat('x', 40)", {
    options: "fillfactor = 50",
    after: ["update t set a = a + 1", "vacuum t"],
  }),
  heap("30 % deleted at random", "id int, a text", "i, repeat('x', 50)", {
    after: ["delete from t where random() < 0.3"],
  }),
  heap("90 % deleted at random", "id int, a text", "i, repeat('x', 50)", {
    after: ["delete from t where random() < 0.9"],
  }),
  heap("first half deleted", "id int, a text", "i, repeat('x', 50)", {
    after: ["delete from t where id < {rows} / 2"],
  }),
  heap("deleted in stretches of equal length", "id int, a text", "i, repeat('x', 50)", {
    after: ["delete from t where id % 8000 < 5000"],
  }),
  heap("random pages emptied", "id int, a text", "i, repeat('x', 50)", {
    after: ["delete from t where hashint4((ctid::text::point)[0]::int) % 5 < 0"],
  }),
  heap("all but a few rows deleted", "id int, a text", "i, repeat('x', 50)", {
    after: ["delete from t where id % 1000 <> 0"],
  }),
  heap("dead rows that no vacuum has seen", "id int, a text", "i, repeat('x', 50)", {
    after: ["update t set a = a || 'y' where id % 3 = 0"],
    vacuum: false,
  }),
  heap("a dropped text column", "id int, a text, b int", "i, repeat('x', 60), i", {
    after: ["alter table t drop column a"],
  }),
  heap(
    "four dropped columns, 80 % deleted",
    "id int, a text, b bigint, c text, d int, e text",
    "i, repeat('x', 20), i, repeat('y', 30), i, repeat('z', 40)",
    {
      after: [
        "alter table t drop column a, drop column b, drop column c, drop column d",
        "delete from t where random() < 0.8",
      ],
    },
  ),
  heap("integer column added with a default", "id int, a int", "i, i", {
    after: ["alter table t add column b bigint default 7"],
  }),
  heap("text column added with a default, half deleted", "id int, a int", "i, i", {
    after: ["alter table t add column b text default 'twelve bytes'", half],
  }),
  heap(
    "nulls in half of ten columns",
    Array.from({ length: 10 }, (_, n) => `c${n} ${n % 2 ? "bigint" : "text"}`).join(", ") +
      ", id int",
    `${Array.from({ length: 10 }, (_, n) => `case when random() < 0.5 then ${n % 2 ? "i" : "repeat('x', 12)"} end`).join(", ")}, i`,
    { after: [half] },
  ),
  heap("rows of 1700 bytes", "id int, a text", "i, repeat('x', 1680)", { share: 0.08 }),
  heap(
    "rows of 400 to 1900 bytes, just written",
    "id int, a text",
    "i, repeat('x', 400 + (random() * 1500)::int)",
    {
      share: 0.08,
    },
  ),
  heap(
    "rows of 400 to 1900 bytes, half deleted",
    "id int, a text",
    "i, repeat('x', 400 + (random() * 1500)::int)",
    { share: 0.08, after: [half] },
  ),
  heap(
    "text of 0 to 1000 bytes, half deleted",
    "id int, a text",
    "i, repeat('x', (random() * 1000)::int)",
    {
      share: 0.2,
      after: [half],
    },
  ),
  heap("text around 127 bytes", "id int, a text, b int", "i, repeat('x', 120 + i % 14), i", {
    share: 0.5,
  }),
  heap(
    "TOASTed text, a third deleted",
    "id int, a text, b text",
    `i, ${noise(120)}, repeat('x', 90)`,
    {
      share: 0.05,
      after: ["delete from t where id % 3 = 0"],
    },
  ),
  heap(
    "TOASTed and short text mixed",
    "id int, a text",
    `i, case when i % 4 = 0 then ${noise(120)} else repeat('x', 300) end`,
    {
      share: 0.1,
      after: [half],
    },
  ),
  heap("compressed text", "id int, a text", "i, repeat(md5(i::text), 100)", {
    share: 0.1,
    after: [half],
  }),
  heap("storage external and main", "id int, a text, b text", `i, ${noise(80)}, repeat('y', 700)`, {
    share: 0.05,
    first: ["alter table t alter a set storage external", "alter table t alter b set storage main"],
    after: [half],
  }),
  heap(
    "out-of-line values that would now fit",
    "id int, a text, b text",
    `i, ${noise(40)}, ${noise(45)}`,
    { share: 0.05, after: ["update t set a = 'short'", "vacuum t"] },
  ),
  heap(
    "arrays",
    "id int, a int[], b text[], c bigint[]",
    "i, array[i, i], array['x', repeat('y', i % 30)], array[i]",
    {
      share: 0.6,
      after: [half],
    },
  ),
  heap(
    "jsonb",
    "id int, a jsonb",
    "i, jsonb_build_object('lot', i, 'colour', repeat('e', i % 40), 'rolls', jsonb_build_array(i, i + 1))",
    { share: 0.5, after: [half] },
  ),
  heap(
    "numeric, inet, uuid, time stamp, interval, range",
    "id int, a numeric, b inet, c uuid, d timestamptz, e interval, f int4range",
    "i, random() * 1000, '10.0.0.1', gen_random_uuid(), now(), '1 day', int4range(i, i + 5)",
    { share: 0.5, after: [half] },
  ),
  heap(
    "forty columns",
    `id int, ${forty((n) => `c${n} ${["int", "text", "bool", "timestamptz"][n % 4]}`)}`,
    `i, ${forty((n) => ["case when random() < 0.8 then i end", "left(md5(i::text), i % 9)", "true", "now()"][n % 4] ?? "null")}`,
    { share: 0.15, after: [half] },
  ),
  heap(
    "a stored generated column",
    "id int, a text, b int generated always as (id * 2) stored",
    "i, repeat('x', 33)",
    {
      columns: "id, a",
      after: [half],
    },
  ),
  heap("never analyzed", "id int, a text", "i, repeat('x', 50)", { after: [half], analyze: false }),
  heap("widened after its statistics were gathered", "id int, a text, b int", "i, 'x', i", {
    share: 0.6,
    after: ["analyze t", "update t set a = repeat('w', 150)", "vacuum t"],
    analyze: false,
  }),
  heap("space reused by rows of another size", "id int, a text", "i, repeat('x', 90)", {
    share: 0.6,
    after: [
      half,
      "vacuum t",
      "insert into t select i, repeat('y', 200) from generate_series(1, {rows} / 12) as i",
    ],
  }),
  {
    kind: "heap",
    name: "a partition, half deleted",
    share: 1,
    statements: [
      "create table p (id int, a text) partition by range (id)",
      "create table t partition of p for values from (0) to (10000000) with (autovacuum_enabled = off)",
      "create table t2 partition of p for values from (10000000) to (20000000)",
      "insert into p select i, repeat('x', 50) from generate_series(1, {rows}) as i",
      half,
      "vacuum t",
      "analyze t",
    ],
  },
  heap("twenty pages", "id int, a text", "i, repeat('x', 50)", { share: 0.01, after: [half] }),
  heap("one page", "id int, a text", "i, repeat('x', 50)", { share: 0.0004, after: [half] }),
  toast("TOAST table, just written", `i, ${noise(200)}`),
  toast("TOAST table, half deleted", `i, ${noise(200)}`, [half]),
  toast(
    "TOAST table, values of 2 to 20 KB, first half deleted",
    `i, ${noise(60)} || repeat(${noise(20)}, (random() * 20)::int)`,
    ["delete from t where id < {rows} / 40"],
  ),
];

interface Details {
  /** Of the rows at scale 1; wide rows need fewer. */
  readonly share?: number;
  readonly options?: string;
  readonly columns?: string;
  readonly first?: readonly string[];
  readonly after?: readonly string[];
  readonly vacuum?: boolean;
  readonly analyze?: boolean;
}

function heap(name: string, columns: string, values: string, details: Details = {}): Shape {
  const options = ["autovacuum_enabled = off", "toast.autovacuum_enabled = off", details.options];
  return {
    kind: "heap",
    name,
    share: details.share ?? 1,
    statements: [
      `create table t (${columns}) with (${options.filter(Boolean).join(", ")})`,
      ...(details.first ?? []),
      `insert into t ${details.columns ? `(${details.columns})` : ""} select ${values} from generate_series(1, {rows}) as i`,
      ...(details.after ?? []),
      ...(details.vacuum === false ? [] : ["vacuum t"]),
      ...(details.analyze === false ? [] : ["analyze t"]),
    ],
  };
}

function toast(name: string, values: string, after: readonly string[] = []): Shape {
  const { statements } = heap(name, "id int, a text", values, { after });
  return { kind: "toast", name, share: 0.05, statements };
}

/** Text that no compression makes smaller, 32 bytes a unit. */
function noise(units: number): string {
  return `(select string_agg(encode(sha256((i * 1000 + n)::text::bytea), 'base64'), '') from generate_series(1, ${Math.ceil(units / 1.4)}) as n)`;
}

function forty(write: (n: number) => string): string {
  return Array.from({ length: 40 }, (_, n) => write(n)).join(", ");
}
