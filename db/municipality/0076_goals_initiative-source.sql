-- A finding may be read from a joint initiative, too.
alter table goal_finding drop constraint goal_finding_source;
alter table goal_finding add constraint goal_finding_source check (source_kind in ('indicator', 'rubric', 'visit', 'issue', 'meeting',
  'open_day', 'study_handout', 'practice', 'initiative', 'partnership', 'workforce', 'survey', 'other'));
alter table goal_finding drop constraint goal_finding_source_is_whole;
alter table goal_finding add constraint goal_finding_source_is_whole check (case
  when source_kind in ('visit', 'issue', 'meeting', 'open_day', 'study_handout', 'practice', 'initiative', 'survey')
    then source_id is not null
  when source_kind = 'partnership' then true
  else source_id is null end);
