-- Says who fills a role of the contact matrix, and how to reach that person.
create or replace function ops.set_contact(role text, person text, reach text)
returns void
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._require_role(role);
    update ops.contact_role as r
    set person = nullif(btrim(set_contact.person), ''), reach = nullif(btrim(set_contact.reach), ''),
        changed_at = ops.now(), changed_by = ops.actor()
    where r.role = set_contact.role;
end
$$;
comment on function ops.set_contact(text, text, text) is 'Null empties the role; ops.doctor() then names it. OP013.';
revoke all on function ops.set_contact(text, text, text) from public;
grant execute on function ops.set_contact(text, text, text) to ops_operator;
