import type { Command } from "commander";
import { type Session, withSession } from "../connect/session.ts";
import type { ConnectionOptions } from "../connect/target.ts";
import { interrupted, isConnectionLost, OpsError, toOpsError, usageError } from "../errors.ts";
import { exit, worst } from "../output/exit.ts";
import { type Io, say } from "../output/io.ts";
import { jsonServer, printJson } from "../output/json.ts";
import { startProgress } from "../output/progress.ts";
import { showViolations, type Violation } from "../output/violations.ts";
import {
  collect,
  type Perform,
  readDuration,
  readMaxRows,
  splitArguments,
  withConnection,
} from "./verb.ts";
