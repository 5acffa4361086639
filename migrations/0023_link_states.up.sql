-- It says what the order has become, too.
drop function if exists ops._order_links(uuid[]);
-- Incidents of one moment share their numbers.
drop function if exists ops._open_incident(text, text, text, text, bigint, jsonb);
drop function if exists ops._baseline_for(bigint, text);
