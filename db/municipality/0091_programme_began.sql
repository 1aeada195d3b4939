-- Since when another city runs the programme, beside its other figures (横浜市「担い手同士の連携の考え方」).
alter table programme_figure add column started_in integer;
update programme_figure set started_in = began.year
  from (values ('support_base', 2005), ('tsudoi', 2002), ('supporter', 1996), ('nursery_support', 1997), ('kindergarten_plaza', 2003)) as began (code, year)
  where programme_figure.programme_code = began.code and programme_figure.source = '横浜市';
