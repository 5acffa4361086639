-- Counted rolls that are marked as duplicates of nothing, or are duplicates without the mark.
create or replace function ops.count_roll_duplicates(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.count_rolls',
            jsonb_build_object('id', w.id),
            left(format('session %s, roll %s: %s', w.session_number, w.capture_sequence, w.what), 100),
            null::text,
            null::jsonb,
            jsonb_strip_nulls(jsonb_build_object('is_possible_duplicate', w.is_possible_duplicate,
                'duplicate_of_roll_id', w.duplicate_of_roll_id)),
            null::numeric,
            jsonb_build_object('session_id', w.session_id),
            null::text
        from (
            select c.id, c.session_id, c.capture_sequence, c.is_possible_duplicate, c.duplicate_of_roll_id, s.session_number,
                case
                    when c.is_possible_duplicate and c.duplicate_of_roll_id is null then 'a duplicate, but of no roll'
                    when not c.is_possible_duplicate and c.duplicate_of_roll_id is not null
                        then 'names the roll it repeats, but is not marked'
                    when c.duplicate_of_roll_id = c.id then 'a duplicate of itself'
                end as what
            from public.count_rolls as c
            join public.count_sessions as s
                on s.id = c.session_id
            where c.is_possible_duplicate or c.duplicate_of_roll_id is not null
        ) as w
        where w.what is not null
            and (keys is null or w.id = any (keys::uuid[]));
end
$$;
comment on function ops.count_roll_duplicates(text[]) is 'is_possible_duplicate exactly if duplicate_of_roll_id names another roll.';
revoke all on function ops.count_roll_duplicates(text[]) from public;
select ops._define_rule(
    name => 'count_roll_duplicates',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A counted roll is marked as a duplicate exactly if it names the roll it repeats',
    why => 'The reviewer cannot see what to compare, or a roll is counted twice because nobody looks.',
    repair_class => 'report',
    reads => '{"public.count_rolls": ["id", "session_id", "capture_sequence", "is_possible_duplicate", "duplicate_of_roll_id"],
        "public.count_sessions": ["id", "session_number"]}'
);
