-- Places as families look for them: HSDS 3 (organization – location – service – schedule) and what it lacks here.

-- What a family may wish for and a place may offer: the city's own list, one word for both sides.
create table wish (
  code text primary key,
  -- as a place says it of itself
  name text not null unique,
  -- as a family is asked
  question text not null,
  position integer not null,
  -- how much it counts against the other wishes
  weight numeric(4, 2) not null default 1,
  ended_on date,
  version integer not null default 1,
  constraint wish_weight check (weight between 0 and 10),
  constraint wish_name_is_not_empty check (btrim(name) <> '' and btrim(question) <> '')
);
insert into wish (code, name, question, position) values
  ('homely', '少人数でアットホームな雰囲気', '少ない人数で、ゆっくり過ごしたい', 10),
  ('many_families', '多くの親子と知り合える', 'たくさんの親子と知り合いたい', 20),
  ('outdoor', '屋外で子どもが身体を動かせる', '外で思いきり体を動かさせたい', 30),
  ('wide_garden', '広い園庭・園舎がある', '広いところで遊ばせたい', 40),
  ('near_home', '家から近く、気軽に立ち寄れる', '近くで気軽に立ち寄りたい', 50),
  ('same_person', 'いつも同じ支援者がいる', 'いつも同じ人に会いたい', 60),
  ('talk_while_playing', '子どもを遊ばせながら気軽に相談できる', '遊ばせながら、ちょっと相談したい', 70),
  ('private_room', '相談室があり、個別の相談をゆっくりできる', '人に聞かれずに、じっくり相談したい', 80),
  ('family_matters', '子育て以外の家庭の相談もできる', '子育て以外の、家のことも相談したい', 90),
  ('specialist', '保健師・心理士などの専門職に相談できる', '専門の人に相談したい', 100),
  ('seeing_other_ages', '様々な年齢の子どもの様子を見られる', '大きくなった姿を思い描きたい', 110),
  ('learning_care', '保育士の関わりから接し方や遊ばせ方を学べる', '子どもへのかかわり方を知りたい', 120),
  ('courses', '講座や、親同士がつながる場がある', '講座や集まりに参加したい', 130),
  ('neighbours', '同じ地域の人とつながれる', '近所の人と知り合いたい', 140),
  ('generations', 'いろいろな世代と交流できる', 'いろいろな世代の人とふれあいたい', 150),
  ('fathers', '父親も参加しやすい', '父親も一緒に、または父親だけで行きたい', 160),
  ('expecting', '妊娠中から利用できる', '妊娠中から通いたい', 170),
  ('leave_child', '居場所の中で一時預かりをしている', '子どもを少しの間預けたい', 180),
  ('kindergarten_life', '集団づくりを通した育ちに触れられる', '入園前に園の生活を体験したい', 190),
  ('daily_life', '健康・食事・睡眠など生活の相談ができる', '食事・睡眠など毎日のことを相談したい', 195),
  ('indoor_weather', '雨や雪の日も屋内で遊べる', '雨や雪の日に遊びたい', 200);

create table facility_offer (
  facility_id bigint not null references facility (id) on delete cascade,
  wish_code text not null references wish (code),
  primary key (facility_id, wish_code)
);
create index facility_offer_wish on facility_offer (wish_code, facility_id);
insert into facility_offer (facility_id, wish_code)
  select facility.id, wish.code from facility join wish on wish.name = any(facility.strengths);
-- What stays beside the list are the place's own words.
update facility set strengths = array(select own from unnest(strengths) as own where own not in (select name from wish));

alter table facility
  add column name_en text,
  add column sick_child_care boolean,
  add column garden_open boolean,
  add column nursing_room boolean,
  add column diaper_changing boolean,
  add column eating_allowed boolean,
  add column stroller_rental boolean,
  add column stroller_use boolean,
  add column parking_available boolean,
  add column reservation text,
  add column reservation_note text,
  -- BCP 47
  add column languages text[] not null default '{ja}',
  add column accommodations text[] not null default '{}',
  add column accommodation_note text,
  -- how it feels there, in a sentence or two of the place's own
  add column atmosphere text,
  -- what the place does besides: of a closed set
  add column functions text[] not null default '{}',
  add column capacity_as_of date,
  add constraint facility_reservation check (reservation in ('none', 'recommended', 'required')),
  add constraint facility_accommodations check (accommodations <@ array['medical_care', 'disability', 'allergy', 'foreign_language', 'wheelchair', 'multiple_birth']),
  add constraint facility_functions check (functions <@ array['gathering', 'consultation', 'information', 'courses', 'temporary_care', 'navigation', 'training', 'network', 'circle_support', 'family_support_office', 'outreach']);

