-- The expression for the digest of a row under the columns that its batch was sealed with.
create or replace function ops._seal_forms(subject text, alias text default 'r')
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    -- batches of an older form stay provable; where one of its columns is gone nothing can be proven
    select case
            when count(*) > 1 then format('case %s end', string_agg(format('when l.batch = any (%L::bigint[]) then %s', f.batches, f.digest), ' '))
            else coalesce(min(f.digest), 'null::bytea')
        end
    from (
        select array_agg(b.id) as batches,
            case when b.columns <@ c.columns then ops._seal_digest(_seal_forms.subject, b.columns, case when s.salted then 'l.salt' end, alias) else 'null::bytea' end as digest
        from ops.seal_batch as b
        join ops._sealed_tables() as s
            on s.subject = b.subject
        cross join ops._seal_columns(_seal_forms.subject) as c
        where b.subject = _seal_forms.subject and b.keys is not null
        group by b.columns, c.columns, s.salted
    ) as f
$$;
comment on function ops._seal_forms(text, text) is 'SQL text over a sealed row (alias l: batch, salt) and the row of the table.';
revoke all on function ops._seal_forms(text, text) from public;
