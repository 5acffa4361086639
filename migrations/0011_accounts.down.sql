-- Drops the fingerprints of the sign-in service's keys.
drop table ops.signing_key;
