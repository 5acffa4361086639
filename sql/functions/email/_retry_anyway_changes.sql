-- Mails given back to the retry worker, whatever speaks against it.
create or replace function ops._retry_anyway_changes(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query select p.* from ops._retry_proposals(keys::uuid[], true) as p;
end
$$;
comment on function ops._retry_anyway_changes(text[]) is 'Proposals of choice retry_anyway; keys are ids of email_log.';
revoke all on function ops._retry_anyway_changes(text[]) from public;
