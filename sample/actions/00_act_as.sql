-- Signs the transaction in as one of the sample's people, as the web application's token would.
create function sample.act_as(person_n integer)
returns uuid
language sql
volatile
as $$
    select set_config('request.jwt.claim.sub', p.user_id::text, true)::uuid
    from sample.person as p
    where p.n = person_n
$$;
comment on function sample.act_as(integer) is
    'Persons are numbered from 0: administrator, senior manager, accounting, warehouse, and again.';
