-- It says what the order has become, too.
drop function if exists ops._order_links(uuid[]);
