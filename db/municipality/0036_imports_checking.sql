-- What was read from a file stands apart from what was found out about its rows, so that a long file is checked by a job.
-- It is written once, as it was read; a row's cells are looked for here when somebody wants them back.
create table import_part (
  batch_id bigint not null,
  duty text not null,
  part integer not null,
  -- JSON text, [[row number, [cell, …]], …]: whatever stood in the file, also what jsonb would not hold
  rows text not null,
  primary key (batch_id, duty, part),
  constraint import_part_batch foreign key (batch_id, duty) references import_batch (id, duty) on delete cascade
);
-- Read once or twice and then deleted: packing it costs more than its room.
alter table import_part alter column rows set storage external;

-- A planned check that is not done yet has no checked_at. It sees what whoever asked for it may see.
alter table import_batch add column check_requested_at timestamptz, add column check_requested_by bigint,
  add column progressed_at timestamptz;
update import_batch set progressed_at = (select max(applied_at) from import_row where batch_id = import_batch.id);

insert into import_part (batch_id, duty, part, rows)
  select batch_id, duty, 0, jsonb_agg(jsonb_build_array(row_number, cells) order by row_number)::text
  from import_row group by batch_id, duty;
delete from import_row where verdict = 'unchecked';
alter table import_row drop column cells, drop constraint import_row_verdict;
alter table import_row add constraint import_row_verdict check (verdict in ('new', 'changed', 'same', 'refused'));
