-- How a rule with thousands of hits tells the worst ones before it words them.
alter table ops.rule add column sizes text;
comment on column ops.rule.sizes is 'Function of the keys (text[], null for all) that gives key (text) and size of every hit and no words; null: the rule''s own function is asked for all of them.';

-- the rule's definition takes it too; the form without it would make the call ambiguous
drop function if exists ops._define_rule(text, text, text, text, text, text, text, jsonb, text[], text, jsonb, text, integer);
-- its next call is made from the rule's row, which the caller has read already
drop function if exists ops._usual_fix(text, jsonb);
