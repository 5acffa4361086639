import type { Shape } from "./shape.ts";

const half = "delete from t where hashint4(id) % 2 = 0";
const most = "delete from t where random() < 0.7";

/** Indexes whose rebuild is easy to misjudge. {rows} is the scale. */
export const btreeShapes: readonly Shape[] = [
  btree("ascending, unique, just written", "id int", "i", "(id)", { unique: true }),
  btree("ascending, half deleted at random", "id int", "i", "(id)", { after: [half] }),
  btree("ascending, oldest 60 % deleted", "id int", "i", "(id)", {
    after: ["delete from t where id < {rows} * 0.6", "vacuum t"],
  }),
  btree("random inserts, uuid", "id int, a uuid", "i, gen_random_uuid()", "(a)", { before: true }),
  btree("random inserts, uuid, 70 % deleted", "id int, a uuid", "i, gen_random_uuid()", "(a)", {
    before: true,
    after: [most],
  }),
  btree("foreign key, 20 rows a key", "id int, a int", "i, (random() * {rows} / 20)::int", "(a)"),
  btree(
    "foreign key, 20 rows a key, 70 % deleted",
    "id int, a int",
    "i, (random() * {rows} / 20)::int",
    "(a)",
    {
      after: [most],
    },
  ),
  btree("foreign key, written in order, half deleted", "id int, a int", "i, i / 4", "(a)", {
    before: true,
    after: [half],
  }),
  btree(
    "duplicates inserted at random",
    "id int, a int",
    "i, (random() * {rows} / 5)::int",
    "(a)",
    { before: true },
  ),
  btree(
    "keys of very different frequency",
    "id int, a int",
    "i, (exp(random() * 11))::int",
    "(a)",
    { after: [half] },
  ),
  btree("five values", "id int, a int", "i, i % 5", "(a)"),
  btree("five values, 70 % deleted", "id int, a text", "i, 'status ' || i % 5", "(a)", {
    after: [most],
  }),
  btree("a boolean, half deleted", "id int, a bool", "i, random() < 0.1", "(a)", { after: [half] }),
  btree(
    "two thirds null, half deleted",
    "id int, a int",
    "i, case when i % 3 = 0 then i end",
    "(a)",
    { after: [half] },
  ),
  btree("expression", "id int, a text", "i, 'Lot ' || md5(i::text)", "(lower(a))", {
    after: [half],
  }),
  btree(
    "expression with duplicates",
    "id int, a timestamptz",
    "i, now() + i * interval '1 minute'",
    "((date_trunc('hour', a at time zone 'UTC')))",
    { after: [half] },
  ),
  btree("partial, 5 %", "id int, a int, b bool", "i, i, i % 20 = 0", "(a) where b", {
    after: [half],
  }),
  btree(
    "partial, 60 %, most deleted",
    "id int, a int, b bool",
    "i, i, random() < 0.6",
    "(a) where b",
    { after: [most] },
  ),
  btree("INCLUDE", "id int, a int, b bigint", "i, (random() * 5000)::int, i", "(a) include (b)", {
    after: [half],
  }),
  btree(
    "two columns",
    "id int, a int, b timestamptz",
    "i, i % 100, now() + i * interval '1 s'",
    "(a, b)",
    { before: true, after: [half] },
  ),
  btree(
    "two columns with nulls and duplicates",
    "id int, a int, b int",
    "i, case when i % 4 > 0 then i % 300 end, case when i % 7 > 0 then i % 11 end",
    "(a, b)",
    { after: [half] },
  ),
  btree(
    "text of 5 to 60 bytes, random inserts",
    "id int, a text",
    "i, left(md5(random()::text) || md5(i::text), 5 + (random() * 55)::int)",
    "(a)",
    { before: true, after: [half] },
  ),
  btree(
    "text of 150 to 450 bytes, half deleted",
    "id int, a text",
    "i, md5(i::text) || repeat('x', 120 + (random() * 300)::int)",
    "(a)",
    { share: 0.3, after: [half] },
  ),
  btree(
    "numeric with duplicates, which are not merged",
    "id int, a numeric",
    "i, (i % 1000) / 100.0",
    "(a)",
    { after: [half] },
  ),
  btree("type name", "id int, a name", "i, ('n' || i)::name", "(a)", { after: [half] }),
  btree("fillfactor 70", "id int", "i", "(id) with (fillfactor = 70)", { after: [half] }),
  btree("deduplication off", "id int, a int", "i, i % 500", "(a) with (deduplicate_items = off)", {
    after: [half],
  }),
  btree("every key updated", "id int, a int", "i, i", "(a)", {
    after: ["update t set a = a + 7", "vacuum t"],
  }),
  btree("descending, deleted in stretches", "id int, a int", "i, i", "(a desc nulls last)", {
    after: ["delete from t where id % 8000 < 5000"],
  }),
  btree("tiny", "id int", "i", "(id)", { share: 0.01, after: [half] }),
  btree("dead entries that no vacuum has seen", "id int, a int", "i, i", "(a)", {
    after: [half],
    vacuum: false,
  }),
];

interface Details {
  readonly share?: number;
  readonly unique?: boolean;
  /** The index is there while rows come in, one after another, as in life. */
  readonly before?: boolean;
  readonly after?: readonly string[];
  readonly vacuum?: boolean;
}

function btree(
  name: string,
  columns: string,
  values: string,
  on: string,
  details: Details = {},
): Shape {
  const index = `create ${details.unique ? "unique " : ""}index t_i on t ${on}`;
  const insert = `insert into t select ${values} from generate_series(1, {rows}) as i`;
  return {
    kind: "btree",
    name,
    share: details.share ?? 1,
    statements: [
      `create table t (${columns}) with (autovacuum_enabled = off)`,
      ...(details.before ? [index, insert] : [insert, index]),
      ...(details.after ?? []),
      ...(details.vacuum === false ? [] : ["vacuum t"]),
      "analyze t",
    ],
  };
}
