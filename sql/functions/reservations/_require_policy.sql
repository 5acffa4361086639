-- Refuses a change of policy that makes no sense here, before anything is touched.
create or replace function ops._require_policy(area text, policy text, causes text[])
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_missing text;
    v_known text[];
begin
    perform ops._require_area(area);
    if area <> 'reservations' then
        perform ops._fail('OP005', format('area %s has no policies', area), 'only reservations has', 'select * from ops.policy(''reservations'')');
    elsif policy is null or not policy = any (array['lines', 'quarantine', 'guard']) then
        perform ops._fail('OP005', format('there is no policy %s', coalesce(quote_literal(policy), 'null')),
            'lines: every line counts; quarantine: lines of the causes you name leave the table; guard: our triggers count what holds',
            'select * from ops.set_policy(''reservations'', ''guard'', ''why'')');
    end if;
    select s.why into v_missing from ops._rule_states(area) as s where s.rule = 'uncounted_reservations' and s.state = 'skipped';
    if found then
        perform ops._fail('OP005', 'the application''s tables are not here', v_missing, 'select * from ops.coverage(''reservations'')');
    end if;
    select r.causes into v_known from ops.rule as r where r.name = 'stale_reservation_lines';
    if policy = 'quarantine' and (coalesce(cardinality(causes), 0) = 0 or not causes <@ v_known) then
        perform ops._fail('OP005', 'quarantine needs the causes it is for', 'known: ' || array_to_string(v_known, ', '),
            'select * from ops.set_policy(''reservations'', ''quarantine'', ''why'', causes => ''{released}'')');
    elsif policy <> 'quarantine' and causes is not null then
        perform ops._fail('OP005', format('policy %s takes no causes', policy), 'only quarantine does', 'leave causes out');
    end if;
end
$$;
comment on function ops._require_policy(text, text, text[]) is 'Raises OP001 or OP005 for an unfit area, policy or list of causes.';
revoke all on function ops._require_policy(text, text, text[]) from public;
