import { useContext, type Child } from '../../platform/ui/jsx-runtime.ts';
import { formatCount, formatPercent } from '../../platform/ja/numbers.ts';
import { EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Card, PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, ResourceList, Timeline } from '../../platform/ui/records.tsx';
import { dayIn, daysIn, shortDayIn } from '../../platform/ui/speech-dates.ts';
import { japanese, marksIn, ReadingContext } from '../../platform/ui/speech.ts';
import { CrossTables, Quantity } from './pages-surveys.tsx';
import type { Chapter, Guideline, TargetLine } from './queries-guidelines.ts';
import type { FigureForAll, LocalMeeting, Saying, Summary } from './queries-surveys.ts';
import { guidelineName, targetBadge } from './words-guidelines.ja.ts';
import { guidelineWords } from './words-open.ts';

/** What the city's people wrote: Japanese on every page, and marked so. */
function Written({ children }: { children?: Child }) {
  return <span lang={japanese(useContext(ReadingContext))}>{children}</span>;
}

function Told({ text }: { text: string }) {
  return (
    <div lang={japanese(useContext(ReadingContext))}>
      <Prose>{text}</Prose>
    </div>
  );
}

/** Whose guideline it is, for which years, in which edition. */
function Scope({ guideline, edition = false }: { guideline: Guideline; edition?: boolean }) {
  const reading = useContext(ReadingContext);
  const { gap } = marksIn(reading);
  const w = guidelineWords();
  return (
    <span>
      {guideline.area === null ? w.whole : <Written>{guideline.area}</Written>}
      {gap}
      {daysIn(reading, guideline.starts_on, guideline.ends_on)}
      {edition ? `${gap}${w.edition(guideline.edition)}` : null}
    </span>
  );
}

/** What was adopted and what was found out, for anybody. */
export function OpenGuidelines(props: { guidelines: readonly Guideline[]; summaries: readonly Summary[] }) {
  const reading = useContext(ReadingContext);
  const w = guidelineWords();
  return (
    <Stack>
      <PageHeading title={w.guidelines} lead={w.lead} />
      <Section title={w.both.guidelines} id="guidelines">
        {props.guidelines.length === 0 ? (
          <EmptyState title={w.noGuidelines} level={3} />
        ) : (
          <ResourceList
            level={3}
            label={w.both.guidelines}
            items={props.guidelines.map((one) => ({
              title: <Written>{guidelineName(one)}</Written>,
              href: `/open/guidelines/${one.id}`,
              meta: <Scope guideline={one} edition />,
              icon: 'note' as const,
            }))}
          />
        )}
      </Section>
      <Section title={w.both.results} id="results" lead={w.resultsLead}>
        {props.summaries.length === 0 ? (
          <EmptyState title={w.noResults} level={3} />
        ) : (
          <ResourceList
            level={3}
            label={w.both.results}
            items={props.summaries.map((one) => ({
              title: <Written>{one.title}</Written>,
              href: `/open/results/${one.id}`,
              meta: dayIn(reading, one.surveyed_on),
              icon: 'see' as const,
            }))}
          />
        )}
      </Section>
    </Stack>
  );
}

export function OpenGuideline(props: {
  guideline: Guideline;
  chapters: readonly Chapter[];
  targets: readonly TargetLine[];
}) {
  const { guideline } = props;
  const reading = useContext(ReadingContext);
  const { colon, gap } = marksIn(reading);
  const w = guidelineWords();
  return (
    <Stack>
      <PageHeading
        kicker={w.edition(guideline.edition)}
        title={<Written>{guidelineName(guideline)}</Written>}
        lead={
          <>
            <Scope guideline={guideline} />
            {gap}
            {w.adopted(dayIn(reading, guideline.adopted_on!))}
          </>
        }
      />
      <Card title={w.vision} tone="key" id="vision">
        <Told text={guideline.vision} />
      </Card>
      {props.chapters
        .filter((one) => one.body !== '')
        .map((one, at) => (
          <Section
            title={
              <>
                {at + 1}
                {gap}
                <Written>{one.title}</Written>
              </>
            }
            id={`chapter-${one.id}`}
          >
            <Told text={one.body} />
          </Section>
        ))}
      <Section title={w.targets} id="targets">
        {props.targets.map((one) => (
          <OpenTarget target={one} />
        ))}
      </Section>
      {guideline.summary === null ? null : (
        <p>
          {w.based}
          {colon}
          <a href={`/open/results/${guideline.summary_id}`}>
            <Written>{guideline.summary}</Written>
          </a>
        </p>
      )}
    </Stack>
  );
}

