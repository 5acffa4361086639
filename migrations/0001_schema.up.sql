-- The schema, its two roles, and the row types every function speaks.
create schema ops;
comment on schema ops is 'lotastro-ops: checks, plans, reversible repairs and their journal. Holds no table of the application.';

do $roles$
declare
    v_role text;
begin
    foreach v_role in array array['ops_reader', 'ops_operator'] loop
        -- roles belong to the cluster: another database may have created them already
        if not exists (select from pg_catalog.pg_roles where rolname = v_role) then
            execute pg_catalog.format('create role %I nologin', v_role);
        end if;
    end loop;
    if not pg_catalog.pg_has_role('ops_operator', 'ops_reader', 'member') then
        grant ops_reader to ops_operator;
    end if;
end
$roles$;

revoke all on schema ops from public;
grant usage on schema ops to ops_reader, ops_operator;

create type ops.hit as (
    subject text,
    key jsonb,
    message text,
    cause text,
    expected jsonb,
    observed jsonb,
    size numeric,
    detail jsonb,
    fix text
);
comment on type ops.hit is 'What a rule''s own function returns: one broken row, before severity and limits are applied.';
comment on column ops.hit.subject is 'Table of the row, schema-qualified.';
comment on column ops.hit.key is 'Key column and value, as an object.';
comment on column ops.hit.message is 'One sentence of at most 100 characters, with the number a person knows.';
comment on column ops.hit.cause is 'The one explanation that fits, else unknown or ambiguous; null where the rule names no causes.';
comment on column ops.hit.expected is 'What should be, where the rule can say it.';
comment on column ops.hit.observed is 'What is.';
comment on column ops.hit.size is 'Metres concerned, never negative; null where metres make no sense.';
comment on column ops.hit.detail is 'Arithmetic and witnesses behind the cause.';
comment on column ops.hit.fix is 'The exact next call; null for the rule''s usual repair.';

create type ops.violation as (
    severity text,
    rule text,
    message text,
    cause text,
    fix text,
    subject text,
    key jsonb,
    expected jsonb,
    observed jsonb,
    detail jsonb,
    status text,
    size numeric,
    fingerprint text
);
comment on type ops.violation is 'One row of every check: a broken row, a rule that could not run, or the count of what a limit left out.';
comment on column ops.violation.severity is 'P0 to P3, after the user''s own setting.';
comment on column ops.violation.rule is 'Name in ops.rule.';
comment on column ops.violation.message is 'One sentence of at most 100 characters, metres signed.';
comment on column ops.violation.cause is 'Named cause, unknown, ambiguous, or null where the rule names none.';
comment on column ops.violation.fix is 'The exact next call.';
comment on column ops.violation.subject is 'Table of the row, schema-qualified.';
comment on column ops.violation.key is 'Key column and value, as an object.';
comment on column ops.violation.expected is 'What should be.';
comment on column ops.violation.observed is 'What is.';
comment on column ops.violation.detail is 'Arithmetic, witnesses, or the error of a rule that could not run.';
comment on column ops.violation.status is 'violation, unknown (could not run), skipped (its table or column is absent) or more (count of the rest).';
comment on column ops.violation.size is 'Metres concerned, never negative.';
comment on column ops.violation.fingerprint is 'Stable over time: hash of rule, subject and key.';

create type ops.rule_state as (rule text, area text, severity text, state text, why text);
comment on type ops.rule_state is 'Whether a rule can run here: ready, skipped or disabled, and why.';
comment on column ops.rule_state.rule is 'Name in ops.rule.';
comment on column ops.rule_state.area is 'Incident type it belongs to.';
comment on column ops.rule_state.severity is 'After the user''s own setting.';
comment on column ops.rule_state.state is 'ready, skipped or disabled.';
comment on column ops.rule_state.why is 'What is missing or who disabled it; null when ready.';

