import { formatDateShort } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { CoverageBar } from '../../platform/ui/charts.tsx';
import { Disclosure, EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import { DateField } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, Timeline } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import type { Chapter, Guideline, TargetFact, TargetLine } from './queries-guidelines.ts';
import { guidelineName, targetBadge, words } from './words-guidelines.ja.ts';

export const standing = (one: Pick<Guideline, 'adopted' | 'starts_on' | 'ends_on'>, today: string) =>
  !one.adopted ? 'draft' : today < one.starts_on ? 'coming' : today > one.ends_on ? 'past' : 'current';

export function GuidelineBadge({ guideline, today }: { guideline: Guideline; today: string }) {
  const state = standing(guideline, today);
  return (
    <StatusBadge kind={state === 'current' ? 'success' : 'neutral'}>{words.guidelines[state]}</StatusBadge>
  );
}

export function GuidelinesPage(props: { lines: readonly Guideline[]; mayManage: boolean; today: string }) {
  const w = words.guidelines;
  return (
    <Stack>
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          <ButtonRow>
            {props.mayManage ? (
              <LinkButton href="/guidelines/new" kind="primary" icon="plus">
                {w.add}
              </LinkButton>
            ) : null}
            <LinkButton href="/survey-summaries">{words.list.title}</LinkButton>
          </ButtonRow>
        }
      />
      <DataTable<Guideline>
        caption={w.caption}
        captionHidden
        stack
        rows={props.lines}
        empty={
          <EmptyState
            title={w.empty.title}
            text={props.mayManage ? w.empty.first : w.empty.text}
            icon="note"
          />
        }
        columns={[
          {
            key: 'title',
            label: w.columns.title,
            rowHeader: true,
            cell: (one) => <a href={`/guidelines/${one.id}`}>{guidelineName(one)}</a>,
          },
          { key: 'area', label: w.columns.area, cell: (one) => one.area ?? w.whole },
          { key: 'period', label: w.columns.period, cell: (one) => w.period(one.starts_on, one.ends_on) },
          { key: 'edition', label: w.columns.edition, nowrap: true, cell: (one) => w.edition(one.edition) },
          {
            key: 'targets',
            label: w.columns.targets,
            nowrap: true,
            cell: (one) => w.targets(one.targets ?? 0),
          },
          {
            key: 'state',
            label: w.columns.state,
            nowrap: true,
            cell: (one) => <GuidelineBadge guideline={one} today={props.today} />,
          },
        ]}
      />
    </Stack>
  );
}

