-- What holds for every incident: severities, contacts, what follows afterwards, useful queries.
create or replace function ops.runbook_general()
returns jsonb
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $function$
select $runbook$
{
  "severities": [
    {
      "level": "P0",
      "title": "Critical",
      "minutes": 15,
      "description": "System down, data loss risk",
      "examples": [
        "Database unavailable",
        "auth broken",
        "data loss risk"
      ]
    },
    {
      "level": "P1",
      "title": "High",
      "minutes": 60,
      "description": "Major feature broken",
      "examples": [
        "Order processing failed",
        "email not sending"
      ]
    },
    {
      "level": "P2",
      "title": "Medium",
      "minutes": 240,
      "description": "Feature degraded",
      "examples": [
        "Slow queries",
        "OCR failures"
      ]
    },
    {
      "level": "P3",
      "title": "Low",
      "minutes": 1440,
      "description": "Minor issues",
      "examples": [
        "UI bugs",
        "translation missing"
      ]
    }
  ],
  "contacts": [
    {
      "role": "On-Call Engineer",
      "responsibility": "First responder, initial triage",
      "escalates_to": "Tech Lead"
    },
    {
      "role": "Tech Lead",
      "responsibility": "Technical decisions, rollbacks",
      "escalates_to": "CTO"
    },
    {
      "role": "Database Admin",
      "responsibility": "Supabase issues, data recovery",
      "escalates_to": "Tech Lead"
    },
    {
      "role": "Product Owner",
      "responsibility": "Business decisions, customer communication",
      "escalates_to": "Management"
    }
  ],
  "afterwards": [
    {
      "line": "Create an incident report with timeline",
      "call": null,
      "manual": "Write times in UTC and in the warehouse's zone: noticed, answered, cause found, repaired, confirmed. What was repaired here:\nselect * from ops.recent_run;"
    },
    {
      "line": "Document the root cause",
      "call": null,
      "manual": "The mechanism, not the symptom: the checks name it in column cause:\nselect * from ops.check_all();"
    },
    {
      "line": "List action items for prevention",
      "call": null,
      "manual": "Each with a person and a date."
    },
    {
      "line": "Notify affected users",
      "call": null,
      "manual": "Say what was wrong, since when, and whether they must do something; the Product Owner sends it."
    },
    {
      "line": "Update the status page if applicable",
      "call": null,
      "manual": "When it began, when it ended, in the readers' words."
    },
    {
      "line": "Brief stakeholders",
      "call": null,
      "manual": "Tech Lead to CTO, Product Owner to Management, before they hear it elsewhere."
    },
    {
      "line": "Schedule the post-mortem within 48 hours",
      "call": null,
      "manual": "Put it into calendars while the incident is open; whoever acted is there."
    },
    {
      "line": "Identify process improvements",
      "call": null,
      "manual": "What would have shown it earlier, what would have ended it sooner."
    },
    {
      "line": "Update this runbook if needed",
      "call": null,
      "manual": "Team notes on a rule live in ops.rule_setting.notes and survive upgrades; a wrong line of this text is a fault of lotastro-ops: report it."
    }
  ],
  "queries": [
    {
      "line": "Check table sizes",
      "call": "select * from ops.table_size limit 20",
      "manual": null
    },
    {
      "line": "Check active connections",
      "call": "select * from ops.connection_count",
      "manual": null
    },
    {
      "line": "Check for locks",
      "call": "select * from ops.lock_wait",
      "manual": null
    },
    {
      "line": "Orders in the last 24 hours",
      "call": "select * from ops.recent_order_count",
      "manual": null
    },
    {
      "line": "Audit actions in the last 24 hours",
      "call": "select * from ops.recent_audit_count",
      "manual": null
    }
  ]
}
$runbook$::jsonb
$function$;
comment on function ops.runbook_general() is 'The runbook''s severities, contact matrix, procedures after an incident and useful queries. The command line reads the same text without a database.';
revoke all on function ops.runbook_general() from public;
grant execute on function ops.runbook_general() to ops_reader;
