-- What to do when stored data contradicts itself (runbook 8).
create or replace function ops.runbook_integrity()
returns jsonb
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $function$
select $runbook$
{
  "area": "integrity",
  "title": "Data corruption and integrity",
  "section": 8,
  "detect": [
    {
      "line": "Audit log inconsistencies",
      "call": null,
      "manual": "Reversal flags that contradict each other:\nselect id, created_at, entity_type, entity_identifier, action from public.audit_logs where is_reversed is null or created_at is null or is_reversed <> (reversal_audit_id is not null) order by created_at desc;"
    },
    {
      "line": "Foreign key violations in logs",
      "call": null,
      "manual": "Dashboard → Logs → Postgres, search 23503. Constraints that were never checked against old rows:\nselect conrelid::regclass as child, conname from pg_constraint where contype = 'f' and not convalidated;"
    },
    {
      "line": "Calculated fields don't match",
      "call": "select * from ops.check_all()",
      "manual": null
    }
  ],
  "respond": [
    {
      "step": 1,
      "line": "Identify the scope of corruption",
      "call": "select rule, status, count(*) as rows, sum(size) as metres from ops.check_all(max_rows => null) group by rule, status order by rule",
      "manual": null
    },
    {
      "step": 2,
      "line": "Check recent audit logs for suspicious activity",
      "call": null,
      "manual": "By person and kind first, single rows later:\nselect user_email, entity_type, action, count(*), min(created_at) as first, max(created_at) as last from public.audit_logs where created_at > now() - interval '24 hours' group by user_email, entity_type, action order by count(*) desc;\nLot edits, imports, approvals and stock takes write no audit row."
    },
    {
      "step": 3,
      "line": "Use the function repair-audit-inconsistencies if available",
      "call": null,
      "manual": "It wants the token of a user whose profiles.role is admin and takes one id a call; it cannot log what it resets, so keep the row first:\nselect to_jsonb(a) from public.audit_logs as a where id = '<id>';\nNever for a reservation (logged as 'lot'): it marks the row reversed and reverses nothing."
    },
    {
      "step": 4,
      "line": "For critical data, restore from backup",
      "call": null,
      "manual": "Not over the live database, which loses everything since: Dashboard → Database → Backups → Restore to a new project, compare there, and copy back the rows that are wrong, with their keys written down."
    },
    {
      "step": 5,
      "line": "Re-run affected calculations",
      "call": null,
      "manual": "In this order, for each reads the one before: roll status, lot metres, incoming stock, reservation counters. The last is planned, and changed only when the plan is applied:\nselect * from ops.repair_reservations();"
    }
  ],
  "verify": [
    {
      "line": "Data integrity checks pass",
      "call": "select * from ops.check_all()",
      "manual": null
    },
    {
      "line": "Audit trail is consistent",
      "call": null,
      "manual": "The statement under detection returns no row, and each row reversed since has one partner:\nselect reversal_audit_id, count(*) from public.audit_logs where reversal_audit_id is not null group by reversal_audit_id having count(*) > 1;"
    },
    {
      "line": "Users confirm data correctness",
      "call": null,
      "manual": "Ask by name: whoever reported it opens the same lot or order and says so. Write name and time into the incident."
    }
  ]
}
$runbook$::jsonb
$function$;
comment on function ops.runbook_integrity() is 'Runbook 8, line by line: the call that serves it, or what a person does. The command line reads the same text without a database.';
revoke all on function ops.runbook_integrity() from public;
grant execute on function ops.runbook_integrity() to ops_reader;
