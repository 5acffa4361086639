-- What to do when reservations conflict with stock (runbook 6).
create or replace function ops.runbook_reservations()
returns jsonb
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $function$
select $runbook$
{
  "area": "reservations",
  "title": "Reservation conflicts",
  "section": 6,
  "detect": [
    {
      "line": "Users report \"insufficient stock\" errors",
      "call": "select * from ops.explain_lot('<lot number>')",
      "manual": null
    },
    {
      "line": "Reserved meters don't match calculations",
      "call": "select * from ops.check_reservations()",
      "manual": null
    },
    {
      "line": "Audit logs show unexpected changes",
      "call": "select * from ops.explain_lot('<lot number>')",
      "manual": null
    }
  ],
  "respond": [
    {
      "step": 1,
      "line": "Check reservation integrity",
      "call": "select * from ops.check_reservations()",
      "manual": null
    },
    {
      "step": 2,
      "line": "Identify orphaned reservations",
      "call": "select * from ops.check_rule('orphan_reservation_lines')",
      "manual": null
    },
    {
      "step": 3,
      "line": "Fix mismatched reserved_meters",
      "call": "select * from ops.repair_reservations()",
      "manual": null
    }
  ],
  "verify": [
    {
      "line": "Run the integrity check again",
      "call": "select * from ops.verify_reservations()",
      "manual": null
    },
    {
      "line": "Test new reservation creation",
      "call": "select * from ops.verify_reservations()",
      "manual": null
    },
    {
      "line": "Verify that inventory calculations are correct",
      "call": "select * from ops.verify_reservations()",
      "manual": null
    }
  ]
}
$runbook$::jsonb
$function$;
comment on function ops.runbook_reservations() is 'Runbook 6, line by line: the call that serves it, or what a person does. The command line reads the same text without a database.';
revoke all on function ops.runbook_reservations() from public;
grant execute on function ops.runbook_reservations() to ops_reader;
