import { authJobs } from './platform/auth/jobs.ts';
import { tellOwner } from './improvement/issues/jobs.ts';
import { mailHead, remind as remindVisits } from './improvement/visits/jobs.ts';
import { tidyDevices } from './improvement/offline/jobs.ts';
import { agencyImportJob, solveJob } from './improvement/rounds/jobs.ts';
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
import { forgetFiles, tellOfEnd } from './family/support-files/jobs.ts';
import { keepStatistics, tidyDrafts } from './family/consultations/jobs.ts';
import { peopleImportJob } from './base/people/jobs.ts';
import { mailOne, recordActed, remind as remindMeetings } from './improvement/meetings/jobs.ts';
import { balanceJob } from './family/caseload/jobs.ts';
import { mailGuest } from './family/conferences/jobs.ts';
import { openDue } from './family/handovers/jobs.ts';
import { renderReport } from './insight/goals/jobs.ts';
import { tidyImports } from './platform/files/imports.ts';
import { sayAuditEnd, tidy, verifyChain } from './system/jobs.ts';
import {
  forgetSent,
  populationImportJob,
  schemeImportJob,
  tellOfHelper,
  tellOfVoice,
} from './portal/jobs.ts';
import { learningJobs } from './improvement/learning/jobs.ts';
import { askWhatWasTried, divideStudy } from './improvement/study-groups/jobs.ts';
import { initiativeJobs } from './improvement/initiatives/jobs.ts';
import { courseJobs } from './improvement/courses/jobs.ts';
import { referralJobs } from './family/referrals/jobs.ts';
import * as accounts from './base/retention/commands-disposal.ts';
import * as visits from './improvement/visits/commands-disposal.ts';
import * as courses from './improvement/courses/commands-disposal.ts';
import * as households from './family/households/commands-disposal.ts';
import * as consultations from './family/consultations/commands-disposal.ts';
import * as cases from './family/cases/commands-disposal.ts';
import * as disclosures from './family/disclosures/commands-disposal.ts';
import * as referrals from './family/referrals/commands-disposal.ts';
import * as conferences from './family/conferences/commands-disposal.ts';
import * as handovers from './family/handovers/commands-disposal.ts';
import * as caseload from './family/caseload/commands-disposal.ts';
import * as statements from './family/statements/commands-disposal.ts';
import * as messages from './family/messages/commands-disposal.ts';
import * as supportFiles from './family/support-files/commands-disposal.ts';
import { retentionJobs } from './base/retention/jobs.ts';
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
  sayAuditEnd,
  verifyChain,
  tellOfVoice,
  tellOfHelper,
  tellTeam,
  forgetFiles,
  tellOfEnd,
  forgetSent,
  populationImportJob,
  schemeImportJob,
  tellOwner,
  remindVisits,
  mailHead,
  solveJob,
  agencyImportJob,
  tidyDevices,
  mailOne,
  recordActed,
  remindMeetings,
  ...learningJobs,
  divideStudy,
  askWhatWasTried,
  ...initiativeJobs,
  ...courseJobs,
  tidyDrafts,
  keepStatistics,
  ...referralJobs,
  balanceJob,
  mailGuest,
  openDue,
  renderReport,
  ...retentionJobs(
    [accounts.keeper, visits.keeper, courses.keeper, consultations.keeper, cases.keeper, messages.keeper],
    [
      accounts,
      visits,
      courses,
      households,
      consultations,
      cases,
      disclosures,
      referrals,
      conferences,
      handovers,
      caseload,
      statements,
      messages,
      supportFiles,
    ].map((slice) => slice.disposer),
  ),
] as Job<never>[];
