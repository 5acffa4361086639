-- How much of the stock take's OCR stands in which state, and since when.
create or replace view ops.ocr_state as
select s.queue, s.state, s.rows, s.oldest, s.newest
from ops.ocr_states() as s;
comment on view ops.ocr_state is 'One row a state of rolls and of jobs, and a class of errors.';
revoke all on ops.ocr_state from public;
grant select on ops.ocr_state to ops_reader;
