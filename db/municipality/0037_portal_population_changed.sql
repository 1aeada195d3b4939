-- When a figure was taken in or changed last: the open-data file says so, and is made anew only then.
alter table population add column updated_at timestamptz not null default now();
