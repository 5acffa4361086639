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
      "call": null,
      "manual": "Reservations are logged as entity_type 'lot' under the reservation's id:\nselect a.created_at, a.user_email, a.action, r.reservation_number, a.old_data, a.new_data from public.audit_logs as a join public.reservations as r on r.id = a.entity_id where a.created_at > now() - interval '24 hours' order by a.created_at desc;\nEdits of lots and of lines are not logged at all."
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
      "call": "select * from ops.check_reservations()",
      "manual": null
    },
    {
      "line": "Test new reservation creation",
      "call": null,
      "manual": "In the application reserve 1 m of a lot that was repaired, then cancel that reservation. This must show the same counter before and after:\nselect * from ops.explain_lot('<lot number>');"
    },
    {
      "line": "Verify that inventory calculations are correct",
      "call": "select * from ops.explain_lot('<lot number>')",
      "manual": null
    }
  ]
}
$runbook$::jsonb
$function$;
comment on function ops.runbook_reservations() is 'Runbook 6, line by line: the call that serves it, or what a person does. The command line reads the same text without a database.';
revoke all on function ops.runbook_reservations() from public;
grant execute on function ops.runbook_reservations() to ops_reader;
