-- Mails given back to the retry worker, unless something speaks against it.
create or replace function ops._retry_changes(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query select p.* from ops._retry_proposals(keys::uuid[], false) as p;
end
$$;
comment on function ops._retry_changes(text[]) is 'Proposals of choice retry; keys are ids of email_log.';
revoke all on function ops._retry_changes(text[]) from public;
