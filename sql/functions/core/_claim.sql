-- Signs the transaction in as a user of the application, as its own token would, or out again.
create or replace function ops._claim(user_id text, claims text)
returns jsonb
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_before constant jsonb := jsonb_build_object(
        'sub', coalesce(current_setting('request.jwt.claim.sub', true), ''),
        'claims', coalesce(current_setting('request.jwt.claims', true), ''));
begin
    -- auth.uid() reads either, the older form first
    perform set_config('request.jwt.claim.sub', coalesce(user_id, ''), true),
        set_config('request.jwt.claims', coalesce(claims, ''), true);
    return v_before;
end
$$;
comment on function ops._claim(text, text) is 'For the rest of the transaction; returns {sub, claims} as they were, to be put back right after the statement. An error takes it back by itself.';
revoke all on function ops._claim(text, text) from public;
