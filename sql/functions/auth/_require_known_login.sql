-- Refuses an e-mail that nobody has and nobody tried.
create or replace function ops._require_known_login(email text)
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (select from public.profiles as p where lower(p.email) = _require_known_login.email)
        and not exists (select from public.login_attempts as a where a.email = _require_known_login.email)
    then
        perform ops._fail('OP013', format('no login is known for %s', coalesce(quote_literal(email), 'null')),
            'no profile has this e-mail, and nobody tried it within a day', 'select * from ops.login_window');
    end if;
end
$$;
comment on function ops._require_known_login(text) is
    'Raises OP013 unless a profile or a login attempt has the e-mail, given in lower case without spaces.';
revoke all on function ops._require_known_login(text) from public;
