-- In which language an applicant read the page: mails to them are written in it. It goes with the name and the contact.
alter table event_applicant add column speech text not null default 'ja'
  constraint event_applicant_speech check (speech in ('ja', 'easy', 'en', 'zh', 'ko', 'vi', 'tl', 'pt'));