-- What imported tables said in columns that had no place of their own until now.
update facility set
  name_en = nullif(btrim(extras ->> '名称_英字'), ''),
  sick_child_care = case extras ->> '病児保育の有無' when '有' then true when '無' then false end,
  nursing_room = case extras ->> '授乳室' when '有' then true when '無' then false end,
  diaper_changing = case extras ->> 'おむつ替えコーナー' when '有' then true when '無' then false end,
  eating_allowed = case when extras ->> '飲食可否' in ('有', '可') then true when extras ->> '飲食可否' in ('無', '不可') then false end,
  stroller_rental = case extras ->> 'ベビーカー貸出' when '有' then true when '無' then false end,
  stroller_use = case when extras ->> 'ベビーカー利用' in ('有', '可') then true when extras ->> 'ベビーカー利用' in ('無', '不可') then false end
where extras <> '{}';
update facility set extras = extras - array['名称_英字']
  - case when sick_child_care is null then '{}' else array['病児保育の有無'] end
  - case when nursing_room is null then '{}' else array['授乳室'] end
  - case when diaper_changing is null then '{}' else array['おむつ替えコーナー'] end
  - case when eating_allowed is null then '{}' else array['飲食可否'] end
  - case when stroller_rental is null then '{}' else array['ベビーカー貸出'] end
  - case when stroller_use is null then '{}' else array['ベビーカー利用'] end
where extras <> '{}';

alter table service
  add column age_from_months integer,
  add column age_to_months integer,
  add column capacity integer,
  add column places_free integer,
  add column capacity_as_of date,
  add column fee_note text,
  add column fee_amount integer,
  add column reservation text,
  add column url text,
  add constraint service_key_with_facility unique (id, facility_id),
  add constraint service_ages check (age_from_months >= 0 and age_to_months >= age_from_months),
  add constraint service_capacity check (capacity >= 0 and places_free between 0 and capacity),
  add constraint service_places_have_a_date check (places_free is null or capacity_as_of is not null),
  add constraint service_fee check (fee_amount between 0 and 10000000),
  add constraint service_reservation check (reservation in ('none', 'recommended', 'required'));

-- When it is open: an RFC 5545 rule by weekday or by the n-th weekday of a month. Without a service: the place itself.
-- A place without any schedule opens as facility.weekdays, opens_at, closes_at say.
create table schedule (
  id bigint generated by default as identity primary key,
  facility_id bigint not null references facility (id) on delete cascade,
  service_id bigint,
  -- MO, TU, … weekly; 1SA, -1SU, … monthly
  byday text[] not null,
  opens_at time not null,
  closes_at time not null,
  valid_from date,
  valid_to date,
  -- closed: not on public holidays; open: as any weekday; only: on holidays, too, whatever the weekday
  holidays text not null default 'closed',
  note text,
  constraint schedule_service foreign key (service_id, facility_id) references service (id, facility_id) on delete cascade,
  constraint schedule_byday check (cardinality(byday) between 1 and 14 and array_to_string(byday, ',') ~ '^((-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU))(,(-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU))*$'),
  constraint schedule_hours check (closes_at > opens_at),
  constraint schedule_valid check (valid_to >= valid_from),
  constraint schedule_holidays check (holidays in ('closed', 'open', 'only'))
);
create index schedule_facility on schedule (facility_id);
create index schedule_service on schedule (service_id, facility_id) where service_id is not null;

-- Days that are otherwise: closed, or open at other hours.
create table schedule_exception (
  id bigint generated by default as identity primary key,
  facility_id bigint not null references facility (id) on delete cascade,
  service_id bigint,
  starts_on date not null,
  ends_on date not null,
  opens_at time,
  closes_at time,
  reason text not null default '',
  constraint schedule_exception_service foreign key (service_id, facility_id) references service (id, facility_id) on delete cascade,
  constraint schedule_exception_days check (ends_on >= starts_on and ends_on - starts_on <= 400),
  constraint schedule_exception_hours check ((opens_at is null) = (closes_at is null) and closes_at > opens_at)
);
create index schedule_exception_facility on schedule_exception (facility_id, ends_on);
create index schedule_exception_service on schedule_exception (service_id, facility_id) where service_id is not null;

-- How many people of which profession are there; no names.
create table facility_staffing (
  facility_id bigint not null references facility (id) on delete cascade,
  profession text not null,
  people integer not null,
  note text,
  primary key (facility_id, profession),
  constraint facility_staffing_people check (people between 0 and 500),
  constraint facility_staffing_profession check (btrim(profession) <> '')
);

