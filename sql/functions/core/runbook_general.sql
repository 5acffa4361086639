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
      "call": "lotastro-ops incident report <number>",
      "manual": null
    },
    {
      "line": "Document the root cause",
      "call": "lotastro-ops incident root-cause <number> \"the mechanism, not the symptom\"",
      "manual": null
    },
    {
      "line": "List action items for prevention",
      "call": "lotastro-ops incident action <number> \"what\" \"who\" <date>",
      "manual": null
    },
    {
      "line": "Notify affected users",
      "call": "lotastro-ops incident csv <number>",
      "manual": null
    },
    {
      "line": "Update the status page if applicable",
      "call": null,
      "manual": "When it began, when it ended, in the readers' words: the text of lotastro-ops incident message <number> is written for them. How everything stands: lotastro-ops report"
    },
    {
      "line": "Brief stakeholders",
      "call": "lotastro-ops incident message <number>",
      "manual": null
    },
    {
      "line": "Schedule the post-mortem within 48 hours",
      "call": "lotastro-ops incident ics <number>",
      "manual": null
    },
    {
      "line": "Identify process improvements",
      "call": null,
      "manual": "What would have shown it earlier, what would have ended it sooner: the timeline of lotastro-ops incident timeline <number> has the minutes. Write down what came of the post-mortem: lotastro-ops incident post-mortem <number> \"what\""
    },
    {
      "line": "Update this runbook if needed",
      "call": "select * from ops.set_area('<area>', notes => '<what the team learned>')",
      "manual": null
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
