-- What to do when labels are not read during stock take (runbook 5).
create or replace function ops.runbook_ocr()
returns jsonb
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $function$
select $runbook$
{
  "area": "ocr",
  "title": "Stock take OCR failures",
  "section": 5,
  "detect": [
    {
      "line": "OCR queue building up",
      "call": "select * from ops.check_ocr()",
      "manual": null
    },
    {
      "line": "Low confidence scores across sessions",
      "call": "select * from ops.check_rule('ocr_confidence_level')",
      "manual": null
    },
    {
      "line": "Users report that manual entry is required",
      "call": "select * from ops.check_rule('manual_count_sessions')",
      "manual": null
    }
  ],
  "respond": [
    {
      "step": 1,
      "line": "Check the OCR queue status",
      "call": "select * from ops.ocr_state",
      "manual": null
    },
    {
      "step": 2,
      "line": "Verify storage bucket accessibility",
      "call": "select * from ops.check_rule('photo_bucket')",
      "manual": null
    },
    {
      "step": 3,
      "line": "Check the logs of function stock-take-ocr",
      "call": null,
      "manual": "Dashboard → Edge Functions → stock-take-ocr → Logs."
    },
    {
      "step": 4,
      "line": "Test OCR with a known good image",
      "call": "lotastro-ops invoke stock-take-ocr --image <file> --reason \"why\"",
      "manual": null
    },
    {
      "step": 5,
      "line": "If the API quota is exceeded, wait or upgrade the plan",
      "call": "select * from ops.ocr_state where queue = 'errors of 7 days'",
      "manual": null
    }
  ],
  "verify": [
    {
      "line": "New uploads process successfully",
      "call": "select * from ops.verify_ocr()",
      "manual": null
    },
    {
      "line": "Confidence scores return to normal",
      "call": "select * from ops.verify_ocr()",
      "manual": null
    },
    {
      "line": "Queue length decreasing",
      "call": "select * from ops.verify_ocr()",
      "manual": null
    }
  ]
}
$runbook$::jsonb
$function$;
comment on function ops.runbook_ocr() is
    'Runbook 5, line by line: the call that serves it, or what a person does. The command line reads the same text '
    'without a database.';
revoke all on function ops.runbook_ocr() from public;
grant execute on function ops.runbook_ocr() to ops_reader;
