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
      "call": "select * from ops.check_audit()",
      "manual": null
    },
    {
      "line": "Foreign key violations in logs",
      "call": "select severity, rule, message, fix from ops.check_rule('orphan_rows') union all select severity, rule, message, fix from ops.check_rule('unchecked_foreign_keys') union all select severity, rule, message, fix from ops.check_rule('unkeyed_references') union all select severity, rule, message, fix from ops.check_rule('order_lot_roll_references')",
      "manual": null
    },
    {
      "line": "Calculated fields don't match",
      "call": "select * from ops.check_integrity()",
      "manual": null
    }
  ],
  "respond": [
    {
      "step": 1,
      "line": "Identify the scope of corruption",
      "call": "select * from ops.scope('integrity')",
      "manual": null
    },
    {
      "step": 2,
      "line": "Check recent audit logs for suspicious activity",
      "call": "select * from ops.audit_activity('24 hours')",
      "manual": null
    },
    {
      "step": 3,
      "line": "Use the function repair-audit-inconsistencies if available",
      "call": "select * from ops.repair_audit()",
      "manual": null
    },
    {
      "step": 4,
      "line": "For critical data, restore from backup",
      "call": null,
      "manual": "Not over the live database, which loses everything since. Dashboard → Database → Backups → Restore to a new project; there rename schema public to backup, and bring the tables that matter over with pg_dump. Then ops.restore_rows(source, target, reason) plans what is gone, and with what => 'changed' what was overwritten; both can be undone. Each step is in docs/restoring.md."
    },
    {
      "step": 5,
      "line": "Re-run affected calculations",
      "call": "select * from ops.repair_integrity()",
      "manual": null
    }
  ],
  "verify": [
    {
      "line": "Data integrity checks pass",
      "call": "select * from ops.verify_integrity()",
      "manual": null
    },
    {
      "line": "Audit trail is consistent",
      "call": "select * from ops.check_audit(max_rows => null)",
      "manual": null
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
