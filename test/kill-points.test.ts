import { describeStrikes } from "./kill-points.ts";
import { reservations } from "./kill-points-reservations.ts";

describeStrikes(reservations, { usual: 5, others: 1 });
