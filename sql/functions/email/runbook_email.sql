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
      "call": "select * from ops.check_email()",
      "manual": null
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
      "call": "select * from ops.email_failure",
      "manual": null
    },
    {
      "step": 2,
      "line": "Verify that the Resend API key is valid",
      "call": "lotastro-ops mail-check --domain <sending domain>",
      "manual": null
    },
    {
      "step": 3,
      "line": "Check the Resend dashboard: API rate limits, domain verification status, bounce and spam reports",
      "call": "lotastro-ops mail-check --bounces",
      "manual": null
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
      "call": "select * from ops.repair_email(rule => 'mail_given_up', choice => 'retry')",
      "manual": null
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
      "call": "select * from ops.verify_email()",
      "manual": null
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
comment on function ops.runbook_email() is
    'Runbook 4, line by line: the call that serves it, or what a person does. The command line reads the same text '
    'without a database.';
revoke all on function ops.runbook_email() from public;
grant execute on function ops.runbook_email() to ops_reader;
