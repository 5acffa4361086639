-- Sets of lines that add up exactly.
begin;
select plan(6);

create function pg_temp.id(integer) returns uuid language sql immutable as $$select lpad($1::text, 32, '0')::uuid$$;
create function pg_temp.sums(target numeric, metres numeric[]) returns setof text language sql as $$
    select array_to_string(array(select ltrim(replace(i::text, '-', ''), '0') from unnest(s.items) as i order by 1), '+')
    from ops._exact_sums(
        (select array_agg(pg_temp.id(0)) from unnest(metres)), array_fill(target, array[cardinality(metres)]),
        (select array_agg(pg_temp.id(n::integer)) from generate_series(1, cardinality(metres)) as n), metres
    ) as s
$$;
select set_eq($$select pg_temp.sums(30, array[10, 20, 15])$$, array['1+2'], 'one set fits');
select set_eq($$select pg_temp.sums(30, array[10, 20, 30, 5])$$, array['1+2', '3'], 'two sets fit, and both are told');
select is_empty($$select pg_temp.sums(31, array[10, 20, 30])$$, 'a metre off fits none');
select is_empty($$select * from ops._exact_sums(null, null, null, null)$$, 'nothing fits nothing');
select is_empty($$select pg_temp.sums(3, array_fill(1::numeric, array[11]))$$, 'of more than ten lines no part counts');
select is((select count(*) from pg_temp.sums(11, array_fill(1::numeric, array[11]))), 1::bigint, 'only all of them together');

select * from finish();
rollback;
