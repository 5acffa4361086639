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
      "call": null,
      "manual": "select ocr_status, count(*), min(created_at) as oldest from public.count_rolls where created_at > now() - interval '7 days' group by ocr_status;\nNothing puts jobs into ocr_jobs: recognition runs in the browser, so pending there means that the browser never finished."
    },
    {
      "line": "Low confidence scores across sessions",
      "call": null,
      "manual": "Scores come in two units, 0 to 1 and 0 to 100, and a re-run is labelled low whatever it found. False ones:\nselect count(*) from public.count_rolls where ocr_confidence_level = 'low' and ocr_confidence_score between 0.60 and 1;"
    },
    {
      "line": "Users report that manual entry is required",
      "call": null,
      "manual": "select s.session_number, count(*) as rolls, count(*) filter (where r.is_manual_entry) as manual from public.count_rolls as r join public.count_sessions as s on s.id = r.session_id where r.created_at > now() - interval '7 days' group by s.session_number order by manual desc;"
    }
  ],
  "respond": [
    {
      "step": 1,
      "line": "Check the OCR queue status",
      "call": null,
      "manual": "By ocr_status; the column status is the human review. The server's own queue, should it be used:\nselect status, count(*), min(created_at) as oldest, count(*) filter (where status = 'processing' and started_at < now() - interval '10 minutes') as stuck from public.ocr_jobs group by status;\nA stuck one stays so for ever: nothing takes it up again."
    },
    {
      "step": 2,
      "line": "Verify storage bucket accessibility",
      "call": null,
      "manual": "select id, public, file_size_limit from storage.buckets where id = 'stock-take-photos';\nIt must exist and not be public. Then open one photo of today's session in the application."
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
      "call": null,
      "manual": "Open a session of its own, photograph a clean label whose text you know, compare, and reject the roll in the review."
    },
    {
      "step": 5,
      "line": "If the API quota is exceeded, wait or upgrade the plan",
      "call": null,
      "manual": "429, 402 or the word quota in the function's log means so; the key is LOVABLE_API_KEY. Until then count with manual entry: it loses nothing."
    }
  ],
  "verify": [
    {
      "line": "New uploads process successfully",
      "call": null,
      "manual": "select id, ocr_status, ocr_confidence_score, created_at from public.count_rolls order by created_at desc limit 10;\nLook for ocr_status completed in those taken after the repair."
    },
    {
      "line": "Confidence scores return to normal",
      "call": null,
      "manual": "select date_trunc('day', created_at) as day, count(*), round(avg(case when ocr_confidence_score <= 1 then ocr_confidence_score * 100 else ocr_confidence_score end)) as mean from public.count_rolls where ocr_status = 'completed' group by day order by day desc limit 14;"
    },
    {
      "line": "Queue length decreasing",
      "call": null,
      "manual": "select count(*) from public.count_rolls where ocr_status in ('pending', 'processing') and created_at > now() - interval '1 day';\nTwice, some minutes apart."
    }
  ]
}
$runbook$::jsonb
$function$;
comment on function ops.runbook_ocr() is 'Runbook 5, line by line: the call that serves it, or what a person does. The command line reads the same text without a database.';
revoke all on function ops.runbook_ocr() from public;
grant execute on function ops.runbook_ocr() to ops_reader;
