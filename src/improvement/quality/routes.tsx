import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { formatDate } from '../../platform/ja/dates.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { filled, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Conflict, type Screen } from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { hrefWith, pagingOf } from '../../platform/web/paging.ts';
import { scoreSubject } from './commands.ts';
import { scoreForm } from './forms.ts';
import { ScorePage, SubjectList, subjectHref, type ListState } from './pages.tsx';
import {
  isOwn,
  minutesSubject,
  nextToScore,
  rubricFor,
  scoreOf,
  subjectsToScore,
  visitSubject,
  visitTexts,
} from './queries.ts';
import type { SubjectKind } from './rules.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();

export const navigation: NavEntry[] = [
  { place: 'improve', part: 'act', label: words.navigation, href: '/quality', duties: ['quality.read'] },
];

const crumbs = [{ label: words.navigation, href: '/quality' }];

routes.get(
  '/quality',
  view(async (tx, c) => {
    if (!tx.has('quality.read')) throw new Refusal(404);
    const kind: SubjectKind = c.req.query('kind') === 'minutes' ? 'minutes' : 'visit';
    const asked = c.req.query('state');
    const years = [tx.fiscal_year, tx.fiscal_year - 1, tx.fiscal_year - 2];
    const fiscal_year = years.find((year) => String(year) === c.req.query('year')) ?? tx.fiscal_year;
    const paging = pagingOf(c);
    const state: ListState = {
      kind,
      state: asked === 'scored' || asked === 'all' ? asked : 'unscored',
      fiscal_year,
      years,
      page: paging.page,
      size: paging.size,
    };
    const listed = await subjectsToScore(tx, kind, { ...state, limit: paging.size, offset: paging.offset });
    return {
      title: words.title,
      body: <SubjectList state={state} found={listed} href={(changes) => hrefWith(c, changes)} />,
      breadcrumbs: [{ label: words.navigation }],
    };
  }),
);

/** Title, day and texts of what is judged; 404 when not there, not finished or not to be seen. */
async function subjectOf(tx: ReadTx, kind: SubjectKind, id: number | null) {
  if (id === null) throw new Refusal(404);
  if (kind === 'visit') {
    const visit = found(await visitSubject(tx, id));
    return {
      subject: visit,
      texts: visitTexts.map((name) => ({ label: words.visitTexts[name], text: visit[name] })),
    };
  }
  const meeting = found(await minutesSubject(tx, id));
  const named = words.minutesTexts;
  return {
    subject: meeting,
    texts: [
      { label: named.summary, text: meeting.summary },
      ...meeting.items.map((item) => ({
        label: item.title,
        text: [
          item.explanation && `${named.explanation}\n${item.explanation}`,
          item.opinions && `${named.opinions}\n${item.opinions}`,
          item.conclusion && `${named.conclusion}\n${item.conclusion}`,
          item.decisions && `${named.decisions}\n${item.decisions.join('\n')}`,
          item.roles &&
            `${named.roles}\n${item.roles.map((role) => named.roleLine(role.organisation, role.part)).join('\n')}`,
          item.actions &&
            `${named.actions}\n${item.actions.map((one) => named.actionLine(one.what, one.owner, formatDate(one.due_on))).join('\n')}`,
        ]
          .filter((part) => part)
          .join('\n\n'),
      })),
    ],
  };
}

async function show(
  tx: ReadTx,
  kind: SubjectKind,
  c: Ctx,
  given?: FormState & { conflict?: Conflict },
): Promise<Screen> {
  const { subject, texts } = await subjectOf(tx, kind, numberIn(c, 'id'));
  const rubric = found(await rubricFor(tx, kind));
  const score = await scoreOf(tx, kind, subject.id);
  if (!tx.has('quality.read')) throw new Refusal(404);
  const own = score.scores.find((one) => one.scored_by === tx.actor.person_id);
  const stored = filled({
    remark: own?.remark,
    ...Object.fromEntries(Object.entries(own?.levels ?? {}).map(([code, level]) => [`level_${code}`, level])),
  });
  return {
    title: kind === 'visit' ? words.scoreTitle(subject.title) : words.minutesTitle(subject.title),
    body: (
      <ScorePage
        kind={kind}
        subject={subject}
        texts={texts}
        rubric={rubric}
        score={score}
        mine={tx.actor.person_id}
        may_score={tx.has('quality.score')}
        own={await isOwn(tx, kind, subject.id)}
        next={own && tx.has('quality.score') ? await nextToScore(tx, kind) : null}
        state={given ?? stored}
      />
    ),
    breadcrumbs: [...crumbs, { label: subject.title }],
  };
}

for (const [kind, path] of [
  ['visit', '/quality/visits/:id{[0-9]+}'],
  ['minutes', '/quality/minutes/:id{[0-9]+}'],
] as const) {
  routes.get(
    path,
    view((tx, c) => show(tx, kind, c)),
  );
  routes.post(
    path,
    action({
      form: scoreForm,
      again: (tx, state, c) => show(tx, kind, c, state),
      run: async (tx, data, c) => {
        const { subject } = await subjectOf(tx, kind, numberIn(c, 'id'));
        if (!tx.has('quality.score')) throw new Refusal(403);
        await scoreSubject(tx, kind, subject.id, data);
        return done(subjectHref(kind, subject.id), words.saved);
      },
    }),
  );
}
