-- What a person can do by name, and what undo can and cannot take back of it.
create or replace function ops.actions()
returns table (action text, call text, changes text, undo text, not_undone text)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select a.action,
        coalesce('ops.' || p.proname || '(' || array_to_string(p.proargnames[1:p.pronargs], ', ') || ')', a.action),
        a.changes, a.undo, a.not_undone
    from (
        values
            (1, 'clear_login_lockout',
                'removes the failed logins of 15 minutes that lock one e-mail; no success, no older failure',
                'brings each row back: the lock is there again if its time is not over', 'a login made in between'),
            (2, 'set_api_rate_limit', 'one key''s calls a minute; key by id, prefix or name',
                'the limit it had, null and 0 apart', 'calls let through or refused in between'),
            (3, 'revoke_api_key', 'is_active of one key',
                'good again at once', 'calls refused in between: the integration may have given up'),
            (4, 'retry_email', 'gives one mail back to the retry worker: failed, count 0, due now',
                'the row as it was, while the worker has not had it', 'a mail that was sent'),
            (5, 'repair_email', 'mails that nothing reads, counters and stamps; with choice retry the same as retry_email, ten at a time',
                'the rows as they were', 'a mail that was sent'),
            (6, 'repair_auth', 'roles of people who left, invitations that ran out',
                'the roles are given again, the invitations open', 'what was refused in between'),
            (7, 'repair_ocr', 'puts OCR jobs back into the queue, recomputes levels and states',
                'the rows as they were', 'a photo that was read meanwhile: its row is then a conflict'),
            (8, 'repair_functions', 'marks dead letters, fills twins, corrects counts; with choice park takes deliveries out of the batch',
                'the rows as they were', 'a delivery sent meanwhile'),
            (9, 'repair_reservations', 'counters, stamps and lines of reservations', 'the rows as they were', 'what was sold in between'),
            (10, 'repair_integrity', 'stored values that must equal computed ones', 'the rows as they were', 'what people did on the strength of them'),
            (11, 'repair_audit', 'marks of reversal in the application''s log', 'the marks as they were', 'a reversal made in between'),
            (12, 'repair', 'the same for an area named as an argument', 'the rows as they were', 'as for that area'),
            (13, 'reverse_lot', 'removes a lot that was entered by mistake, with rolls and receipts',
                'every row comes back', 'nothing'),
            (14, 'restore_rows', 'brings rows back from a copy of a table', 'the rows as they were before', 'what people did on the strength of them'),
            (15, 'set_policy', 'swaps the counter triggers for the guard''s, or back', 'the policy before', 'what was sold in between'),
            (16, 'terminate_idle_sessions', 'a signal to each session', null, 'the session''s work; ops.signal keeps who, why and what it did'),
            (17, 'terminate_idle_transactions', 'a signal to each session', null, 'the transaction; ops.signal keeps who, why and what it did'),
            (18, 'terminate_long_statements', 'a signal to each session', null, 'the statement; ops.signal keeps who, why and what it did'),
            (19, 'run_job', 'starts one job of pg_cron within two minutes', null, 'what the job did'),
            (20, 'analyze_tables', 'refreshes statistics of tables', null, 'nothing that anybody would want back'),
            (21, 'repair_bloat', 'queues VACUUM and REINDEX for the maintenance window',
                null, 'a statement that ran; one that waits is taken back by ops.withdraw_maintenance_statement'),
            (22, 'invoke_function', 'calls an edge function through pg_net when the transaction commits',
                null, 'what the function did; rolling back before the commit sends nothing; ops.invocation keeps who, why, address, names of headers, body, answer'),
            (23, 'lotastro-ops invoke <name>', 'calls an edge function over HTTP', null, 'what the function did; Ctrl-C does not tell whether it ran'),
            (24, 'lotastro-ops invoke <name> --probe', 'OPTIONS, and where a run does no harm a wrong secret',
                null, 'a function that lets it in has run once'),
            (25, 'lotastro-ops verify auth --login', 'signs a test account in and out again',
                null, 'the sign-in service''s own log of it; a session that could not be ended, which it says, ends by itself')
    ) as a (place, action, changes, undo, not_undone)
    left join pg_proc as p
        on p.pronamespace = 'ops'::regnamespace and p.proname = a.action
    order by a.place
$$;
comment on function ops.actions() is
    'One row an action. undo: what ops.undo(run, why) brings back, null where nothing does; not_undone: what no undo takes back.';
revoke all on function ops.actions() from public;
grant execute on function ops.actions() to ops_reader;