/** The document: vision, chapters, targets with their state; while a draft, the ways to write it. */
export function GuidelinePage(props: {
  guideline: Guideline;
  chapters: readonly Chapter[];
  targets: readonly TargetLine[];
  today: string;
  adopt: FormState | undefined;
}) {
  const { guideline, chapters, targets } = props;
  const w = words.guideline;
  const path = `/guidelines/${guideline.id}`;
  const writes = guideline.may_manage && !guideline.adopted;
  const field = fields(props.adopt?.values ?? { adopted_on: props.today }, props.adopt?.errors);
  return (
    <Stack>
      <PageHeading
        kicker={[w.kicker, words.guidelines.edition(guideline.edition)].join('　')}
        title={guidelineName(guideline)}
        badges={<GuidelineBadge guideline={guideline} today={props.today} />}
        lead={[
          guideline.area ?? words.guidelines.whole,
          words.guidelines.period(guideline.starts_on, guideline.ends_on),
          guideline.adopted_on === null ? w.draft : w.adopted(guideline.adopted_on),
        ].join('　')}
        actions={
          <ButtonRow>
            {writes ? (
              <LinkButton href={`${path}/edit`} icon="edit">
                {w.edit}
              </LinkButton>
            ) : null}
            {guideline.adopted ? (
              <LinkButton href={`/open/guidelines/${guideline.id}`}>{w.publicPage}</LinkButton>
            ) : null}
            <UtilityLink href={`${path}/guideline.docx`} icon="download" download>
              {w.word}
            </UtilityLink>
            <UtilityLink href={`${path}/guideline.pdf`} icon="print" download>
              {w.pdf}
            </UtilityLink>
            <UtilityLink href={`${path}/export`} icon="download" download>
              {w.excel}
            </UtilityLink>
          </ButtonRow>
        }
      />
      <DescriptionList
        items={[
          guideline.summary_id !== null && {
            term: w.summary_id,
            description: <a href={`/survey-summaries/${guideline.summary_id}`}>{guideline.summary}</a>,
          },
          guideline.previous !== null && {
            term: w.previous,
            description: (
              <>
                <a href={`/guidelines/${guideline.previous_id}`}>{guidelineName(guideline.previous)}</a>{' '}
                <a href={`${path}/compare`}>{w.compare}</a>
              </>
            ),
          },
        ]}
      />
      <Section title={w.vision} id="vision">
        {guideline.vision === '' ? <p>{words.chapter.empty}</p> : <Prose>{guideline.vision}</Prose>}
      </Section>
      {chapters.map((one, at) => (
        <Section
          title={words.chapter.number(at + 1, one.title)}
          id={`chapter-${one.id}`}
          actions={
            writes ? (
              <LinkButton
                href={`${path}/chapters/${one.id}`}
                size="sm"
                icon="edit"
                label={`${words.chapter.edit}　${one.title}`}
              >
                {words.chapter.edit}
              </LinkButton>
            ) : undefined
          }
        >
          {one.body === '' ? <p>{words.chapter.empty}</p> : <Prose>{one.body}</Prose>}
          {writes ? (
            <ButtonRow>
              {at === 0 ? null : <Move path={path} chapter={one} direction="up" />}
              {at === chapters.length - 1 ? null : <Move path={path} chapter={one} direction="down" />}
              <ConfirmForm
                label={words.chapter.remove}
                question={words.chapter.removeQuestion}
                action={`${path}/chapters/${one.id}/remove`}
                kind="tertiary"
                size="sm"
                danger
              />
            </ButtonRow>
          ) : null}
        </Section>
      ))}
      {writes ? (
        <LinkButton href={`${path}/chapters/new`} icon="plus">
          {words.chapter.add}
        </LinkButton>
      ) : null}
      <Section
        title={words.target.heading}
        id="targets"
        lead={words.target.lead}
        actions={
          writes ? (
            <LinkButton href={`${path}/targets/new`} icon="plus" size="sm">
              {words.target.add}
            </LinkButton>
          ) : undefined
        }
      >
        {targets.length === 0 ? <p>{words.target.none}</p> : null}
        {targets.map((one) => (
          <TargetCard target={one} guideline={guideline} writes={writes} />
        ))}
      </Section>
      {writes ? (
        <Disclosure summary={w.adopt} id="adopt" open={props.adopt !== undefined}>
          <p>{w.adoptLead}</p>
          <Form action={`${path}/adopt`} errors={props.adopt?.errors} label={w.adopt}>
            <DateField {...field.date('adopted_on')} label={w.adopted_on} required />
            <ButtonRow>
              <Button>{w.adoptSave}</Button>
            </ButtonRow>
          </Form>
        </Disclosure>
      ) : null}
      {guideline.may_manage && guideline.adopted ? (
        <ButtonRow>
          <ConfirmForm
            label={w.nextEdition}
            question={w.nextQuestion}
            action={`${path}/next-edition`}
            kind="tertiary"
          />
          <ConfirmForm
            label={w.nextPeriod}
            question={w.nextQuestion}
            action={`${path}/next-period`}
            kind="tertiary"
          />
          {targets.every((one) => one.facts.length === 0) ? (
            <ConfirmForm
              label={w.unadopt}
              question={w.unadoptQuestion}
              action={`${path}/unadopt`}
              kind="tertiary"
            />
          ) : null}
        </ButtonRow>
      ) : null}
    </Stack>
  );
}

