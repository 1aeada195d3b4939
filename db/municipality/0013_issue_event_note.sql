-- What was written to a fact about an issue stands apart from the fact: that a forum discussed it is for all who read the
-- issue, what the forum said is for those who may read its minutes.

create table issue_event_note (
  issue_event_id bigint primary key references issue_event (id) on delete cascade,
  -- the meeting that said it; both null where it was written at the issue itself
  meeting_id bigint,
  forum_id bigint,
  body text not null,
  constraint issue_event_note_meeting foreign key (meeting_id, forum_id) references meeting (id, forum_id),
  constraint issue_event_note_is_whole check ((meeting_id is null) = (forum_id is null))
);
create index issue_event_note_by_meeting on issue_event_note (meeting_id, forum_id);

insert into issue_event_note (issue_event_id, meeting_id, forum_id, body)
select issue_event.id, meeting.id, meeting.forum_id, issue_event.note
from issue_event left join meeting on meeting.id = issue_event.meeting_id
where issue_event.note is not null;

alter table issue_event drop column note;
