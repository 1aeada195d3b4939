-- Two packages of one person, opened in the same moment for two different days, stood side by side: the days of a package, from
-- its opening to the last one, are no other package's. Whoever came back goes again in days of their own.
-- Of two that overlap already the older stays: what is held stands in both, and what was taken out of the later one stays taken.
update handover as later set cancelled_at = now()
  where cancelled_at is null and reason not in ('balance', 'received')
    and exists (select from handover as older where older.team_id = later.team_id and older.from_person_id = later.from_person_id
      and older.id < later.id and older.cancelled_at is null and older.reason not in ('balance', 'received')
      and (later.opened_at at time zone 'Asia/Tokyo')::date <= older.leaves_on);
drop index handover_one_leaving;
alter table handover add constraint handover_one_leaving exclude using gist (
  team_id with =, from_person_id with =,
  daterange(least((opened_at at time zone 'Asia/Tokyo')::date, leaves_on), leaves_on, '[]') with &&)
  where (cancelled_at is null and reason not in ('balance', 'received'));
