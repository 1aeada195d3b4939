import { Hono } from 'hono';
import { facilityOffer } from '../../base/directory/queries-offers.ts';
import { lookName } from '../../platform/ui/form-keys.ts';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { action, done, view } from '../../platform/web/handlers.tsx';
import { hrefWith, pagingOf } from '../../platform/web/paging.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import { mustManage } from './commands.ts';
import { issueAll, issueOne, reprint, withdrawCertificate } from './commands-certificates.ts';
import { exportCompletion, exportRecords, printCertificate, printHistory } from './exports.ts';
import { reprintForm, withdrawForm } from './forms.ts';
import { CompletionPage, MinePage, RecordsPage } from './pages-records.tsx';
import {
  applicationsOf,
  courseById,
  factsOf,
  ownApplications,
  ownFacilities,
  partOf,
  sentBy,
  sessionsOf,
  titlesOf,
  unitsOf,
  type Application,
} from './queries.ts';
import {
  certificateById,
  certificates,
  countCertificates,
  ownCertificates,
  ownReflections,
  sharedReflections,
  type RecordFilter,
} from './queries-records.ts';
import { completionOf } from './rules.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();

async function completed(tx: ReadTx, c: Ctx) {
  mustManage(tx);
  const course = found(await courseById(tx, numberIn(c, 'id')));
  const [units, sessions, facts] = [
    await unitsOf(tx, course.id),
    await sessionsOf(tx, course.id),
    await factsOf(tx, course.id),
  ];
  const rows = (await applicationsOf(tx, course.id))
    .filter(({ state }) => state === 'taken')
    .map((application) => ({
      application,
      completion: completionOf(course, units, sessions, partOf(facts, application), tx.today),
    }));
  return { course, rows, facts };
}
routes.get(
  '/courses/:id{[0-9]+}/completion',
  view(async (tx, c) => {
    const { course, rows, facts } = await completed(tx, c);
    tx.opened({
      action: 'course.open_completion',
      subject_kind: 'course',
      subject_id: course.id,
      detail: { people: rows.length },
    });
    return {
      title: words.completion.title,
      breadcrumbs: [
        { label: words.navigation, href: '/courses' },
        { label: course.title, href: `/courses/${course.id}` },
        { label: words.completion.title },
      ],
      body: <CompletionPage course={course} rows={rows} certificates={facts.certificates} />,
    };
  }),
);
routes.get(
  '/courses/:id{[0-9]+}/completion/export',
  view(async (tx, c) => {
    const { course, rows, facts } = await completed(tx, c);
    return exportCompletion(c, tx, course, rows, facts.certificates);
  }),
);
routes.post(
  '/courses/:id{[0-9]+}/certificates',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      const issued = await issueAll(tx, numberIn(c, 'id'));
      return done(`/courses/${numberIn(c, 'id')}/completion`, words.completion.issued(issued.length));
    },
  }),
);
routes.post(
  '/courses/:id{[0-9]+}/applications/:application{[0-9]+}/certificate',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      const { fresh } = await issueOne(tx, numberIn(c, 'id'), numberIn(c, 'application'));
      return done(`/courses/${numberIn(c, 'id')}/completion`, words.completion.issued(fresh ? 1 : 0));
    },
  }),
);
routes.post(
  '/courses/certificates/:certificate{[0-9]+}/withdraw',
  action({
    form: withdrawForm,
    run: async (tx, { reason }, c) =>
      done(
        `/courses/${await withdrawCertificate(tx, numberIn(c, 'certificate'), reason)}/completion`,
        words.completion.withdrawn,
      ),
  }),
);
routes.post(
  '/courses/certificates/:certificate{[0-9]+}/reprint',
  action({
    form: reprintForm,
    run: async (tx, data, c) =>
      done(
        `/courses/${await reprint(tx, numberIn(c, 'certificate'), data)}/completion`,
        words.completion.reprinted,
      ),
  }),
);
routes.get(
  '/courses/certificates/:file{[0-9]+\\.pdf}',
  view(async (tx, c) => {
    const certificate = found(await certificateById(tx, Number.parseInt(c.req.param('file') ?? '', 10)));
    if (certificate.withdrawn_at !== null) throw new Refusal(409, words.errors.withdrawnAlready);
    tx.opened({
      action: 'course_certificate.print',
      subject_kind: 'course_certificate',
      subject_id: certificate.id,
      detail: { number: certificate.number },
    });
    return printCertificate(c, tx, certificate);
  }),
);

