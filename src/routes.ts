import type { Hono } from 'hono';
import * as areas from './base/areas/routes.tsx';
import * as directory from './base/directory/routes.tsx';
import * as applications from './base/applications/routes.tsx';
import * as calendar from './base/calendar/routes.tsx';
import * as finder from './base/finder/routes.tsx';
import * as usage from './base/usage/routes.tsx';
import * as interfaces from './interfaces/routes.tsx';
import * as portal from './portal/routes.tsx';
import * as messages from './family/messages/routes.tsx';
import * as supportFiles from './family/support-files/routes.tsx';
import * as people from './base/people/routes.tsx';
import * as retention from './base/retention/routes.tsx';
import { personRecords } from './base/retention/queries-rights.ts';
import { applicantRecords } from './base/applications/queries-rights.ts';
import { helperRecords } from './portal/queries-rights.ts';
import type { Env } from './platform/web/context.ts';
import { setEmergencyNumbers, setNavigation } from './platform/web/handlers.tsx';
import type { NavEntry } from './platform/web/navigation.ts';
import * as consultations from './family/consultations/routes.tsx';
import * as households from './family/households/routes.tsx';
import * as issues from './improvement/issues/routes.tsx';
import * as quality from './improvement/quality/routes.tsx';
import * as visits from './improvement/visits/routes.tsx';
import * as offline from './improvement/offline/routes.tsx';
import * as rounds from './improvement/rounds/routes.tsx';
import * as learning from './improvement/learning/routes.tsx';
import * as partnership from './improvement/partnership/routes.tsx';
import * as initiatives from './improvement/initiatives/routes.tsx';
import * as studyGroups from './improvement/study-groups/routes.tsx';
import * as courses from './improvement/courses/routes.tsx';
import { courseRecords } from './improvement/courses/queries-rights.ts';
import * as knowledge from './improvement/knowledge/routes.tsx';
import * as meetings from './improvement/meetings/routes.tsx';
import * as disclosures from './family/disclosures/routes.tsx';
import * as referrals from './family/referrals/routes.tsx';
import * as conferences from './family/conferences/routes.tsx';
import * as papers from './family/papers/routes.tsx';
import * as handovers from './family/handovers/routes.tsx';
import * as caseload from './family/caseload/routes.tsx';
import * as statements from './family/statements/routes.tsx';
import * as cases from './family/cases/routes.tsx';
import * as evaluation from './insight/evaluation/routes.tsx';
import * as goals from './insight/goals/routes.tsx';
import * as system from './system/routes.tsx';
import * as today from './today/routes.tsx';

/** A slice's addresses and its entries in the navigation. */
export interface SliceRoutes {
  routes: Hono<Env>;
  navigation: readonly NavEntry[];
}

const slices: readonly SliceRoutes[] = [
  today,
  people,
  areas,
  directory,
  finder,
  calendar,
  applications,
  // before the visits: its addresses lie within theirs
  offline,
  visits,
  rounds,
  issues,
  meetings,
  learning,
  initiatives,
  partnership,
  studyGroups,
  courses,
  quality,
  // before the family loop: the city's own figures come first where one looks, the statistics of consultations after them
  evaluation,
  goals,
  // as a worker reaches for them
  consultations,
  messages,
  cases,
  households,
  referrals,
  conferences,
  disclosures,
  papers,
  handovers,
  caseload,
  supportFiles,
  statements,
  // after the figures: its two pages of figures are not what one comes for first
  knowledge,
  usage,
  portal,
  interfaces,
  retention,
  system,
];

/** Every slice's addresses, in one table. */
export function mount(app: Hono<Env>): void {
  for (const slice of slices) app.route('/', slice.routes);
  setNavigation(
    slices.flatMap((slice) => slice.navigation),
    [],
  );
  setEmergencyNumbers(portal.emergencyNumbers);
  issues.setBesideIssue(initiatives.besideIssue);
  partnership.setBesideArea(initiatives.besideArea);
  retention.setPersonRecords([personRecords, applicantRecords, courseRecords, helperRecords]);
  retention.setBesideRequest(disclosures.copiesBeside);
  visits.setBeside([offline.besideVisit]);
  cases.setBeside([
    referrals.besideCase,
    conferences.besideCase,
    caseload.besideCase,
    statements.besideCase,
    supportFiles.besideCase,
  ]);
}
