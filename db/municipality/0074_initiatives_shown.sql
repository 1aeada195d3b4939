-- A figure that few people stand behind is kept back by the row itself, not by the question that reads it for strangers.
alter table survey_figure add column shown boolean not null default true;
-- Until its summary is next touched, a question with any such figure is kept back whole; the rule itself stands in rules.ts.
update survey_figure set shown = false
where exists (
  select from survey_figure few
  where few.summary_id = survey_figure.summary_id and few.question = survey_figure.question
    and (few.answers < 5
      or few.unit in ('人', '名', '件', '世帯', '組', '票')
        and (few.value > 0 and few.value < 5 or few.answers - few.value > 0 and few.answers - few.value < 5)
      or few.unit in ('%', '％')
        and (few.value > 0 and few.answers * few.value / 100 < 5 or few.value < 100 and few.answers * (100 - few.value) / 100 < 5))
);
