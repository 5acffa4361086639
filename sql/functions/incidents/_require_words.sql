-- Refuses an empty text where a person has to say something.
create or replace function ops._require_words(given text, wants text, next_call text)
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    if coalesce(btrim(given), '') = '' or length(given) > 2000 then
        perform ops._fail('OP005', format('%s is required', wants),
            format('it has %s characters; 1 to 2000 are kept', coalesce(length(btrim(given)), 0)), next_call);
    end if;
end
$$;
comment on function ops._require_words(text, text, text) is 'Raises OP005 for null, blank, or over 2000 characters; the hint is the call to make.';
revoke all on function ops._require_words(text, text, text) from public;
