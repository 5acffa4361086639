-- What a placeholder of the runbook stands for and where a person finds it; read without a database, too.
create or replace function ops._placeholders()
returns jsonb
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
select $placeholders${
  "<address>": "of whoever misses a mail: select recipient, status from public.email_log order by created_at desc",
  "<anon key>": "Supabase dashboard, Settings, API keys",
  "<area>": "one of the ten incident types: lotastro-ops runbook",
  "<date>": "day by which it is done, as 2030-01-31",
  "<e-mail>": "who is locked out: select * from ops.login_window",
  "<file>": "a photograph of a label that was read well before, as a file",
  "<function>": "its name: select function, state from ops.app_schedules()",
  "<id>": "id of the key: select id, name, service from ops.api_key_use",
  "<key>": "id, prefix or name of the key: select id, name, service from ops.api_key_use",
  "<lot number>": "on its label, or: select distinct message from ops.check_reservations() order by 1",
  "<name>": "name of the function, a folder of supabase/functions",
  "<number>": "number of the incident: lotastro-ops incident list",
  "<project>": "reference of the Supabase project: the first part of the host of SUPABASE_URL",
  "<secret>": "CRON_SECRET, from the functions' environment in the Supabase dashboard",
  "<sending domain>": "what follows the @ in the sender's address, as verified at the mail provider",
  "<test account>": "e-mail of a user made for such trials, without any rights to change stock",
  "<what the team learned>": "a sentence or two that would have helped"
}$placeholders$::jsonb
$$;
comment on function ops._placeholders() is 'One member a placeholder: where its value comes from.';
revoke all on function ops._placeholders() from public;
