import { authJobs } from './platform/auth/jobs.ts';
import { tellOwner } from './improvement/issues/jobs.ts';
import { remind as remindVisits } from './improvement/visits/jobs.ts';
import { applicationJobs } from './base/applications/jobs.ts';
import { areaImportJob } from './base/areas/jobs.ts';
import { askToConfirm, importFacilities } from './base/directory/jobs.ts';
import {
  extendCalendar,
  importEvents,
  readCalendarFeed,
  readCalendarFeeds,
  showEvent,
} from './base/calendar/jobs.ts';
import { tellTeam } from './family/messages/jobs.ts';
import { tidyDrafts } from './family/consultations/jobs.ts';
import { peopleImportJob } from './base/people/jobs.ts';
import { mailOne, recordActed, remind as remindMeetings } from './improvement/meetings/jobs.ts';
import { mailGuest } from './family/conferences/jobs.ts';
import { openDue } from './family/handovers/jobs.ts';
import { tidyImports } from './platform/files/imports.ts';
import { tidy } from './system/jobs.ts';
import {
  forgetSent,
  populationImportJob,
  schemeImportJob,
  tellOfHelper,
  tellOfVoice,
} from './portal/jobs.ts';
import { referralJobs } from './family/referrals/jobs.ts';
import type { Job } from './platform/jobs/job.ts';

/** Every job of every slice. */
export const jobs = [
  ...authJobs,
  peopleImportJob,
  areaImportJob,
  importFacilities,
  askToConfirm,
  extendCalendar,
  importEvents,
  readCalendarFeed,
  readCalendarFeeds,
  showEvent,
  ...applicationJobs,
  tidyImports,
  tidy,
  tellOfVoice,
  tellOfHelper,
  tellTeam,
  forgetSent,
  populationImportJob,
  schemeImportJob,
  tellOwner,
  remindVisits,
  mailOne,
  recordActed,
  remindMeetings,
  tidyDrafts,
  ...referralJobs,
  mailGuest,
  openDue,
] as Job<never>[];