create table facility_photo (
  id bigint generated by default as identity primary key,
  facility_id bigint not null references facility (id) on delete cascade,
  -- what a person who cannot see it is told
  alt text not null,
  credit text not null default '',
  media_type text not null,
  width integer not null,
  height integer not null,
  sha256 text not null,
  bytes bytea not null,
  position integer not null default 0,
  -- whoever put it here says that nobody is in it who did not agree
  consent_confirmed_by bigint not null references person (id),
  added_at timestamptz not null,
  removed_at timestamptz,
  constraint facility_photo_alt check (btrim(alt) <> ''),
  constraint facility_photo_size check (octet_length(bytes) <= 3145728)
);
create index facility_photo_facility on facility_photo (facility_id, position) where removed_at is null;
create index facility_photo_consent_confirmed_by on facility_photo (consent_confirmed_by);

-- What a facility wants to change and the city wants to see first.
create table facility_change (
  id bigint generated by default as identity primary key,
  facility_id bigint not null references facility (id) on delete cascade,
  fields jsonb not null,
  base_version integer not null,
  proposed_by bigint not null references person (id),
  proposed_at timestamptz not null,
  decided_by bigint references person (id),
  decided_at timestamptz,
  accepted boolean,
  reason text,
  withdrawn_at timestamptz,
  constraint facility_change_decision_is_whole check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (accepted is null)),
  constraint facility_change_return_has_reason check (accepted is not false or btrim(reason) <> '')
);
create index facility_change_open on facility_change (facility_id) where decided_at is null and withdrawn_at is null;
create index facility_change_facility on facility_change (facility_id, proposed_at desc);
create index facility_change_proposed_by on facility_change (proposed_by);
create index facility_change_decided_by on facility_change (decided_by) where decided_by is not null;

-- One row: what the city decides about its directory.
create table directory_setting (
  one boolean primary key default true,
  confirm_every_months integer not null default 12,
  version integer not null default 1,
  constraint directory_setting_is_one_row check (one),
  constraint directory_setting_confirm check (confirm_every_months between 1 and 36)
);
insert into directory_setting default values;

-- Two entries that are one place: where a number leads on.
alter table facility add column merged_into_id bigint references facility (id);
create index facility_merged_into on facility (merged_into_id) where merged_into_id is not null;
alter table facility add constraint facility_merged_is_ended check (merged_into_id is null or ended_on is not null);
alter table facility add constraint facility_merged_into_another check (merged_into_id <> id);
-- When its head was last asked whether the entry still holds.
alter table facility add column confirm_asked_on date;

-- What moved when two entries became one, so that it can be taken apart again.
create table facility_merge (
  id bigint generated by default as identity primary key,
  from_id bigint not null references facility (id),
  into_id bigint not null references facility (id),
  moved jsonb not null,
  merged_by bigint not null references person (id),
  merged_at timestamptz not null,
  undone_by bigint references person (id),
  undone_at timestamptz,
  constraint facility_merge_undo_is_whole check ((undone_at is null) = (undone_by is null)),
  constraint facility_merge_of_two check (from_id <> into_id)
);
create index facility_merge_from on facility_merge (from_id);
create index facility_merge_into on facility_merge (into_id);
create index facility_merge_merged_by on facility_merge (merged_by);
create index facility_merge_undone_by on facility_merge (undone_by) where undone_by is not null;
create unique index facility_merge_once on facility_merge (from_id) where undone_at is null;

-- Two entries that look like one place and are two: not proposed again.
create table facility_distinct (
  facility_id bigint not null references facility (id) on delete cascade,
  other_id bigint not null references facility (id) on delete cascade,
  said_by bigint not null references person (id),
  said_at timestamptz not null,
  primary key (facility_id, other_id),
  constraint facility_distinct_order check (facility_id < other_id)
);
create index facility_distinct_other on facility_distinct (other_id);
create index facility_distinct_said_by on facility_distinct (said_by);

-- The long form as somebody left it; without a facility: a new entry.
create table facility_draft (
  id bigint generated by default as identity primary key,
  person_id bigint not null references person (id),
  facility_id bigint references facility (id) on delete cascade,
  fields jsonb not null,
  base_version integer not null default 0,
  saved_at timestamptz not null,
  constraint facility_draft_once unique nulls not distinct (person_id, facility_id)
);
create index facility_draft_facility on facility_draft (facility_id) where facility_id is not null;

-- A programme's rules of opening: 常設 from so many days a week; the hours a day its standing places keep.
alter table programme
  add column gathering boolean not null default false,
  add column description text not null default '',
  add column standing_from_days integer,
  add column min_days_per_week integer,
  add column min_hours_per_day integer,
  add column started_in integer,
  add column place_kind text not null default '',
  add column contents text[] not null default '{}',
  add column checks_changes boolean not null default false,
  add column owner_organisation_id bigint references organisation (id),
  add column ended_on date,
  add column version integer not null default 1,
  add constraint programme_days check (standing_from_days between 1 and 7 and min_days_per_week between 1 and 7),
  add constraint programme_hours check (min_hours_per_day between 1 and 24);
create index programme_owner on programme (owner_organisation_id) where owner_organisation_id is not null;

