-- Hands messages out for sending; one not reported back within a minute is handed out again.
create or replace function ops.take_messages(most integer default 10, names text[] default null)
returns setof ops.message
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._require_armed();
    return query
        with taken as (
            select o.id
            from ops.outbox as o
            join ops.channel as c
                on c.name = o.channel
            where c.enabled and (names is null or c.secret = any (names))
                and ((o.state = 'waiting' and o.next_try_at <= ops.now())
                    or (o.state = 'sending' and o.leased_until <= ops.now()))
            order by o.next_try_at, o.id
            limit least(greatest(most, 0), 100)
            for update of o skip locked
        )
        update ops.outbox as o
        set state = 'sending', attempts = o.attempts + 1, leased_until = ops.now() + interval '1 minute', request = null
        from taken as t, ops.channel as c
        where o.id = t.id and c.name = o.channel
        returning o.id, o.idempotency_key, o.channel, c.secret, o.payload, o.attempts;
end
$$;
comment on function ops.take_messages(integer, text[]) is 'names: only channels whose secret is one of these. The same message may come again with the same key, never with another. OP015 unless armed here.';
revoke all on function ops.take_messages(integer, text[]) from public;
grant execute on function ops.take_messages(integer, text[]) to ops_operator;