function Move({ path, chapter, direction }: { path: string; chapter: Chapter; direction: 'up' | 'down' }) {
  const w = words.chapter;
  const name = direction === 'up' ? w.upOf(chapter.title) : w.downOf(chapter.title);
  return (
    <Form action={`${path}/chapters/${chapter.id}/move`} label={name}>
      <HiddenField name="direction" value={direction} />
      <Button kind="tertiary" size="sm">
        {name}
      </Button>
    </Form>
  );
}

/** How far a target has come, in words and as a bar with its figures beside. */
export function TargetFigures({ target }: { target: TargetLine }) {
  const w = words.target;
  const { newest, progress } = target;
  return (
    <>
      <DescriptionList
        items={[
          { term: w.measure, description: target.indicator },
          { term: w.base, description: w.on(target.base_value, target.unit, target.base_on) },
          {
            term: w.now,
            description:
              newest === null ? w.notMeasured : w.on(newest.value!, target.unit, newest.happened_on),
          },
          { term: w.goal, description: w.value(target.target_value, target.unit) },
          target.owner !== null && { term: w.owner, description: target.owner },
        ]}
      />
      {progress === null || progress < 0 ? null : (
        <CoverageBar label={w.progress(progress)} done={Math.round(Math.min(1, progress) * 100)} all={100} />
      )}
    </>
  );
}

function TargetCard({
  target,
  guideline,
  writes,
}: {
  target: TargetLine;
  guideline: Guideline;
  writes: boolean;
}) {
  const w = words.target;
  const path = `/guidelines/${guideline.id}`;
  return (
    <Card
      title={target.title}
      level={3}
      id={`target-${target.id}`}
      actions={<StatusBadge kind={targetBadge[target.state]}>{w.states[target.state]}</StatusBadge>}
    >
      <TargetFigures target={target} />
      {writes ? (
        <ButtonRow>
          <LinkButton
            href={`${path}/targets/${target.id}`}
            size="sm"
            icon="edit"
            label={`${w.editTitle}　${target.title}`}
          >
            {w.edit}
          </LinkButton>
          <ConfirmForm
            label={w.remove}
            question={w.removeQuestion}
            action={`${path}/targets/${target.id}/remove`}
            kind="tertiary"
            size="sm"
            danger
          />
        </ButtonRow>
      ) : null}
      {guideline.adopted ? (
        <>
          {target.facts.length === 0 ? <p>{w.noFacts}</p> : <Facts target={target} path={path} />}
          {target.may_tell ? (
            <LinkButton
              href={`${path}/facts/new?target=${target.id}`}
              size="sm"
              icon="plus"
              label={`${w.addFact}　${target.title}`}
            >
              {w.addFact}
            </LinkButton>
          ) : null}
        </>
      ) : null}
    </Card>
  );
}

function Facts({ target, path }: { target: TargetLine; path: string }) {
  const w = words.target;
  return (
    <Timeline
      label={w.facts}
      entries={target.facts.toReversed().map((one) => ({
        datetime: one.happened_on,
        when: formatDateShort(one.happened_on),
        ...(one.writer === null ? {} : { actor: one.writer }),
        ...(one.taken_back_at === null ? {} : { kind: 'plan' as const }),
        text: (
          <>
            {one.value === null ? null : `${w.value(one.value, target.unit)}　`}
            {one.taken_back_at === null ? null : <StatusBadge>{w.takenBack}</StatusBadge>}
          </>
        ),
        detail: (
          <>
            <Prose>{one.body}</Prose>
            <Evidence fact={one} />
            {target.may_tell && one.taken_back_at === null ? (
              <ConfirmForm
                label={w.takeBack}
                question={w.takeBackQuestion}
                action={`${path}/facts/take-back`}
                kind="tertiary"
                size="sm"
                fields={{ fact_id: `${one.id}` }}
              />
            ) : null}
          </>
        ),
      }))}
    />
  );
}

