-- Which transaction numbers were given out when: how old a snapshot is that has no beginning.
create table ops.transaction_time (
    noted_at timestamptz primary key,
    xid xid not null
);
comment on table ops.transaction_time is 'Transaction numbers with the time at which they were given out, kept three days by ops.note_vacuum_due: what holds dead rows back since before one of them has done so since then at the latest.';
comment on column ops.transaction_time.noted_at is 'When.';
comment on column ops.transaction_time.xid is 'Number of the transaction that noted it.';

update ops.job
set argument = argument || '{note_vacuum_due}',
    what = 'keeps what the statements cost, which tables wait for a vacuum, and once a day what tables weigh, for comparison later'
where name = 'samples';
