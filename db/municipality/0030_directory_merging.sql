-- Two entries become one: a service that moves takes its hours, its events and its introductions along (its days of use: 0021).
alter table schedule drop constraint schedule_service;
alter table schedule add constraint schedule_service foreign key (service_id, facility_id)
  references service (id, facility_id) on delete cascade on update cascade;
alter table schedule_exception drop constraint schedule_exception_service;
alter table schedule_exception add constraint schedule_exception_service foreign key (service_id, facility_id)
  references service (id, facility_id) on delete cascade on update cascade;
alter table event drop constraint event_service;
alter table event add constraint event_service foreign key (service_id, facility_id)
  references service (id, facility_id) on update cascade;
alter table introduction drop constraint introduction_service;
alter table introduction add constraint introduction_service foreign key (service_id, facility_id)
  references service (id, facility_id) on update cascade;
