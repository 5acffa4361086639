-- Which of some rows are sealed, and are as they were sealed.
create or replace function ops._seal_intact(subject text, keys text[])
returns text[]
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select array(
        select k.key
        from ops.seal_batch as b
        cross join lateral unnest(b.keys) as k (key)
        where b.subject = _seal_intact.subject and b.keys && _seal_intact.keys and k.key = any (_seal_intact.keys)
        except
        select d.key from ops._seal_differences(_seal_intact.subject, 0, _seal_intact.keys) as d
        order by 1
    )
$$;
comment on function ops._seal_intact(text, text[]) is 'Their keys. What was tampered with is not among them: no lawful change may cover that up.';
revoke all on function ops._seal_intact(text, text[]) from public;
