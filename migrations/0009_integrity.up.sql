-- In which order rules of one area are repaired, where one reads what another writes.
alter table ops.rule add column turn smallint not null default 100;
comment on column ops.rule.turn is 'Order in a plan: a rule that reads what another one repairs has the higher number.';

-- the rule's definition takes its turn too; the form without it would make the call ambiguous
drop function if exists ops._define_rule(text, text, text, text, text, text, text, jsonb, text[], text, jsonb, text);
