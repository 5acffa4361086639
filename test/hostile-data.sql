-- What a column of the application may hold at its worst, ways to write it, and what nothing may answer to it.
create schema hostile;
set check_function_bodies = off;

create function hostile.texts() returns text[] language sql as $f$
    select array['', ' ', E'\t', 'x', '(a megabyte)', E'a\nb', E'a\r\nb', E'\x01\x02', E'\x1b[31mred', chr(127), E'\u0085', E'\u2028',
        E'\u202e\u0645\u0631', E'\ufeff', 'İ', 'ß', '٣', repeat('é', 300), '%s %I %L %1$s %', '%', '_', '''', '"', '\', '\x', '$$', '$1', ''';drop table x;--',
        '{"a":1}', '{"a":', '{}', '{a,b', '[]', 'null', 'NaN', 'Infinity', '-1', '1e400', '1e-400', '0x10', '12,5', '1,2,3', repeat('9', 400), '1.' || repeat('9', 400),
        '00000000-0000-0000-0000-000000000000', '{00000000-0000-4000-8000-00000000000A}', '000000000000400080000000000000aa',
        '00000000-0000-4000-8000-00000000000G', ',', ',,,', ' , ', 'infinity', 'now', '4713-01-01 BC', '2024-02-30', '24:00', '25:61', '@', 'a@b@c',
        '<script>alert(1)</script>', ']]>', '&amp;', '=cmd()', '../..', 'https://', 'https://user:pw@h:99999/?a=%', repeat('a,', 3000)]
$f$;
-- what was there, nearly
create function hostile.twisted(was text) returns text[] language sql as $f$
    select array[upper(was), lower(was), '{' || was || '}', was || ',' || was, ' ' || was || ' ', was || chr(160), replace(was, '-', ''), was || ',', E'\n' || was,
        '"' || was || '"', replace(was, ',', E',\n'), '-' || was, was || 'e400', was || '.' || repeat('9', 50), was || was]
$f$;
-- objects and lists as they are there, with each member made wrong
create function hostile.documents(was jsonb) returns setof text language sql as $f$
    with wrong (value) as (
        select w::jsonb from unnest(array['null', '1', '-1', '1e400', '"x"', '""', '"a\nb\u001b"', '[]', '{}', '[null]', '{"a":{"a":[]}}', 'true', '"NaN"', '"infinity"', '"-1"',
            '"1e400"', '"00000000-0000-0000-0000-000000000000"', '"{00000000-0000-4000-8000-00000000000a}"', '"2024-02-30"', '"4714-11-24 BC"', '"24:00"', '0.5', '"12.5.5"',
            to_jsonb(repeat('9', 400))::text]) as w
    )
    select (select jsonb_object_agg(k, w.value) from jsonb_object_keys(case jsonb_typeof(was) when 'object' then was else '{}' end) as k)::text from wrong as w where jsonb_typeof(was) = 'object' and was <> '{}'
    union
    select jsonb_set(was, array[o.k, i.k], w.value)::text
    from wrong as w
    cross join lateral jsonb_object_keys(case jsonb_typeof(was) when 'object' then was else '{}' end) as o (k)
    cross join lateral jsonb_object_keys(case jsonb_typeof(was -> o.k) when 'object' then was -> o.k else '{}' end) as i (k)
    union
    select (select jsonb_agg(w.value) from jsonb_array_elements(case jsonb_typeof(was) when 'array' then was else '[]' end))::text from wrong as w where jsonb_typeof(was) = 'array' and was <> '[]'
    union
    select (select jsonb_agg((select jsonb_object_agg(k, w.value) from jsonb_object_keys(case jsonb_typeof(e) when 'object' then e else '{}' end) as k)) from jsonb_array_elements(case jsonb_typeof(was) when 'array' then was else '[]' end) as e)::text
    from wrong as w
    where jsonb_typeof(was) = 'array' and was <> '[]'
    union
    select replace(was::text, ': null', ': "null"')
