-- Breaks so many rows through every mechanism, each in a transaction of its own.
create procedure sample.break_all(instances integer default 20, kinds text[] default null)
language plpgsql
as $$
declare
    mechanism text;
    broken integer;
begin
    if instances < 1 then
        raise exception 'cannot break % rows', instances
            using errcode = 'invalid_parameter_value', hint = 'Ask for one or more.';
    end if;
    for mechanism in
        select m.name
        from sample.mechanism as m
        where kinds is null or m.name = any (kinds)
        order by m.turn, m.name
    loop
        execute format('select sample.%I($1)', 'break_' || mechanism) into broken using instances;
        analyze sample.touched, sample.breakage;
        commit;
        raise notice 'sample: broke % by %', broken, mechanism;
    end loop;
end
$$;
comment on procedure sample.break_all(integer, text[]) is
    'All mechanisms, or those named, but the race of two sessions, which needs two sessions.';
