-- What an error of the OCR speaks of.
create or replace function ops._ocr_error_class(message text)
returns text
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case
        when message is null or message !~ '\S' then null
        when message ~* 'quota|\m(429|402)\M|rate.?limit|too many requests|payment required|insufficient (credit|funds|balance)|out of credits'
            then 'quota'
        when message ~* '\m(401|403)\M|unauthori[sz]ed|forbidden|(invalid|missing).{0,20}(api.?key|token)'
            then 'refused'
        when message ~* '\m404\M|not found|no such (object|key|file)' then 'photo missing'
        when message ~* 'time.?out|timed out|deadline|aborted' then 'time-out'
        when message ~* '\m50[0-9]\M|internal server error|bad gateway|unavailable|ECONN|network|fetch failed'
            then 'provider down'
        when message ~* 'unreadable|no text|could not (read|parse|extract)|parse|json' then 'unreadable'
        else 'other'
    end
$$;
comment on function ops._ocr_error_class(text) is
    'quota, refused, photo missing, time-out, provider down, unreadable or other; null without a message.';
revoke all on function ops._ocr_error_class(text) from public;
