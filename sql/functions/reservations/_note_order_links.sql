-- Keeps the links from reservations to orders that are to be seen now, before the application's retention deletes the log.
create or replace function ops._note_order_links()
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    -- links come with the tables that stale lines are judged by; another session may be noting them now
    if (select s.state from ops._rule_states('reservations') as s where s.rule = 'stale_reservation_lines') = 'skipped'
        or not pg_try_advisory_xact_lock(hashtextextended('ops:order_link', 0))
    then
        return;
    end if;
    insert into ops.order_link (reservation_id, order_id, link, found_at)
    select l.reservation_id, l.order_id, l.link, ops.now()
    from ops._order_links() as l
    -- the key alone says what is known: a look at the table itself would be planned while it is empty, and read
    -- again for each link all that the same statement has written
    on conflict on constraint order_link_pkey do nothing;
end
$$;
comment on function ops._note_order_links() is 'Adds to ops.order_link what ops._order_links sees and is not kept yet; waits for nobody.';
revoke all on function ops._note_order_links() from public;
