/** Connection settings by their libpq keyword. */
export type Settings = ReadonlyMap<string, string>;

/** Every libpq keyword that means something here, with the variable that sets it from outside. */
export const keywords: Readonly<Record<string, string | undefined>> = {
  host: "PGHOST",
  hostaddr: "PGHOSTADDR",
  port: "PGPORT",
  dbname: "PGDATABASE",
  user: "PGUSER",
  password: "PGPASSWORD",
  passfile: "PGPASSFILE",
  service: "PGSERVICE",
  servicefile: "PGSERVICEFILE",
  options: "PGOPTIONS",
  connect_timeout: "PGCONNECT_TIMEOUT",
  sslmode: "PGSSLMODE",
  sslrootcert: "PGSSLROOTCERT",
  sslcert: "PGSSLCERT",
  sslkey: "PGSSLKEY",
  sslpassword: undefined,
  sslcrl: "PGSSLCRL",
  sslnegotiation: "PGSSLNEGOTIATION",
  ssl_min_protocol_version: "PGSSLMINPROTOCOLVERSION",
  ssl_max_protocol_version: "PGSSLMAXPROTOCOLVERSION",
  channel_binding: "PGCHANNELBINDING",
  target_session_attrs: "PGTARGETSESSIONATTRS",
  require_auth: "PGREQUIREAUTH",
  gssencmode: "PGGSSENCMODE",
};

/** The hint for a keyword that is none. */
export const knownSettings = `Settings are libpq's: ${Object.keys(keywords).join(", ")}.`;

/** Keywords of libpq that change nothing here: accepted, so that a string that psql takes is taken. */
export const ignored: ReadonlySet<string> = new Set([
  "application_name",
  "fallback_application_name",
  "client_encoding",
  "keepalives",
  "keepalives_idle",
  "keepalives_interval",
  "keepalives_count",
  "tcp_user_timeout",
  "sslcompression",
  "sslcertmode",
  "sslsni",
  "requiressl",
  "krbsrvname",
  "gsslib",
  "gssdelegation",
  "load_balance_hosts",
  "min_protocol_version",
  "max_protocol_version",
  // Written by pooled connection strings for other clients' sake.
  "pgbouncer",
  "connection_limit",
  "pool_timeout",
  "uselibpqcompat",
]);
