create table indicator (
  code text primary key,
  name text not null,
  unit text not null,
  kind text not null,
  position integer not null,
  constraint indicator_kind check (kind in ('rate', 'count', 'score'))
);

-- A figure always says by which wording it was counted.
create table indicator_version (
  indicator_code text not null references indicator (code),
  version integer not null,
  definition text not null,
  numerator text not null,
  denominator text not null default '',
  from_fiscal_year integer not null,
  primary key (indicator_code, version)
);

create table indicator_target (
  indicator_code text not null references indicator (code),
  fiscal_year integer not null,
  target numeric not null,
  reason text,
  set_by bigint references person (id),
  set_at timestamptz,
  version integer not null default 1,
  primary key (indicator_code, fiscal_year)
);
create index indicator_target_set_by on indicator_target (set_by);

insert into indicator (code, name, unit, kind, position) values
  ('visit_rate', '巡回の実施率', '%', 'rate', 10),
  ('issue_count', '把握・整理した課題件数', '件', 'count', 20),
  ('open_day_people', '公開保育見学の参加者数', '人', 'count', 30),
  ('visit_record_quality', '巡回記録の質', '点', 'score', 40),
  ('minutes_quality', '連携会議の議事録の質', '点', 'score', 50);
insert into indicator_version (indicator_code, version, definition, numerator, denominator, from_fiscal_year) values
  ('visit_rate', 1, '年度の巡回計画の対象施設のうち、年度内に1回以上訪問した施設の割合', '年度内に1回以上訪問した対象施設の数', '巡回計画の対象施設（計画回数1回以上）の数', 2025),
  ('issue_count', 1, '年度内に把握し台帳に整理した課題の数（統合してできた地域課題は重ねて数えない）', '年度内に把握した課題の数', '', 2025),
  ('open_day_people', 1, '年度内に開いた公開保育を見学した人の延べ数（中止した回を除く）', '参加者の延べ数', '', 2025),
  ('visit_record_quality', 1, '年度内に採点した巡回記録の評点の平均（各観点0～3点の平均、採点者が複数のときは記録ごとに平均してから平均）', '記録ごとの平均点の合計', '採点した記録の数', 2025),
  ('minutes_quality', 1, '年度内に採点した会議録の評点の平均（各観点0～3点の平均）', '会議録ごとの平均点の合計', '採点した会議録の数', 2025);
