-- Evening out the load is a job with progress: a proposal is asked for, worked on for some seconds, and then done, given up, or
-- left behind by a worker that ended. Of each team one at a time.
alter table caseload_proposal
  alter column over_before drop not null,
  alter column over_after drop not null,
  alter column gap drop not null,
  alter column took_ms drop not null,
  -- seconds looked so far, and when the last word about it was
  add column progress integer not null default 0,
  add column progressed_at timestamptz,
  add column done_at timestamptz,
  add column cancelled_at timestamptz,
  add column cancelled_by bigint references person (id),
  -- of workers, limits, cases and points it was reckoned from: when they have changed since, the page says so
  add column basis text not null default '';
update caseload_proposal set done_at = made_at;
alter table caseload_proposal
  add constraint caseload_proposal_result_is_whole check ((done_at is null) = (over_before is null)
    and (done_at is null) = (over_after is null) and (done_at is null) = (gap is null) and (done_at is null) = (took_ms is null)),
  add constraint caseload_proposal_cancelling_is_whole check ((cancelled_at is null) = (cancelled_by is null)),
  add constraint caseload_proposal_done_or_cancelled check (done_at is null or cancelled_at is null);
create unique index caseload_proposal_one_running on caseload_proposal (team_id) where done_at is null and cancelled_at is null;
create index caseload_proposal_cancelled_by on caseload_proposal (cancelled_by);

-- Lists of a team that read what they show: households last changed, those several teams work with, who is called what, closed
-- messages. An index of all teams of each household served none of them: what a team has was looked for in the whole city.
create index household_team_newest on household (team_id, updated_at desc, id desc);
create index household_shared on household using gin (team_ids) where cardinality(team_ids) > 1;
drop index household_team, household_teams;
create index household_member_team_kana on household_member (team_id, kana_folded text_pattern_ops) where left_on is null;
create index household_member_shared on household_member using gin (team_ids) where cardinality(team_ids) > 1;
create index family_message_closed on family_message (team_id, closed_at desc, id desc) where closed_at is not null;
