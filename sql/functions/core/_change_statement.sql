-- The one statement that changes a batch of rows, if each is still as it was.
create or replace function ops._change_statement(relation text, action text, columns text[])
returns text
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_key text := coalesce((select s.key_column from ops.subject as s where s.relation = _change_statement.relation), 'id');
    v_key_type text := ops._type_of(relation, v_key);
    v_join text;
    v_unchanged text;
    v_set text;
    v_values text;
begin
    v_join := format('t.%I %s i.key::%s', v_key, ops._equality(to_regtype(v_key_type)), v_key_type);
    select string_agg(ops._same(format('t.%I', c.name), format('(i.before ->> %L)::%s', c.name, c.type), c.type), ' and '),
        string_agg(format('%I = (i.after ->> %L)::%s', c.name, c.name, c.type), ', '),
        string_agg(format('(i.after ->> %L)::%s', c.name, c.type), ', ')
    into v_unchanged, v_set, v_values
    from unnest(columns) with ordinality as w (name, place)
    cross join lateral (select w.name, ops._type_of(relation, w.name) as type) as c;
    return format('with item as (select * from unnest($1::text[], $2::jsonb[], $3::jsonb[]) as i (key, before, after)) ')
        || case action
            when 'update' then format(
                ', was as (select t.%1$I as key, %2$s as image from %3$s as t join item as i on %4$s) '
                'update %3$s as t set %5$s from item as i, was as w where %4$s and w.key %6$s t.%1$I and %7$s '
                'returning i.key, w.image as was, %2$s as became',
                v_key, ops._image(relation, 't'), to_regclass(relation)::text, v_join, v_set,
                ops._equality(to_regtype(v_key_type)), v_unchanged)
            when 'delete' then format(
                'delete from %1$s as t using item as i where %2$s and %3$s returning i.key, %4$s as was, null::jsonb as became',
                to_regclass(relation)::text, v_join, v_unchanged, ops._image(relation, 't'))
            else format(
                'insert into %1$s as t (%2$s) overriding system value select %3$s from item as i '
                'returning t.%4$I::text as key, null::jsonb as was, %5$s as became',
                to_regclass(relation)::text,
                (select string_agg(quote_ident(w.name), ', ' order by w.place) from unnest(columns) with ordinality as w (name, place)),
                v_values, v_key, ops._image(relation, 't'))
        end;
end
$$;
comment on function ops._change_statement(text, text, text[]) is 'SQL text of an update, delete or insert over $1 keys, $2 before, $3 after, returning key, was and became (images). Columns are compared by their own type''s equality.';
revoke all on function ops._change_statement(text, text, text[]) from public;
