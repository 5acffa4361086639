-- Sequences that will soon have no number left.
create or replace function ops.sequence_near_end(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select null::text, null::jsonb, format('cannot tell: %s sequences may not be read', count(*)), null::text,
        null::jsonb,
        null::jsonb, null::numeric, jsonb_build_object('sequences', jsonb_agg(s.relname)),
        format('grant select on %s to %I', min(s.relname), current_user)
    from ops._sequence_use() as s
    where s.is_hidden
    having count(*) > 0
    union all
    select s.relname,
        jsonb_build_object('sequence', s.relname),
        left(format('%s has given out %s of %s numbers (%s %%)', s.relname, s.last_value, s.highest,
            round(100.0 * s.last_value / s.highest, 1)), 100),
        null, to_jsonb(s.highest), to_jsonb(s.last_value), null, jsonb_build_object('column', s.column_name),
        null
    from ops._sequence_use() as s
    where s.last_value >= s.highest * ops._threshold('sequence_near_end', 'percent', 75) / 100
$$;
comment on function ops.sequence_near_end(text[]) is
    'One hit a sequence that has given out percent (75) of what it, or the type of its column, can hold.';
revoke all on function ops.sequence_near_end(text[]) from public;

select ops._define_rule(
    'sequence_near_end', 'performance', 'P1', 'Major feature broken',
    'No sequence is near its end',
    'After the last number every insert fails at once, and changing the column''s type rewrites the table.',
    'report', '{"pg_catalog.pg_sequence": ["seqmax"]}'
);
