-- Refuses a finding that does not exist.
create or replace function ops._require_finding(fingerprint text)
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (select from ops.finding as f where f.fingerprint = _require_finding.fingerprint) then
        perform ops._fail('OP013', format('there is no finding %s', coalesce(quote_literal(fingerprint), 'null')),
            format('%s findings are open', (select count(*) from ops.finding as f where f.resolved_at is null)),
            'select fingerprint, severity, rule, message from ops.open_finding');
    end if;
end
$$;
comment on function ops._require_finding(text) is 'Raises OP013 unless the finding exists.';
revoke all on function ops._require_finding(text) from public;
