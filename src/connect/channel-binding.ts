import type pg from "pg";
import { OpsError } from "../errors.ts";

const bound = "SCRAM-SHA-256-PLUS";

/**
 * channel_binding=require: ends a login that is not bound to the TLS channel before any password is
 * sent. The function returned throws when the server let us in without even asking for one.
 */
export function demandChannelBinding({ connection }: pg.Client): () => void {
  let offered = false;
  const refuse = () => {
    if (!offered) connection.stream.destroy(refusal());
  };
  // Before the driver's own listeners, which answer at once.
  connection.prependListener("authenticationSASL", ({ mechanisms }: { mechanisms: string[] }) => {
    offered = mechanisms.includes(bound);
    refuse();
  });
  connection.prependListener("authenticationCleartextPassword", refuse);
  connection.prependListener("authenticationMD5Password", refuse);
  return () => {
    if (!offered) throw refusal();
  };
}

function refusal(): OpsError {
  return new OpsError("the server does not offer channel binding, and channel_binding=require", {
    code: "CHANNEL_BINDING",
    hint: "It needs TLS and a password stored as SCRAM; a pooler in between rarely offers it.",
  });
}
