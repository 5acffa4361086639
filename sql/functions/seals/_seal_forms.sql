-- The expression for the digest of a row under the columns that its batch was sealed with.
create or replace function ops._seal_forms(subject text)
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    -- batches of an older form stay provable; where one of its columns is gone nothing can be proven
    select case
            when count(*) > 1 then format('case l.columns %s end', string_agg(format('when %L::text[] then %s', f.columns, f.digest), ' '))
            else coalesce(min(f.digest), 'null::bytea')
        end
    from (
        select distinct b.columns,
            case when b.columns <@ c.columns then ops._seal_digest(_seal_forms.subject, b.columns, 'l.salt', 'r') else 'null::bytea' end as digest
        from ops.seal_batch as b
        cross join ops._seal_columns(_seal_forms.subject) as c
        where b.subject = _seal_forms.subject and b.keys is not null
    ) as f
$$;
comment on function ops._seal_forms(text) is 'SQL text over a sealed row (alias l: salt, columns) and the row of the table (alias r).';
revoke all on function ops._seal_forms(text) from public;
