-- Answers kept by pg_net that say failure, of calls that are not ours.
create or replace function ops.failed_http_responses(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query select h.* from ops._unreadable_hits('net._http_response') as h;
    if found then
        return;
    end if;
    return query
        select 'net._http_response',
            jsonb_build_object('answer', f.answer),
            left(format('%s of %s answers kept by pg_net: %s; whose call each was it does not keep', f.failed, f.kept,
                f.answer), 100),
            null::text,
            null::jsonb,
            to_jsonb(f.failed),
            null::numeric,
            jsonb_build_object('failed', f.failed, 'kept', f.kept, 'latest', f.latest, 'ids', f.ids),
            'select id, created, status_code, timed_out, error_msg from net._http_response order by id desc'
        from (
            select a.answer, count(*) as failed, max(a.kept) as kept, max(a.created) as latest,
                to_jsonb((array_agg(a.id order by a.id desc))[1:20]) as ids
            from (
                select r.id, r.created, count(*) over () as kept, r.status_code,
                    case when r.timed_out then 'timed out' else coalesce(r.status_code::text,
                        'no connection') end as answer
                from net._http_response as r
                where not exists (select from ops.invocation as i where i.request_id = r.id and i.channel = 'pg_net')
            ) as a
            where a.status_code >= 400 or a.status_code is null
            group by a.answer
        ) as f
        where (keys is null or f.answer = any (keys));
end
$$;
comment on function ops.failed_http_responses(text[]) is
    'Answers of 400 and above, time-outs and lost connections, counted by kind. pg_net keeps answers for six hours '
    'and not the address called; ours are in failed_invocations.';
revoke all on function ops.failed_http_responses(text[]) from public;
select ops._define_rule(
    name => 'failed_http_responses',
    area => 'functions',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'What the database calls over HTTP answers',
    why => 'Scheduled work that pg_cron starts this way did not happen, although its job succeeded.',
    repair_class => 'report',
    reads => '{"net._http_response": ["id", "status_code", "timed_out", "error_msg", "created"]}'
);
