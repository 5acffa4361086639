-- Who is signed in: one row a person, newest login first.
create or replace view ops.login_session as
select s.email, s.live, s.expired, s.first_signed_in, s.last_signed_in, s.last_refreshed
from ops.session_state() as s;
comment on view ops.login_session is 'Sessions of the sign-in service by person; an error where auth.sessions cannot be read.';
comment on column ops.login_session.email is 'Of the profile; without one the user''s id.';
comment on column ops.login_session.live is 'Sessions that have not ended.';
comment on column ops.login_session.expired is 'Sessions past not_after.';
comment on column ops.login_session.first_signed_in is 'Oldest login of these sessions.';
comment on column ops.login_session.last_signed_in is 'Newest login.';
comment on column ops.login_session.last_refreshed is 'Last renewal of a token.';
revoke all on ops.login_session from public;
grant select on ops.login_session to ops_reader;
