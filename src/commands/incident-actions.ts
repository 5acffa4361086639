/** A sub-command of `incident`: the words it takes and the call it makes. */
export interface IncidentAction {
  readonly name: string;
  readonly what: string;
  /** Words after the number, in order; the last one in brackets may be left out. */
  readonly words: readonly string[];
  readonly numbered: boolean;
  readonly writes: boolean;
  readonly call: string;
  /** `text`: one value printed as it is; `rows`: a table. */
  readonly shows: "text" | "rows";
  /** Columns that a person sees; a program gets all. */
  readonly columns?: readonly string[];
}

/** Everything a person does with incidents, in the order in which it is done. */
export const incidentActions: readonly IncidentAction[] = [
  reads(
    "list",
    "incidents that are not over, the most urgent first",
    [],
    `select i.*, coalesce(i.assignee, i.person, i.role) as "with" from ops.open_incident as i`,
    "rows",
    ["id", "severity", "area", "state", "title", "clock", "with"],
  ),
  {
    name: "open",
    what: "open one by hand; its response clock runs from now",
    words: ["area", "severity", "title"],
    numbered: false,
    writes: true,
    call: "select format('incident %s is open', ops.open_incident($1, $2, $3)) as text",
    shows: "text",
  },
  reads(
    "timeline",
    "what happened, in order",
    ["id"],
    "select * from ops.incident_timeline($1)",
    "rows",
    ["at", "kind", "actor", "text"],
  ),
  writes(
    "acknowledge",
    "I have it: stops the response clock",
    ["[note]"],
    "select ops.acknowledge_incident($1, $2) as text",
  ),
  writes("assign", "say who works on it", ["person"], "select ops.assign_incident($1, $2) as text"),
  writes(
    "comment",
    "add a line to the timeline",
    ["text"],
    "select ops.comment_incident($1, $2) as text",
  ),
  writes(
    "escalate",
    "hand it up the contact matrix",
    ["reason"],
    "select ops.escalate_incident($1, $2) as text",
  ),
  writes(
    "resolve",
    "when its verification passes; else with a reason and a name",
    ["[reason]", "[name]"],
    "select ops.resolve_incident($1, $2, $3) as text",
  ),
  writes(
    "reopen",
    "open a resolved one again",
    ["reason"],
    "select ops.reopen_incident($1, $2) as text",
  ),
  writes("root-cause", "write down why", ["text"], "select ops.set_root_cause($1, $2) as text"),
  writes(
    "action",
    "add an action item: what, who, until when",
    ["what", "owner", "due"],
    "select format('action item %s', ops.add_action_item($1, $2, $3, $4)) as text",
  ),
  writes(
    "action-done",
    "an action item (its own number) is done",
    [],
    "select ops.finish_action_item($1)::text as text",
  ),
  writes(
    "sign-off",
    "a named person confirmed the data",
    ["name", "words"],
    "select ops.sign_off($1, $2, $3) as text",
  ),
  writes(
    "post-mortem",
    "it was held, and what came of it",
    ["notes"],
    "select ops.hold_post_mortem($1, $2) as text",
  ),
  reads(
    "report",
    "the report, in Markdown",
    ["id"],
    "select ops.incident_report($1) as text",
    "text",
  ),
  reads(
    "message",
    "the text for stakeholders",
    ["id"],
    "select ops.incident_message($1) as text",
    "text",
  ),
  reads(
    "csv",
    "affected customers and orders",
    ["id"],
    "select ops.affected_csv($1) as text",
    "text",
  ),
  reads(
    "ics",
    "the post-mortem as a calendar entry",
    ["id"],
    "select ops.post_mortem_ics($1) as text",
    "text",
  ),
];

function reads(
  name: string,
  what: string,
  words: readonly string[],
  call: string,
  shows: "text" | "rows",
  columns?: readonly string[],
): IncidentAction {
  const numbered = words.includes("id");
  return {
    name,
    what,
    words: [],
    numbered,
    writes: false,
    call,
    shows,
    ...(columns && { columns }),
  };
}

function writes(
  name: string,
  what: string,
  words: readonly string[],
  call: string,
): IncidentAction {
  return { name, what, words, numbered: true, writes: true, call, shows: "text" };
}
