-- Functions go before any numbered migration does, and come with their own release.
alter table ops.plan drop column waiting;