$f$;
create function hostile.values_of(type text, was text[]) returns text[] language sql as $f$
    select case
        when type ~ '^(text|character varying)$' then hostile.texts() || array(select x from unnest(was) as w, unnest(hostile.twisted(w)) as x)
        when type ~ '^numeric' then array['NaN', 'Infinity', '-Infinity', '0', '-0.01', '-1', '1e-200', '0.00000000000000000001', '1e400', '-1e400', '99999999.99', '-99999999.99', '0.01', '1e130000', '1.23456789']
        when type ~ '^(big|small|)int' then array['0', '-1', '1', '1000', '2147483647', '-2147483648', '9223372036854775807', '-9223372036854775808']
        when type ~ '^timestamp' then array['infinity', '-infinity', '4714-11-24 00:00:00+00 BC', '294276-12-31 23:59:59.999999+00', 'epoch', '0001-01-01 BC', 'now', '9999-12-31', '10000-01-01', '2100-02-28']
        when type = 'date' then array['infinity', '-infinity', '4714-11-24 BC', '5874897-12-31', 'epoch', '0001-01-01 BC', 'today', '9999-12-31', '10000-01-01', '294277-01-01']
        when type = 'boolean' then array['true', 'false']
        when type = 'text[]' then array['{}', '{NULL}', '{{a,b},{c,d}}', '[2:3]={x,y}', '{""}', '{" "}', '{NULL,a,NULL}', E'{"\n","\x1b"}', '{a,a,a}', '{{NULL}}', '[0:0]={order.created}',
            '{"(a megabyte)"}'] || array(select x from unnest(was) as w, unnest(array[upper(w), array_cat(w::text[], w::text[])::text]) as x)
        when type = 'jsonb' then array['null', '1', '-1', '"x"', 'true', '[]', '[null]', '[[]]', '{}', '{"":1}', '1e400', '{"a":1,"a":2}', '"NaN"', E'"\\u001b\\n"', repeat('[', 500) || repeat(']', 500),
            repeat('{"a":', 500) || '1' || repeat('}', 500), '"(a megabyte)"', '[{"a":1},2,"x",null]'] || array(select d from unnest(was) as w, hostile.documents(w::jsonb) as d)
        when type = 'uuid' then array['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff']
        else array(select e.enumlabel::text from pg_enum as e where e.enumtypid = to_regtype(type))
    end || array[null]::text[]
$f$;
-- every column of the application and its platform that a rule reads
create view hostile.place as
select format('%s.%s', r.relation, a.attname) as name, r.relation, a.attname::text as "column", regexp_replace(format_type(a.atttypid, null), '\(.*', '') as type, r.rules,
    exists (select from pg_constraint as k where k.conrelid = a.attrelid and k.contype in ('f', 'p') and a.attnum = any (k.conkey)) as is_key
from (
    select t.relation, array_agg(distinct r.name) as rules, array_agg(distinct c.name) as columns
    from ops.rule as r
    cross join lateral jsonb_each(r.reads) as t (relation, columns)
    cross join lateral jsonb_array_elements_text(t.columns) as c (name)
    where t.relation ~ '^(public|auth|storage|cron|net)\.'
    group by t.relation
) as r
join pg_attribute as a
    on a.attrelid = to_regclass(r.relation) and a.attname = any (r.columns) and a.attgenerated = '';

-- writes values into rows, one after the other, where the column's type and the constraints let them: how many they took
create function hostile.write(place hostile.place, worst text[], first integer) returns integer language plpgsql as $f$
declare
    v_rows tid[];
    v_done integer := 0;
    v_megabyte constant text := repeat('x', 1000000);
begin
    execute format('select array(select t.ctid from %s as t order by md5(t.ctid::text || %L) limit 30)', (place).relation, (place).name || first) into v_rows;
    for v_i in 1..cardinality(v_rows) loop
        begin
            execute format('update %s set %I = $1::%s where ctid = $2', (place).relation, (place)."column", (place).type)
            using replace(worst[1 + (first + v_i - 1) % cardinality(worst)], '(a megabyte)', v_megabyte), v_rows[v_i];
            v_done := v_done + 1;
        exception
            when data_exception or integrity_constraint_violation or program_limit_exceeded then
                null; -- the application could not have written it either
        end;
    end loop;
    return v_done;
end
$f$;
create function hostile.worst(place hostile.place) returns text[] language plpgsql as $f$
declare
    v_was text[];
begin
    if (place).is_key then
        return array[null]::text[];
    end if;
    execute format('select array(select w.was from (select distinct on (length(%1$I::text)) %1$I::text as was from %2$s where %1$I is not null) as w order by length(w.was) desc limit 3)',
        (place)."column", (place).relation) into v_was;
    return hostile.values_of((place).type, v_was);
end
$f$;

-- thought out once
create table hostile.arsenal (name text primary key, worst text[] not null);

-- what is wrong with an answer, if something is
create function hostile.wrong(said text) returns text language sql immutable as $f$
    select case
        when said is null then 'null'
        when length(said) > 100 then 'too long: ' || left(said, 200)
        when said ~ '[\x01-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]' then 'control characters: ' || said
    end