/** A target with where it stands and what has happened. */
function OpenTarget({ target }: { target: TargetLine }) {
  const reading = useContext(ReadingContext);
  const { aside, gap } = marksIn(reading);
  const words = guidelineWords();
  const w = words.target;
  const facts = target.facts.filter((fact) => fact.taken_back_at === null);
  const { newest, progress } = target;
  const on = (value: number, day: string) => (
    <>
      <Quantity value={value} unit={target.unit} />
      {aside(dayIn(reading, day))}
    </>
  );
  return (
    <Card
      title={<Written>{target.title}</Written>}
      level={3}
      id={`target-${target.id}`}
      actions={<StatusBadge kind={targetBadge[target.state]}>{w.states[target.state]}</StatusBadge>}
    >
      <DescriptionList
        items={[
          { term: w.measure, description: <Written>{target.indicator}</Written> },
          { term: w.base, description: on(target.base_value, target.base_on) },
          {
            term: w.now,
            description: newest === null ? w.notMeasured : on(newest.value!, newest.happened_on),
          },
          { term: w.goal, description: <Quantity value={target.target_value} unit={target.unit} /> },
          target.owner !== null && { term: w.owner, description: <Written>{target.owner}</Written> },
        ]}
      />
      {progress === null || progress < 0 ? null : <p>{w.progress(formatPercent(progress, 0))}</p>}
      {facts.length === 0 ? null : (
        <Timeline
          label={words.facts}
          entries={facts.toReversed().map((fact) => ({
            datetime: fact.happened_on,
            when: shortDayIn(reading, fact.happened_on),
            text: (
              <>
                {fact.value === null ? null : (
                  <>
                    <Quantity value={fact.value} unit={target.unit} />
                    {gap}
                  </>
                )}
                <Written>{fact.body}</Written>
              </>
            ),
          }))}
        />
      )}
    </Card>
  );
}

/** A survey's results for those who answered: figures without what few people said, where they are talked over, what was said. */
export function OpenResults(props: {
  summary: Summary;
  figures: readonly FigureForAll[];
  meetings: readonly LocalMeeting[];
  sayings: readonly Saying[];
}) {
  const { summary, figures } = props;
  const reading = useContext(ReadingContext);
  const { colon, gap } = marksIn(reading);
  const w = guidelineWords();
  const meetings = props.meetings.filter((one) => one.event !== null && one.event_cancelled_at === null);
  return (
    <Stack>
      <PageHeading
        title={<Written>{summary.title}</Written>}
        lead={[
          dayIn(reading, summary.surveyed_on),
          ...(summary.answers === null ? [] : [w.answered(formatCount(summary.answers))]),
        ].join(gap)}
      />
      {summary.lead === '' ? null : <Told text={summary.lead} />}
      <Section
        title={w.figures}
        id="figures"
        lead={
          <>
            {w.source}
            {colon}
            <Written>{summary.source}</Written>
          </>
        }
      >
        <CrossTables figures={figures} />
        {figures.some((one) => one.value === null) ? <p>{w.keptNote}</p> : null}
      </Section>
      <Section title={w.meetings} id="meetings">
        {meetings.length === 0 ? (
          <p>{w.noMeetings}</p>
        ) : (
          <ResourceList
            level={3}
            label={w.meetings}
            items={meetings.map((one) => ({
              title: <Written>{one.event!}</Written>,
              href: `/open/events/${one.event_id}`,
              text: (
                <>
                  {dayIn(reading, one.starts_on!)}
                  {gap}
                  <Written>{one.place_name ?? ''}</Written>
                </>
              ),
              icon: 'people' as const,
            }))}
          />
        )}
      </Section>
      {props.sayings.length === 0 ? null : (
        <Section title={w.sayings} id="sayings">
          <ResourceList
            level={3}
            label={w.sayings}
            items={props.sayings.map((one) => ({
              title: <Written>{one.body}</Written>,
              meta: (
                <span>
                  {w.sayers[one.said_by]}
                  {one.area === null ? null : (
                    <>
                      {gap}
                      <Written>{one.area}</Written>
                    </>
                  )}
                </span>
              ),
              ...(one.target_id === null
                ? {}
                : { badge: <StatusBadge kind="info">{w.isTarget}</StatusBadge> }),
            }))}
          />
        </Section>
      )}
    </Stack>
  );
}
