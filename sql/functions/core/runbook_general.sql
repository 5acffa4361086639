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
      "call": null,
      "manual": "select relid::regclass as name, pg_size_pretty(pg_total_relation_size(relid)) as size from pg_stat_user_tables order by pg_total_relation_size(relid) desc limit 20;"
    },
    {
      "line": "Check active connections",
      "call": null,
      "manual": "select count(*) filter (where state = 'active') as active, count(*) filter (where state like 'idle in transaction%') as idle_in_transaction, count(*) as all, current_setting('max_connections') as maximum from pg_stat_activity where backend_type = 'client backend';"
    },
    {
      "line": "Check for locks",
      "call": null,
      "manual": "Who waits, for whom:\nselect pid, pg_blocking_pids(pid) as blocked_by, now() - state_change as since, wait_event_type, left(query, 80) as query from pg_stat_activity where cardinality(pg_blocking_pids(pid)) > 0 order by state_change;"
    },
    {
      "line": "Orders in the last 24 hours",
      "call": null,
      "manual": "fulfilled_at tells, status is hardly ever written:\nselect count(*) as created, count(*) filter (where fulfilled_at is not null) as fulfilled, count(*) filter (where status = 'cancelled') as cancelled from public.orders where created_at > now() - interval '24 hours';"
    },
    {
      "line": "Audit actions in the last 24 hours",
      "call": null,
      "manual": "select action, entity_type, count(*) from public.audit_logs where created_at > now() - interval '24 hours' group by action, entity_type order by count(*) desc;"
    }
  ]
}
$runbook$::jsonb
$function$;
comment on function ops.runbook_general() is 'The runbook''s severities, contact matrix, procedures after an incident and useful queries. The command line reads the same text without a database.';
revoke all on function ops.runbook_general() from public;
grant execute on function ops.runbook_general() to ops_reader;