$f$;
create function hostile.complaints(rule text) returns setof text language plpgsql as $f$
begin
    return query
        select distinct concat_ws(' ', hostile.wrong(v.message), case when not (v.size >= 0 and v.size < 'Infinity') then 'size ' || v.size end,
            case when v.status = 'unknown' and v.message like 'could not run%' then v.message || coalesce(v.detail ->> 'detail', '') end,
            case when v.cause ~ '[^a-z_]' then 'cause ' || v.cause end,
            case when v.fix ~ '[\x01-\x1f\x7f-\x9f]' then 'fix ' || v.fix end)
        from ops.check_rule(rule, 1000) as v
        where hostile.wrong(v.message) is not null or not (v.size >= 0 and v.size < 'Infinity') or v.message like 'could not run%' or v.cause ~ '[^a-z_]'
            or v.fix ~ '[\x01-\x1f\x7f-\x9f]';
exception
    when others then
        return next format('raised %s %s', sqlstate, sqlerrm);
end
$f$;
-- every row of the application, so that an undo can be compared
create function hostile.everything() returns jsonb language plpgsql as $f$
declare
    v_table text;
    v_rows text;
    v_all jsonb := '{}';
begin
    for v_table in
        select c.oid::regclass::text from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
        where c.relkind = 'r' and n.nspname in ('public', 'auth', 'storage')
    loop
        execute format('select sum(hashtextextended((to_jsonb(t) - ''updated_at'')::text, 1)::numeric) from %s as t', v_table) into v_rows;
        v_all := v_all || jsonb_build_object(v_table, v_rows);
    end loop;
    return v_all;
end
$f$;
-- What an undo may refuse, if it says so: what a trigger of the application forbids, and a row whose parent was lost
-- while no constraint looked, for one looks when it is put back.
create function hostile.unrestorable() returns text language sql immutable as $f$
    select '^(OP003 the application''s own triggers undo this change|23503 )'
$f$;
-- plans, mends, plans again and takes back by one rule and choice
create function hostile.repair_complaints(rule text, choice text) returns setof text language plpgsql as $f$
declare
    v_area text := (select r.area from ops.rule as r where r.name = repair_complaints.rule);
    v_was jsonb;
    v_run bigint;
    v_step text := 'plan';
    v_bad text[] := array[]::text[];
    v_now jsonb;
begin
    v_bad := v_bad || array(select distinct 'plan: ' || concat(hostile.wrong(c.message), case when c.state <> 'planned' and c.note is null then ' no reason' end, case when c.size >= 'Infinity' then 'size ' || c.size end)
        from ops.repair(v_area, rule => rule, choice => choice, max_rows => 40) as c
        where c.state in ('refused', 'failed') or hostile.wrong(c.message) is not null or c.state <> 'planned' and c.note is null or c.size >= 'Infinity');
    if not exists (select from ops.plan_change as c where c.plan = (select max(p.id) from ops.plan as p) and c.state = 'planned') then
        return query select b from unnest(v_bad) as b;
        return;
    end if;
    v_was := hostile.everything();
    v_step := 'apply';
    perform count(*) from ops.repair(v_area, rule => rule, choice => choice, max_rows => 8, dry_run => false, reason => 'hostile');
    select max(r.id) into v_run from ops.run as r;
    v_bad := v_bad || array(select distinct 'left alone: ' || s.state || ' ' || coalesce(s.note, 'null') from ops.run_skip as s where s.run = v_run
        and (s.note is null or s.note ~ '[\x01-\x1f\x7f-\x9f]'));
    v_bad := v_bad || array(select distinct format('wrote %s %s %s', c.subject, w.key, left(w.value, 50)) from ops.change as c cross join lateral jsonb_each_text(c.after) as w
        join pg_attribute as a on a.attrelid = to_regclass(c.subject) and a.attname = w.key
        -- a quality may be called Infinity; a list of metres not
        where c.run = v_run and (a.atttypid = any ('{numeric,date,timestamptz,timestamp}'::regtype[]) or w.key = 'selected_roll_meters')
            and w.value ~* '(^|,)[-+]?(nan|inf)' and w.value is distinct from c.before ->> w.key and c.action = 'update' and not w.key = any (c.stamped));
    v_step := 'second plan';
    v_bad := v_bad || array(select distinct 'planned again: ' || c.message from ops.repair(v_area, rule => rule, choice => choice, max_rows => 40) as c
        where c.state = 'planned' and exists (select from ops.change as w where w.run = v_run and w.subject = c.subject and w.key = c.key));
    if exists (select from ops.change as c where c.run = v_run) then
        v_step := 'undo';
        v_bad := v_bad || array(select distinct 'undo: ' || o.state || ' ' || coalesce(o.note, '') from ops.undo(v_run, 'hostile') as o where o.state <> 'restored'
            and o.note !~ hostile.unrestorable());
        v_now := case when exists (select from ops.run_skip as s where s.run = (select max(r.id) from ops.run as r) and s.note ~ hostile.unrestorable()) then v_was else hostile.everything() end;
        v_bad := v_bad || array(select 'not as it was: ' || t.key from jsonb_each(v_was) as t where v_now -> t.key is distinct from t.value);
    end if;
    return query select b from unnest(v_bad) as b;
