-- What happened to a sealed row, in one sentence.
create or replace function ops._seal_message(what text, subject text, key text, batch bigint, at timestamptz)
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select left(case what
        when 'slipped in' then format('%s %s of %s was slipped in', subject, key, to_char(at at time zone 'UTC', 'YYYY-MM-DD'))
        else format('%s %s was %s after batch %s', subject, key, what, batch)
    end, 100)
$$;
comment on function ops._seal_message(text, text, text, bigint, timestamptz) is 'At most 100 characters.';
revoke all on function ops._seal_message(text, text, text, bigint, timestamptz) from public;
