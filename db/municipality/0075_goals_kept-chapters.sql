-- What each chapter of a closed year's report was built from, as it stood at the closing; and a finding read from a survey.

create table closed_chapter (
  fiscal_year integer not null,
  edition integer not null,
  -- a chapter of the report, or one of the parts between them that is counted from records
  part text not null,
  -- which way of putting the part together made it
  definition_version smallint not null,
  as_of date not null,
  blocks jsonb not null,
  kept_by bigint not null references person (id),
  kept_at timestamptz not null,
  primary key (fiscal_year, edition, part),
  constraint closed_chapter_of_closing foreign key (fiscal_year, edition) references year_close (fiscal_year, edition),
  constraint closed_chapter_part check (part in ('months', 'visits', 'meetings', 'groups', 'open_days', 'courses', 'surveys',
    'practices', 'outcome', 'rubrics')),
  constraint closed_chapter_blocks check (jsonb_typeof(blocks) = 'array')
);
create index closed_chapter_kept_by on closed_chapter (kept_by);

alter table goal_finding drop constraint goal_finding_source;
alter table goal_finding add constraint goal_finding_source check (source_kind in ('indicator', 'rubric', 'visit', 'issue', 'meeting',
  'open_day', 'study_handout', 'practice', 'partnership', 'workforce', 'survey', 'other'));
alter table goal_finding drop constraint goal_finding_source_is_whole;
alter table goal_finding add constraint goal_finding_source_is_whole check (case
  when source_kind in ('visit', 'issue', 'meeting', 'open_day', 'study_handout', 'practice', 'survey') then source_id is not null
  when source_kind = 'partnership' then true
  else source_id is null end);
