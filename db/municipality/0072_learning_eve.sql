-- Who comes to an open day, and its host, get a mail the day before, as applicants of other events do; each once.

alter table open_day_reminder drop constraint open_day_reminder_kind;
alter table open_day_reminder add constraint open_day_reminder_kind check (kind in ('come', 'eve', 'write'));
