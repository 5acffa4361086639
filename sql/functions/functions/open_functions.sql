-- Functions that let a wrong secret in.
create or replace function ops.open_functions(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'ops.invocation',
            jsonb_build_object('id', p.id),
            left(format('%s ran for a caller with a wrong secret (answered %s): CRON_SECRET is not set there',
                p.function, p.status_code), 100),
            null::text,
            to_jsonb(401),
            to_jsonb(p.status_code),
            null::numeric,
            jsonb_build_object('asked_at', p.asked_at, 'url', p.url),
            'supabase secrets set CRON_SECRET=…  -- then: lotastro-ops invoke ' || p.function || ' --probe'
        from (
            select distinct on (i.function) i.id, i.function, i.status_code, i.asked_at, i.url
            from ops.invocation as i
            where i.kind = 'probe' and i.status_code is not null
            order by i.function, i.id desc
        ) as p
        where p.status_code < 300
            and (keys is null or p.id::text = any (keys));
end
$$;
comment on function ops.open_functions(text[]) is
    'The latest probe of each function (lotastro-ops invoke --probe) that was answered below 300 although its secret '
    'was wrong. Eleven of twelve scheduled functions fail open.';
revoke all on function ops.open_functions(text[]) from public;
select ops._define_rule(
    name => 'open_functions',
    area => 'functions',
    severity => 'P1',
    example => 'Order processing failed',
    title => 'Every function that asks for a secret refuses a wrong one',
    why => 'Anybody on the internet can send the digests, run the retries and delete old rows.',
    repair_class => 'report',
    reads => '{"ops.invocation": ["id"]}'
);
