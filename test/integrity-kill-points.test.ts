import { describeStrikes } from "./kill-points.ts";
import { integrity } from "./kill-points-integrity.ts";

describeStrikes(integrity, { usual: 2, others: 1 });
