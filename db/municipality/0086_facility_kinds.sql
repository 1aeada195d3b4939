-- Facilities of one kind in an area's towns, as the directory's most usual question asks: without first finding all of the kind.
create index facility_town_kind on facility (town_id, kind);
drop index facility_town;
