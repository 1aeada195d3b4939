-- A finding names the very indicator or rubric it is read from, and further kinds of record. Findings written before keep theirs.

alter table goal_finding add column source_code text;
alter table goal_finding drop constraint goal_finding_source;
alter table goal_finding add constraint goal_finding_source check (source_kind in ('indicator', 'rubric', 'visit', 'issue', 'meeting',
  'open_day', 'study_handout', 'practice', 'partnership', 'workforce', 'other'));
alter table goal_finding drop constraint goal_finding_source_is_whole;
alter table goal_finding add constraint goal_finding_source_is_whole check (case
  when source_kind in ('visit', 'issue', 'meeting', 'open_day', 'study_handout', 'practice') then source_id is not null
  when source_kind = 'partnership' then true
  else source_id is null end);
alter table goal_finding add constraint goal_finding_code_of_figures check (source_code is null or source_kind in ('indicator', 'rubric'));

-- Beside the three files a page for the council.
alter table year_report_file drop constraint year_report_file_format;
alter table year_report_file add constraint year_report_file_format check (format in ('docx', 'pdf', 'xlsx', 'summary'));
