/** A relation built to be misjudged: table t, or index t_i on it. */
export interface Shape {
  readonly kind: "heap" | "toast" | "btree";
  readonly name: string;
  /** Rows as a share of the scale. */
  readonly share: number;
  /** Run one by one in a schema of their own; {rows} is the number of rows. */
  readonly statements: readonly string[];
}
