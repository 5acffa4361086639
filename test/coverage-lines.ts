/** Every bullet of the incident runbook as it was written, by incident type: none may go unanswered. */
export const coverageLines: Readonly<
  Record<string, Readonly<Record<"detect" | "respond" | "verify", readonly string[]>>>
> = {
  connections: {
    detect: [
      'Error logs: "PGRST" errors, connection timeouts',
      "Dashboard: Supabase health status red",
      'User reports: "Unable to load data"',
    ],
    respond: [
      "Check Supabase Dashboard → Database → Health",
      "Verify connection pool status (max connections)",
      "Check for long-running queries:",
      "If pool exhausted, kill idle connections:",
      "If persists, restart database from Supabase Dashboard",
    ],
    verify: [
      "Test query from application",
      "Check error rates in logs",
      "Verify user can load inventory page",
    ],
  },
  auth: {
    detect: [
      "Auth logs show repeated 401/403 errors",
      'Users report "Unable to login"',
      "Rate limiting triggered excessively",
    ],
    respond: [
      "Check Supabase Auth logs:",
      "Verify JWT secret hasn't changed",
      "Check for expired sessions in profiles table",
      "If rate-limited, check `login_attempts` table:",
      "Clear rate limit if legitimate user:",
    ],
    verify: [
      "Test login with known good credentials",
      "Verify session creation in auth logs",
      "Check user can access protected routes",
    ],
  },
  functions: {
    detect: [
      "Function logs show errors",
      "API endpoints returning 500",
      "Webhook deliveries failing",
    ],
    respond: [
      "Check function logs in Supabase Dashboard → Edge Functions → [function] → Logs",
      "Verify secrets are configured:",
      "Check function deployment status",
      "Test function manually:",
      "If failed deployment, redeploy via Lovable",
    ],
    verify: [
      "Function returns 200 status",
      "Expected side effects occur (email sent, data updated)",
      "No errors in function logs",
    ],
  },
  email: {
    detect: [
      "`email_log` table shows failed status",
      "Users report not receiving emails",
      "Resend dashboard shows bounces",
    ],
    respond: [
      "Check email_log for recent failures:",
      "Verify Resend API key is valid",
      "Check Resend dashboard for:",
      "If domain issue, re-verify in Resend",
      "Retry failed emails:",
      "Then trigger `process-email-retries` function",
    ],
    verify: [
      "Send test email via admin panel",
      "Check email_log shows 'sent' status",
      "Verify email received in inbox",
    ],
  },
  ocr: {
    detect: [
      "OCR queue building up",
      "Low confidence scores across sessions",
      "Users report manual entry required",
    ],
    respond: [
      "Check OCR queue status:",
      "Verify storage bucket accessibility",
      "Check `stock-take-ocr` function logs",
      "Test OCR with known good image",
      "If API quota exceeded, wait or upgrade plan",
    ],
    verify: [
      "New uploads process successfully",
      "Confidence scores return to normal",
      "Queue length decreasing",
    ],
  },
  reservations: {
    detect: [
      'Users report "insufficient stock" errors',
      "Reserved meters don't match calculations",
      "Audit logs show unexpected changes",
    ],
    respond: [
      "Check reservation integrity:",
      "Identify orphaned reservations:",
      "Fix mismatched reserved_meters:",
    ],
    verify: [
      "Run integrity check again",
      "Test new reservation creation",
      "Verify inventory calculations correct",
    ],
  },
  performance: {
    detect: [
      "Slow page loads (> 3s)",
      "Database queries timing out",
      "High CPU/memory in Supabase",
    ],
    respond: [
      "Identify slow queries:",
      "Check for missing indexes on filtered columns",
      "Analyze table statistics:",
      "Check for table bloat:",
      "If bloated, schedule VACUUM:",
    ],
    verify: ["Page load times < 2s", "Query times return to baseline", "No timeout errors in logs"],
  },
  integrity: {
    detect: [
      "Audit log inconsistencies",
      "Foreign key violations in logs",
      "Calculated fields don't match",
    ],
    respond: [
      "Identify the scope of corruption",
      "Check recent audit logs for suspicious activity:",
      "Use `repair-audit-inconsistencies` function if available",
      "For critical data, restore from backup (see Deployment docs)",
      "Re-run affected calculations",
    ],
    verify: [
      "Data integrity checks pass",
      "Audit trail is consistent",
      "Users confirm data correctness",
    ],
  },
  cron: {
    detect: [
      "Scheduled tasks not running",
      "Digests not sent on schedule",
      "Forecast not updating",
    ],
    respond: [
      "Check if CRON secret is configured correctly",
      "Verify CRON endpoints in config.toml",
      "Check function logs for each scheduled function",
      "Manually trigger the function to test:",
      "Check Supabase cron schedule configuration",
    ],
    verify: [
      "Manual trigger succeeds",
      "Next scheduled run executes",
      "Expected side effects occur",
    ],
  },
  rate_limits: {
    detect: [
      "429 errors in API logs",
      "External integrations failing",
      "api_request_logs showing high volume",
    ],
    respond: [
      "Check current rate limit status:",
      "Identify the offending API key",
      "If legitimate traffic, increase rate limit:",
      "If abuse, revoke the key:",
    ],
    verify: ["API calls succeeding", "Rate within limits", "No 429 errors in logs"],
  },
};

/** What it asks for after an incident, and its useful queries. */
export const afterwardsLines: readonly string[] = [
  "Create incident report with timeline",
  "Document root cause",
  "List action items for prevention",
  "Notify affected users",
  "Update status page if applicable",
  "Brief stakeholders",
  "Schedule post-mortem within 48 hours",
  "Identify process improvements",
  "Update this runbook if needed",
];
export const queryLines: readonly string[] = [
  "Check table sizes",
  "Check active connections",
  "Check for locks",
  "Orders in last 24h",
  "Audit actions in last 24h",
];
