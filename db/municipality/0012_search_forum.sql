-- The search box knows forums: what a forum's members may open, they may find, and nobody else by it.
-- audience_forum_duty: of the members, those who hold this duty; null: every member.

alter table search_entry add column audience_forum_id bigint, add column audience_forum_duty text;

-- The rule has one argument more; the old one is not left behind.
drop policy if exists search_entry_find on search_entry;
drop function if exists may_find(text, bigint, bigint);

update search_entry
set audience_forum_id = meeting.forum_id,
  audience_forum_duty = case when meeting.minutes_published_at is null then 'meeting.read' end
from meeting
where search_entry.kind = 'meeting' and search_entry.subject_id = meeting.id;

update search_entry set audience_forum_id = subject_id where kind = 'forum';

update search_entry set audience_forum_id = action_item.forum_id
from action_item
where search_entry.kind = 'action' and search_entry.subject_id = action_item.id and action_item.published;

insert into search_entry (kind, subject_id, title, summary, url, folded, audience_duty, audience_forum_id, updated_at)
select 'invitation', meeting.id, entry.title, entry.summary, entry.url,
  left(search_fold(entry.title || ' ' || meeting.invitation), 20000), 'never', meeting.forum_id, entry.updated_at
from search_entry as entry join meeting on entry.kind = 'meeting' and entry.subject_id = meeting.id
where meeting.invited_at is not null and meeting.minutes_published_at is null and meeting.cancelled_at is null;
