/** A number as the database gave it: text where JavaScript would round it or drop its scale. */
export type Amount = number | string;

/** How an area stood on one day; a public page knows day and state only. */
export interface AreaDay {
  readonly day: string;
  readonly state: string;
  readonly unknown?: number;
  readonly rows?: Amount | null;
  readonly rows_high?: Amount | null;
  readonly metres?: Amount | null;
  readonly metres_high?: Amount | null;
}

/** An area as anybody may see it. */
export interface PublicArea {
  readonly area: string;
  readonly title: string;
  readonly state: string;
  readonly current: boolean;
  readonly checked_at: string | null;
  readonly history: readonly AreaDay[];
}

export interface Area extends PublicArea {
  readonly findings: number;
  readonly silenced: number;
  readonly rows: Amount;
  readonly metres: Amount;
  readonly rules: number;
  readonly unknown: number;
  readonly incidents: string | null;
}

/** An incident's severity and times. Seconds below 0 are overdue. */
export interface PublicIncident {
  readonly severity: string;
  readonly area: string;
  readonly state: string;
  readonly opened_at: string;
  readonly response_due: string | null;
  readonly acknowledged_at: string | null;
  readonly resolved_at: string | null;
  readonly response_left_seconds: Amount | null;
  readonly answered_seconds: Amount | null;
  readonly age_seconds: Amount;
}

export interface Incident extends PublicIncident {
  readonly id: number;
  readonly title: string;
  readonly cause: string | null;
  readonly role: string | null;
  readonly person: string | null;
  readonly assignee: string | null;
  readonly escalations: number;
  readonly reopened: number;
  readonly findings: number;
  readonly clock: string | null;
  readonly response_limit_seconds: Amount;
  readonly post_mortem_due: string | null;
  readonly post_mortem_held_at: string | null;
  readonly post_mortem_left_seconds: Amount | null;
}

export interface Rule {
  readonly area: string;
  readonly rule: string;
  readonly title: string;
  readonly severity: string;
  readonly state: string;
  readonly rows: Amount;
  readonly metres: Amount;
  readonly since: string;
}

export interface Run {
  readonly id: number;
  readonly kind: "apply" | "undo";
  readonly undoes: number | null;
  readonly area: string;
  readonly state: string;
  readonly actor: string;
  readonly reason: string;
  readonly unattended: boolean;
  readonly planned: number;
  readonly done: number;
  readonly left_alone: number;
  readonly metres: Amount;
  readonly started_at: string;
  readonly note: string | null;
}

export interface RepairDay {
  readonly day: string;
  readonly runs: number;
  readonly applied: number;
  readonly applied_metres: Amount;
  readonly undone: number;
  readonly undone_metres: Amount;
  readonly left_alone: number;
  readonly not_done: number;
}

export interface Night {
  readonly rule: string;
  readonly cause: string;
  readonly nights: number;
  readonly planned: number;
  readonly metres: Amount;
  readonly surprises: number;
  readonly applied: number;
  readonly promoted_by: string | null;
}

export interface SizeDay {
  readonly day: string;
  readonly database: Amount;
  readonly reclaimable: Amount | null;
  readonly package: Amount | null;
}

export interface TableSize {
  readonly relation: string;
  readonly bytes: Amount;
  readonly reclaimable: Amount | null;
  readonly grew: Amount | null;
  readonly since: string | null;
}

export interface Job {
  readonly name: string;
  readonly what: string;
  readonly state: string;
  readonly schedule: string;
  readonly stretched: string | null;
  readonly last_ok_at: string | null;
  readonly seconds: Amount | null;
  readonly due_at: string | null;
  readonly note: string | null;
  readonly week_runs: number;
  readonly week_bad: number;
  readonly week_longest: Amount | null;
}

interface Head {
  readonly made_at: string;
  readonly from: string;
  readonly to: string;
  /** P0 to P3, clean, unknown or none; and a sentence. */
  readonly verdict: { readonly level: string; readonly text: string };
}

/** What ops.public_status() returns. */
export interface PublicStatus extends Head {
  readonly areas: readonly PublicArea[];
  readonly incidents: readonly PublicIncident[];
  readonly resolved_incidents: readonly PublicIncident[];
}

/** What ops.status_page() returns. */
export interface StatusPage extends Head {
  readonly zone: string;
  readonly release: string;
  readonly database: string;
  readonly armed: { readonly state: string; readonly detail: string };
  readonly areas: readonly Area[];
  readonly rules: readonly Rule[];
  readonly incidents: readonly Incident[];
  readonly resolved_incidents: readonly Incident[];
  readonly repairs: {
    readonly count: number;
    readonly days: readonly RepairDay[];
    readonly runs: readonly Run[];
    readonly nights: readonly Night[];
  };
  readonly growth: {
    readonly taken_at: string | null;
    readonly days: readonly SizeDay[];
    readonly tables: readonly TableSize[];
  };
  readonly jobs: readonly Job[];
}
