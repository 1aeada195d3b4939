-- Whoever went and came back may go again: a package is one of its day, and an older one only stands in the way while it is open.
drop index handover_one_leaving;
create unique index handover_one_leaving on handover (team_id, from_person_id, leaves_on)
  where cancelled_at is null and reason not in ('balance', 'received');
