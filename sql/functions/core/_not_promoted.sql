-- Why a job leaves a row alone whose rule and cause nobody has promoted, and the call that changes it.
create or replace function ops._not_promoted(rule text, cause text)
returns text
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case
        when cause in ('unknown', 'ambiguous') then format('its cause is %s, which is never applied unattended', cause)
        else format('not promoted: select ops.promote(%L, %L, ''why'')', rule, coalesce(cause, 'any'))
    end
$$;
comment on function ops._not_promoted(text, text) is 'The note of a held row: the promotion to make, or that there is none to make.';
revoke all on function ops._not_promoted(text, text) from public;
