-- A visit nobody planned, begun on a device without a network: the name the device gave it, so that it is begun once however
-- often it is sent, and one visit on every device.

alter table visit add column begun_as uuid;
alter table visit add constraint visit_begun_once unique (begun_as);
