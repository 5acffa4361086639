-- Refuses to change anything without a reason.
create or replace function ops._require_reason(reason text, next_call text)
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    if coalesce(btrim(reason), '') = '' then
        perform ops._fail(
            'OP009', 'a reason is required',
            'the reason is kept with the run; whoever reads it later has nothing else',
            next_call
        );
    elsif length(reason) > 2000 then
        perform ops._fail(
            'OP005', 'the reason is too long',
            format('it has %s characters of at most 2000', length(reason)), next_call
        );
    end if;
end
$$;
comment on function ops._require_reason(text, text) is 'Raises OP009 when the reason is null or blank, OP005 when it is over 2000 characters; the hint is the call to make.';
revoke all on function ops._require_reason(text, text) from public;