const titled = async <T extends Application>(tx: ReadTx, rows: readonly T[]) => {
  const titles = await titlesOf(
    tx,
    rows.map(({ course_id }) => course_id),
  );
  return rows.map((row) => ({ ...row, title: titles.get(row.course_id) ?? '' }));
};
routes.get(
  '/my-courses',
  view(async (tx) => ({
    title: words.mine.title,
    breadcrumbs: [{ label: words.navigation, href: '/courses' }, { label: words.mine.title }],
    body: (
      <MinePage
        applications={await titled(tx, await ownApplications(tx))}
        certificates={await ownCertificates(tx)}
        reflections={await ownReflections(tx)}
        zone={tx.actor.municipality.time_zone}
      />
    ),
  })),
);
routes.get(
  '/my-courses.pdf',
  view(async (tx, c) => printHistory(c, tx, await ownCertificates(tx))),
);

const filterOf = (c: Ctx): RecordFilter => {
  const facility = Number(c.req.query('facility') ?? '');
  const scheme = c.req.query('scheme') ?? '';
  return {
    facility_id: Number.isSafeInteger(facility) && facility > 0 ? facility : null,
    scheme: scheme in words.schemes ? scheme : null,
    ending: c.req.query('ending') === '1',
  };
};
const mayRead = (tx: ReadTx) => {
  if (!tx.has('learning.manage') && !tx.has('facility.answer')) throw new Refusal(403);
};
routes.get(
  '/courses/records',
  view(async (tx, c) => {
    mayRead(tx);
    const manages = tx.has('learning.manage');
    const filter = filterOf(c);
    const paging = pagingOf(c);
    const own = await ownFacilities(tx);
    const facilities = await facilityOffer(tx, c.req.query(), 'facility', {
      within: manages ? undefined : tx.session.facilities,
    });
    const lines = await certificates(tx, filter, paging);
    tx.opened({
      action: 'course_certificate.open_list',
      subject_kind: 'course_certificate',
      detail: { certificates: lines.length, facility_id: filter.facility_id },
    });
    const chosen = (facilities.all ?? facilities.chosen).find(
      ({ value }) => value === `${filter.facility_id}`,
    );
    return {
      title: words.recordList.title,
      breadcrumbs: [{ label: words.navigation, href: '/courses' }, { label: words.recordList.title }],
      body: (
        <RecordsPage
          lines={lines}
          total={await countCertificates(tx, filter)}
          paging={paging}
          filter={filter}
          active={[
            ...(chosen ? [{ label: chosen.label, removeHref: hrefWith(c, { facility: null }) }] : []),
            ...(filter.scheme
              ? [{ label: words.schemes[filter.scheme]!, removeHref: hrefWith(c, { scheme: null }) }]
              : []),
            ...(filter.ending
              ? [{ label: words.recordList.ending, removeHref: hrefWith(c, { ending: null }) }]
              : []),
          ]}
          facilities={facilities}
          looking={c.req.query(lookName) !== undefined}
          sent={
            manages || own.length === 0
              ? []
              : await titled(
                  tx,
                  await sentBy(
                    tx,
                    own.map(({ id }) => id),
                  ),
                )
          }
          shared={
            manages
              ? []
              : await sharedReflections(
                  tx,
                  own.map(({ id }) => id),
                )
          }
          today={tx.today}
          href={(page) => hrefWith(c, { page })}
          exportHref={`/courses/records/export${new URL(c.req.url).search}`}
        />
      ),
    };
  }),
);
routes.get(
  '/courses/records/export',
  view(async (tx, c) => {
    mayRead(tx);
    return exportRecords(c, tx, await certificates(tx, filterOf(c), { size: 20_000, offset: 0 }));
  }),
);
