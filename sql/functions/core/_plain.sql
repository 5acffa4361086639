-- Text of strangers as it may stand in one line of a terminal, a CSV file or a page.
-- Inlinable: called once per found row, so it pins no path and names everything in full.
create or replace function ops._plain(value text)
returns text
language sql
immutable parallel safe
as $$
    -- most texts have none of them: a look costs a fifth of a rewrite
    select case
        when value operator(pg_catalog.~) '[\x01-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]' then
            pg_catalog.regexp_replace(
                pg_catalog.regexp_replace(value, '[\x09-\x0d\x85\u2028\u2029]+', ' ', 'g'),
                -- what a terminal obeys, and what makes it write from right to left over what stands there
                '[\x01-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]', '�', 'g')
        else value
    end
$$;
comment on function ops._plain(text) is 'The text without control characters: line ends and tabs become a space, others U+FFFD, and so do marks that override the direction of writing.';
revoke all on function ops._plain(text) from public;
