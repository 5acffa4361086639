-- It says what the order has become, too.
drop function if exists ops._order_links(uuid[]);
-- Incidents of one moment share their numbers.
drop function if exists ops._open_incident(text, text, text, text, bigint, jsonb);
drop function if exists ops._baseline_for(bigint, text);
-- A violation of the same rows as another one waits, and that is told.
alter table ops.plan add column waiting integer not null default 0;
comment on column ops.plan.waiting is 'Violations of the rules it repairs that would change the same rows as others of it: for the next plan, after this one is applied.';
