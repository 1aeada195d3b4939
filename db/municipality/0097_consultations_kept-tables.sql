-- The tables that leave the case zone are made once for a year that is over, and kept as they were told (decision 28).
create table consultation_release (
  fiscal_year integer primary key,
  -- null: the program's own job
  kept_by bigint references person (id),
  kept_at timestamptz not null
);
create index consultation_release_kept_by on consultation_release (kept_by);
create table consultation_release_figure (
  fiscal_year integer not null,
  table_name text not null,
  -- null: the sum
  row_code text,
  column_code text,
  -- null: not told
  n integer,
  constraint consultation_release_figure_once unique nulls not distinct (fiscal_year, table_name, row_code, column_code),
  constraint consultation_release_figure_release foreign key (fiscal_year) references consultation_release (fiscal_year),
  constraint consultation_release_figure_is_safe check (n = 0 or n >= 5)
);

-- Answered on any day, as often as asked: the difference of two answers was a case.
drop function if exists consultation_sums(integer, text);
