-- Which columns of people and their mail the journal keeps for personal_data_age only.
select ops._define_personal_data('public.login_attempts', 'email', 'ip_address');
select ops._define_personal_data('public.profiles', 'email', 'full_name');
select ops._define_personal_data('public.user_invitations', 'email');
select ops._define_personal_data('public.email_log', 'recipient', 'subject', 'metadata');
