-- The register of municipalities (data controllers) and the functions every policy reads.

create table municipality (
  code text primary key,
  schema_name text not null unique,
  name text not null,
  name_kana text not null,
  prefecture text not null,
  time_zone text not null default 'Asia/Tokyo',
  demo boolean not null default false,
  created_at timestamptz not null default now(),
  constraint municipality_code_is_six_digits check (code ~ '^[0-9]{6}$'),
  constraint municipality_schema_is_named_by_code check (schema_name = 'm' || code)
);
grant select on municipality to tsunagi_service;

-- What has been applied where: migrations and policies, by schema.
create table applied (
  schema_name text not null,
  name text not null,
  hash text not null,
  applied_at timestamptz not null default now(),
  primary key (schema_name, name)
);

-- The session's settings. Missing settings give null, and null permits nothing.
create function session_person() returns bigint language sql stable parallel safe
  as $$ select nullif(current_setting('app.person', true), '')::bigint $$;
create function session_has(duty text) returns boolean language sql stable parallel safe
  as $$ select duty = any(string_to_array(current_setting('app.duties', true), ',')) $$;
create function session_organisations() returns bigint[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('app.organisations', true), ''), ',')::bigint[] $$;
create function session_facilities() returns bigint[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('app.facilities', true), ''), ',')::bigint[] $$;
create function session_teams() returns bigint[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('app.teams', true), ''), ',')::bigint[] $$;
create function session_cases() returns bigint[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('app.cases', true), ''), ',')::bigint[] $$;
create function session_forums() returns bigint[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('app.forums', true), ''), ',')::bigint[] $$;
-- Records opened under emergency access, as 'kind:id'.
create function session_opened(kind text, id bigint) returns boolean language sql stable parallel safe
  as $$ select (kind || ':' || id) = any(string_to_array(current_setting('app.opened', true), ',')) $$;

-- April to March, named by the starting year.
create function fiscal_year_of(day date) returns integer language sql immutable parallel safe
  as $$ select extract(year from day)::integer - case when extract(month from day) < 4 then 1 else 0 end $$;

-- What a search compares: NFKC, lower case, katakana as hiragana, spaces and long-vowel signs dropped.
-- The same as foldForSearch() in src/platform/ja/kana.ts; a test compares the two.
create function search_fold(words text) returns text language sql immutable parallel safe
  as $$ select translate(lower(normalize(words, NFKC)), E'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヰヱヲンガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴヽヾぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ髙﨑嵜齊斎齋濱濵邊邉澤廣櫻眞國藏德惠榮圓學會壽龍瀨黑𠮷冨嶋嶌峯曾彌豐檜栁桒凜靜萬與條實聰關鐵藪槇薗舘兒鹽瀧蘆鷗吳\u03c2ー-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u2043~\u301c・\u00b7\u2022\u2027()\u3099\u309a\u0307\u0020\u0009\u000a\u000d\u000b\u000c\u0085\u2028\u2029\u200b\ufeff', E'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわゐゑをんがぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽゔゝゞあいうえおつやゆよわかけあいうえおつやゆよわかけ高崎崎斉斉斉浜浜辺辺沢広桜真国蔵徳恵栄円学会寿竜瀬黒吉富島島峰曽弥豊桧柳桑凛静万与条実聡関鉄薮槙園館児塩滝芦鴎呉\u03c3') $$;
-- Every pair of neighbouring characters, so that two-character words are found by index.
create function search_bigrams(folded text) returns text[] language sql immutable parallel safe
  as $$ select array(select substr(folded, i, 2) from generate_series(1, length(folded) - 1) as i) $$;

grant execute on all functions in schema shared to tsunagi_service;
