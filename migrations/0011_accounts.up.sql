-- Public keys by which the sign-in service signs tokens, as they were last accepted.
create table ops.signing_key (
    source text not null check (source <> '' and pg_catalog.length(source) <= 300),
    fingerprint text not null check (fingerprint ~ '^[A-Za-z0-9_-]{43}$'),
    kid text,
    algorithm text,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    seen_by text not null,
    primary key (source, fingerprint)
);
comment on table ops.signing_key is 'Public keys of the sign-in service that were seen and accepted; a change of them is a finding until somebody accepts it.';
comment on column ops.signing_key.source is 'Address they were read from.';
comment on column ops.signing_key.fingerprint is 'SHA-256 thumbprint of the public key (RFC 7638).';
comment on column ops.signing_key.kid is 'Name that tokens give for it.';
comment on column ops.signing_key.algorithm is 'Algorithm.';
comment on column ops.signing_key.first_seen_at is 'When it was first seen.';
comment on column ops.signing_key.last_seen_at is 'When it was last seen; older than that of the others: it is gone, and that was accepted.';
comment on column ops.signing_key.seen_by is 'Actor of the last look.';