function Evidence({ fact }: { fact: TargetFact }) {
  const w = words.target;
  const link =
    fact.initiative !== null
      ? {
          href: `/initiatives/${fact.initiative_id}`,
          kind: w.evidenceKinds.initiative,
          text: fact.initiative,
        }
      : fact.issue !== null
        ? { href: `/issues/${fact.issue_id}`, kind: w.evidenceKinds.issue, text: fact.issue }
        : fact.meeting !== null
          ? { href: `/meetings/${fact.meeting_id}`, kind: w.evidenceKinds.meeting, text: fact.meeting }
          : fact.area !== null && fact.round_id !== null
            ? {
                href: `/partnership/${fact.round_id}/areas/${fact.area_id}#stages`,
                kind: w.evidenceKinds.stage,
                text: w.stageLink(fact.area, fact.step),
              }
            : null;
  return link === null ? null : (
    <p class="resource-meta">
      {link.kind}：<a href={link.href}>{link.text}</a>
    </p>
  );
}

/** The guideline beside the one before: targets that go on, those that ended, new ones; and which chapters differ. */
export function ComparePage(props: {
  guideline: Guideline;
  before: Guideline | undefined;
  targets: readonly TargetLine[];
  beforeTargets: readonly TargetLine[];
  chapters: readonly Chapter[];
  beforeChapters: readonly Chapter[];
}) {
  const w = words.compare;
  const { guideline, before } = props;
  const t = words.target;
  interface Pair {
    old: TargetLine | null;
    now: TargetLine | null;
  }
  const pairs: Pair[] = [
    ...props.beforeTargets.map((old) => ({
      old,
      now: props.targets.find((one) => one.follows_id === old.id) ?? null,
    })),
    ...props.targets
      .filter((one) => !props.beforeTargets.some((old) => old.id === one.follows_id))
      .map((now) => ({ old: null, now })),
  ];
  const said = (one: TargetLine) => (
    <>
      {one.title}
      <br />
      {w.from(t.value(one.base_value, one.unit), t.value(one.target_value, one.unit))}
    </>
  );
  const where = (one: TargetLine) => (
    <>
      <StatusBadge kind={targetBadge[one.state]}>{t.states[one.state]}</StatusBadge>{' '}
      {one.newest === null ? t.notMeasured : t.on(one.newest.value!, one.unit, one.newest.happened_on)}
    </>
  );
  interface Text {
    title: string;
    state: 'same' | 'changed' | 'added' | 'gone';
  }
  const texts: Text[] = [
    ...props.chapters.map(({ title, body }): Text => {
      const old = props.beforeChapters.find((one) => one.title === title);
      return { title, state: old === undefined ? 'added' : old.body === body ? 'same' : 'changed' };
    }),
    ...props.beforeChapters
      .filter((old) => !props.chapters.some((one) => one.title === old.title))
      .map(({ title }): Text => ({ title, state: 'gone' })),
  ];
  return (
    <Stack>
      <PageHeading
        kicker={guidelineName(guideline)}
        title={w.title}
        lead={before === undefined ? w.none : w.lead(guidelineName(before), guidelineName(guideline))}
      />
      {before === undefined ? null : (
        <>
          <DataTable<Pair>
            caption={w.caption}
            captionHidden
            stack
            rows={pairs}
            columns={[
              {
                key: 'old',
                label: w.columns.before,
                rowHeader: true,
                cell: ({ old }) => (old === null ? w.fresh : said(old)),
              },
              {
                key: 'reached',
                label: w.columns.reached,
                cell: ({ old }) => (old === null ? '' : where(old)),
              },
              { key: 'now', label: w.columns.now, cell: ({ now }) => (now === null ? w.ended : said(now)) },
              {
                key: 'standing',
                label: w.columns.standing,
                cell: ({ now }) => (now === null ? '' : where(now)),
              },
            ]}
          />
          <DataTable<Text>
            caption={w.text}
            rows={texts}
            columns={[
              { key: 'title', label: w.chapter, rowHeader: true },
              { key: 'state', label: w.text, cell: (one) => w[one.state] },
            ]}
          />
        </>
      )}
    </Stack>
  );
}
