-- What to do when mail is not sent or does not arrive (runbook 4).
create or replace function ops.runbook_email()
returns jsonb
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $function$
select $runbook$
{
  "area": "email",
  "title": "Email delivery failures",
  "section": 4,
  "detect": [
    {
      "line": "email_log shows failed status",
      "call": null,
      "manual": "select status, count(*), min(created_at) as oldest, max(created_at) as newest from public.email_log where status <> 'sent' and created_at > now() - interval '24 hours' group by status;\nLook at permanently_failed too: those have given up. Rows in pending are never picked up by the retry worker."
    },
    {
      "line": "Users report not receiving emails",
      "call": null,
      "manual": "select created_at, status, retry_count, next_retry_at, error_message, subject from public.email_log where lower(recipient) = lower('<address>') order by created_at desc limit 10;\nStatus sent means handed to the provider: look there for a bounce."
    },
    {
      "line": "Resend dashboard shows bounces",
      "call": null,
      "manual": "Bounces are not stored in the database. Resend → Emails, filter Bounced and Complained; an address on the suppression list gets nothing more until it is removed there."
    }
  ],
  "respond": [
    {
      "step": 1,
      "line": "Check email_log for recent failures",
      "call": null,
      "manual": "select status, template_key, split_part(recipient, '@', 2) as domain, left(error_message, 80) as error, count(*), max(created_at) as last from public.email_log where status in ('failed', 'permanently_failed') and created_at > now() - interval '24 hours' group by status, template_key, domain, error order by count(*) desc;"
    },
    {
      "step": 2,
      "line": "Verify that the Resend API key is valid",
      "call": null,
      "manual": "curl -s https://api.resend.com/domains -H 'Authorization: Bearer <key>'\nA list of domains is good; restricted_api_key is good too (a key that may only send); invalid_api_key is not. The functions read it from secret RESEND_API_KEY."
    },
    {
      "step": 3,
      "line": "Check the Resend dashboard: API rate limits, domain verification status, bounce and spam reports",
      "call": null,
      "manual": "Resend → Metrics for bounces and complaints, → Domains for the state of the sending domain, → Logs filtered by 429 for rate limits and by 403 for an unverified domain."
    },
    {
      "step": 4,
      "line": "If it is a domain issue, re-verify in Resend",
      "call": null,
      "manual": "Resend → Domains → [domain]: enter the SPF, DKIM and MX records exactly as shown at the DNS provider, then Verify. DNS takes minutes to hours."
    },
    {
      "step": 5,
      "line": "Retry failed emails",
      "call": null,
      "manual": "Not with status 'pending', which the worker never reads:\nupdate public.email_log set status = 'failed', retry_count = 0, next_retry_at = now() where id = '<id>' and status in ('failed', 'permanently_failed', 'pending') returning recipient, subject;\nThe worker sends metadata ->> 'rendered_body', else the bare template with its placeholders: look first, and invoke a digest again instead of retrying it."
    },
    {
      "step": 5,
      "line": "Then trigger the function process-email-retries",
      "call": null,
      "manual": "curl -i -X POST https://<project>.supabase.co/functions/v1/process-email-retries -H 'Authorization: Bearer <anon key>' -H 'x-cron-secret: <secret>' -d '{}'\nIt takes ten due rows a call, and runs every five minutes where it is scheduled."
    }
  ],
  "verify": [
    {
      "line": "Send a test email via the admin panel",
      "call": null,
      "manual": "Admin → Email → send test, to your own address. It writes no row in email_log: only the inbox tells."
    },
    {
      "line": "Check that email_log shows 'sent' status",
      "call": null,
      "manual": "select status, sent_at, retry_count, error_message from public.email_log where id = '<id that was retried>';"
    },
    {
      "line": "Verify that the email was received in the inbox",
      "call": null,
      "manual": "In the recipient's inbox, spam folder included; Resend → Emails shows Delivered when the other side took it."
    }
  ]
}
$runbook$::jsonb
$function$;
comment on function ops.runbook_email() is 'Runbook 4, line by line: the call that serves it, or what a person does. The command line reads the same text without a database.';
revoke all on function ops.runbook_email() from public;
grant execute on function ops.runbook_email() to ops_reader;