exception
    when others then
        return next format('%s raised %s %s', v_step, sqlstate, sqlerrm);
end
$f$;
-- what people and machines read of it all
create function hostile.page_complaints() returns setof text language plpgsql as $f$
declare
    v_call text;
    v_text text;
    v_incident bigint;
begin
    perform count(*) from (select a.name from ops.area as a) as w (name) cross join lateral ops.record_check(w.name);
    v_incident := ops.open_incident('integrity', 'P2', E'opened\nby \x1b[31mhand');
    for v_call in
        select unnest(array['select jsonb_agg(v)::text from ops.check_all() as v', 'select ops.status_page()::text', 'select ops.public_status()::text',
            'select string_agg(e::text, '''') from ops.evidence() as e', 'select jsonb_agg(m)::text from ops.metric as m', 'select jsonb_agg(f)::text from ops.open_finding as f'])
        union all
        select format('select jsonb_agg(s)::text from ops.scope(%L) as s', a.name) from ops.area as a
        union all
        select format('select replace(replace(ops.%s(%s), E''\n'', ''''), E''\r'', '''')', f, v_incident)
        from unnest(array['incident_report', 'incident_message', 'affected_csv', 'post_mortem_ics']) as f
    loop
        begin
            execute v_call into v_text;
            -- jsonb escapes what is below a blank, and no more
            if v_text ~ (case when v_call ~ 'jsonb|::text' then '[\x01-\x1f]' else '[\x01-\x1f\x7f-\x9f]' end) then
                return next format('%s: control characters %s', v_call, substring(v_text from '.{0,80}[\x01-\x1f\x7f-\x9f].{0,20}'));
            end if;
        exception
            when others then
                return next format('%s: %s %s', v_call, sqlstate, sqlerrm);
        end;
    end loop;
    return query select f.rule || ' finding: ' || hostile.wrong(f.message) from ops.open_finding as f where hostile.wrong(f.message) is not null;
    return query select r.rule || ' total: ' || r.metres from ops.rule_total as r where not (r.metres < 'Infinity');
end
$f$;
-- Some columns of each table hold their worst, in the next turn others: every rule, some repairs, what is read of it. Nothing stays.
create function hostile.round(turn integer, turns integer, seed integer) returns text[] language plpgsql as $f$
declare
    v_place hostile.place;
    v_worst text[];
    v_bad text[] := array[]::text[];
begin
    -- no trigger of the application corrects it; constraints of a row hold, and no key is touched
    perform set_config('session_replication_role', 'replica', true);
    for v_place in
        select p.* from (
            select p::hostile.place as place, row_number() over (partition by p.relation order by md5(p.name || seed)) - 1 as n from hostile.place as p
        ) as w cross join lateral (select (w.place).*) as p where w.n % turns = turn
    loop
        select a.worst into strict v_worst from hostile.arsenal as a where a.name = v_place.name;
        perform hostile.write(v_place, v_worst, (hashtextextended(v_place.name, seed + turn) & 1023)::integer % cardinality(v_worst));
    end loop;
    perform set_config('session_replication_role', 'origin', true);
    v_bad := array(select r.name || ': ' || c from ops.rule as r cross join lateral hostile.complaints(r.name) as c);
    v_bad := v_bad || array(
        select format('%s %s: %s', w.rule, w.choice, c)
        from (
            select r.name as rule, d.choice, row_number() over (order by md5(r.name || coalesce(d.choice, '') || seed)) as n
            from ops.rule as r
            left join ops.rule_choice as d
                on d.rule = r.name
            where r.repair_class <> 'report'
        ) as w
        cross join lateral hostile.repair_complaints(w.rule, w.choice) as c
        where w.n % turns = turn
    );
    if turn = 0 then
        v_bad := v_bad || array(select c from hostile.page_complaints() as c);
    end if;
    raise exception 'back' using errcode = 'OPXXX', detail = to_jsonb(array(select distinct left(b, 500) from unnest(v_bad) as b))::text;
exception
    when sqlstate 'OPXXX' then
        declare
            v_detail text;
        begin
            get stacked diagnostics v_detail = pg_exception_detail;
            return array(select format('%s (turn %s of seed %s)', e, turn, seed) from jsonb_array_elements_text(v_detail::jsonb) as e);
        end;
end
$f$;