-- Five programmes of places for parents and children, and the salons, as a large city orders them.
update programme set gathering = true, standing_from_days = 3, min_days_per_week = 5, min_hours_per_day = 6, place_kind = '専用の施設',
  opening_rule = '週5日以上・1日6時間以上（常設）',
  description = '相談室も備えた、地域の子育て支援の中心となる多機能の居場所',
  contents = '{親子の居場所,子育て相談,情報の収集と提供,利用者支援,人材育成,ネットワークづくり,預け合いの事務局}' where code = 'support_base';
update programme set gathering = true, standing_from_days = 3, min_days_per_week = 3, min_hours_per_day = 5, place_kind = 'マンションの一室など',
  opening_rule = '週3日以上・1日5時間以上（常設）',
  description = '家庭的で小さな、身近な常設の居場所',
  contents = '{親子の居場所,子育て相談,情報提供,講習など,利用者の一時預かり（一部）}' where code = 'tsudoi';
insert into programme (code, name, position, gathering, standing_from_days, min_days_per_week, min_hours_per_day, place_kind, opening_rule, description, contents) values
  ('supporter', '子育て支援者による居場所', 42, true, 3, 1, 2, '市民利用施設など', '週1日・1日2時間（非常設）',
   '身近な会場で、いつも同じ支援者に気軽に相談できる居場所', '{親子の居場所,子育て相談,子育てサークルの支援}'),
  ('nursery_support', '認定こども園・保育所の地域子育て支援', 44, true, 3, null, null, '認定こども園・保育所など', '常設は週3日以上（センター園は週5日以上）、非常設は週2日以下',
   '保育士のかかわりや、いろいろな年齢の子どもの姿にふれられる場', '{施設開放,子育て相談,育児講座,交流保育,情報提供,子育てサークルの育成・支援}'),
  ('kindergarten_plaza', '幼稚園等の親子の広場', 46, true, 3, null, null, '幼稚園など', '常設は週3日以上、非常設は週2日以下',
   '園庭・園舎で、入園前の親子が園の遊びや集団を体験できる場', '{園庭・園舎開放,子育て相談,講演会,交流保育,育児講座など}'),
  ('salon', '子育てサロン', 48, true, 3, null, null, '町内会館など', '会場ごとに決める（月1回程度から）',
   '民生委員・児童委員など、同じ地域の人が開く居場所', '{親子の交流,多世代の交流,地域とのつながり}');

-- Figures published elsewhere, to compare with one's own (横浜市「担い手同士の連携の考え方」, 令和元年度).
create table programme_figure (
  programme_code text not null references programme (code),
  standing boolean not null,
  fiscal_year integer not null,
  source text not null,
  places integer not null,
  people_per_day numeric(6, 1),
  primary key (programme_code, standing, fiscal_year, source)
);
insert into programme_figure (programme_code, standing, fiscal_year, source, places, people_per_day) values
  ('support_base', true, 2019, '横浜市', 23, 88), ('tsudoi', true, 2019, '横浜市', 66, 16.4),
  ('supporter', false, 2019, '横浜市', 180, 20.1),
  ('nursery_support', true, 2019, '横浜市', 37, 11.2), ('nursery_support', false, 2019, '横浜市', 300, 2.9),
  ('kindergarten_plaza', true, 2019, '横浜市', 31, 14.3), ('kindergarten_plaza', false, 2019, '横浜市', 8, 6.5),
  ('salon', false, 2019, '横浜市', 447, null);

-- How a city's own table is to be read, remembered by its headings.
create table import_layout (
  id bigint generated by default as identity primary key,
  kind text not null,
  -- whose business it is, as the imports themselves
  duty text not null,
  -- the headings, folded and joined: the same table next year is recognised by them
  fingerprint text not null,
  name text not null,
  mapping jsonb not null,
  used_at timestamptz not null,
  saved_by bigint not null references person (id),
  constraint import_layout_once unique (kind, fingerprint)
);
create index import_layout_saved_by on import_layout (saved_by);
insert into import_layout (kind, duty, fingerprint, name, mapping, used_at, saved_by)
  select distinct on (kind, mapping ->> 'key') kind, duty, encode(sha256(convert_to(mapping ->> 'key', 'UTF8')), 'hex'), file_name,
    jsonb_build_object('columns', mapping -> 'columns', 'constants', coalesce(mapping -> 'constants', '{}')), created_at, created_by
  from import_batch where mapping ->> 'chosen' = 'true' and exists (select from person where person.id = created_by)
  order by kind, mapping ->> 'key', created_at desc;

-- Named to everybody: who runs a place or a service anybody may use. The others are the network's business.
alter table organisation add column listed boolean not null default false;
update organisation set listed = true where exists (select from facility where facility.organisation_id = organisation.id);
