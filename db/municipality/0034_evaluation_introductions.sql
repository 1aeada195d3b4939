-- Two indicators of the warm introduction (紹介カード).
insert into indicator (code, name, unit, kind, position) values
  ('card_count', '紹介カードの枚数', '枚', 'count', 60),
  ('card_went', '紹介カードで「行けた」割合', '%', 'rate', 70);
insert into indicator_version (indicator_code, version, definition, numerator, denominator, from_fiscal_year) values
  ('card_count', 1, '年度内に作った紹介カードの数（個人の情報は書かれていない）', '年度内に作ったカードの数', '', 2025),
  ('card_went', 1, '年度内に作った紹介カードへの答えのうち、その場所に行けたという答えの割合（だれの答えか分からないよう、答えは古い順に5件ずつまとまったものだけを数える）', '「行けた」という答えの数', '数えた答えの数', 2025);
