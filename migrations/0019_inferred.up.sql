-- Which facts about an edge function are inferred and not read.
alter table ops.edge_function add column inferred text[] not null default '{}';
comment on column ops.edge_function.inferred is 'Columns of this row that are inferred from what the function does, and were read nowhere; ops.edge_function_setting or config.toml corrects them.';