create type ops.planned_change as (
    plan bigint,
    "position" integer,
    rule text,
    cause text,
    message text,
    subject text,
    key jsonb,
    action text,
    before jsonb,
    after jsonb,
    size numeric,
    state text,
    note text
);
comment on type ops.planned_change is 'One change that a plan would make, or a row it leaves to a person.';
comment on column ops.planned_change.plan is 'Plan to apply; null when there was nothing to plan.';
comment on column ops.planned_change."position" is 'Order within the plan.';
comment on column ops.planned_change.rule is 'Name in ops.rule.';
comment on column ops.planned_change.cause is 'Cause when planned; a changed cause makes the row stale.';
comment on column ops.planned_change.message is 'What is wrong, in one sentence.';
comment on column ops.planned_change.subject is 'Table that would change.';
comment on column ops.planned_change.key is 'Row that would change.';
comment on column ops.planned_change.action is 'update, delete or insert; null where a person must decide.';
comment on column ops.planned_change.before is 'Columns as they are, as text.';
comment on column ops.planned_change.after is 'Columns as they would be, as text.';
comment on column ops.planned_change.size is 'Metres moved, never negative.';
comment on column ops.planned_change.state is 'planned, decide (a person must choose), held (undone before) or refused.';
comment on column ops.planned_change.note is 'Why it is not planned, or what each choice does.';

create type ops.outcome as (
    run bigint,
    "position" integer,
    rule text,
    cause text,
    message text,
    subject text,
    key jsonb,
    before jsonb,
    after jsonb,
    size numeric,
    state text,
    note text
);
comment on type ops.outcome is 'What became of one change of a run.';
comment on column ops.outcome.run is 'Run it belongs to; the number that undo takes.';
comment on column ops.outcome."position" is 'Order within the run.';
comment on column ops.outcome.rule is 'Name in ops.rule.';
comment on column ops.outcome.cause is 'Cause as planned.';
comment on column ops.outcome.message is 'What was done, in one sentence.';
comment on column ops.outcome.subject is 'Table concerned.';
comment on column ops.outcome.key is 'Row concerned.';
comment on column ops.outcome.before is 'Columns that changed, as they were, as text.';
comment on column ops.outcome.after is 'Columns that changed, as they are now, as text.';
comment on column ops.outcome.size is 'Metres moved, never negative.';
comment on column ops.outcome.state is 'applied, restored, stale, busy, conflict, held or refused.';
comment on column ops.outcome.note is 'Why a row was left alone, or what could not be restored.';

create type ops.proposal as (
    about jsonb,
    subject text,
    key jsonb,
    action text,
    before jsonb,
    after jsonb,
    note text
);
comment on type ops.proposal is 'One row that a repair wants to change: what a rule''s own changes function, and every action, hands to the engine.';
comment on column ops.proposal.about is 'Key of the violation it mends; changes with the same one are made together or not at all. Null for an action.';
comment on column ops.proposal.subject is 'Table to change, schema-qualified.';
comment on column ops.proposal.key is 'Key column and value of the row, as an object.';
comment on column ops.proposal.action is 'update, delete or insert.';
comment on column ops.proposal.before is 'Columns to compare as text, the same ones as in after; for a delete null, which means the whole row as it is.';
comment on column ops.proposal.after is 'Columns to write as text; null for a delete.';
comment on column ops.proposal.note is 'What the change does, in one sentence; null uses the violation''s message.';

create type ops.verification as (step text, state text, message text, evidence jsonb, next text);
comment on type ops.verification is 'One line of a resolution check: what was looked at and how it stands.';
comment on column ops.verification.step is 'The runbook''s line, or the check behind it.';
comment on column ops.verification.state is 'passed, failed, pending (cannot be known yet), manual (a person must look) or unknown (could not run).';
comment on column ops.verification.message is 'What was found, with numbers and units; for pending, until when.';
comment on column ops.verification.evidence is 'Numbers behind it.';
comment on column ops.verification.next is 'The exact next call or step; null when it passed.';

create type ops.explanation as (topic text, item text, value text, note text);
comment on type ops.explanation is 'One line of a screen that explains something.';
comment on column ops.explanation.topic is 'Heading.';
comment on column ops.explanation.item is 'What the line is about.';
comment on column ops.explanation.value is 'Its value.';
comment on column ops.explanation.note is 'What it means.';

create type ops.diagnosis as (item text, state text, detail text, fix text);
comment on type ops.diagnosis is 'One thing looked at, how it is, and what to do about it.';
comment on column ops.diagnosis.item is 'What was looked at.';
comment on column ops.diagnosis.state is 'ok, info, warn or fail.';
comment on column ops.diagnosis.detail is 'What was found.';
comment on column ops.diagnosis.fix is 'The statement or step that helps; null when there is none.';
