import { formatDate, formatDateShort } from '../../platform/ja/dates.ts';
import { EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Card, PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { ResourceList, Timeline } from '../../platform/ui/records.tsx';
import { TargetFigures } from './pages-guidelines.tsx';
import { CrossTables } from './pages-surveys.tsx';
import type { Chapter, Guideline, TargetLine } from './queries-guidelines.ts';
import type { FigureForAll, LocalMeeting, Saying, Summary } from './queries-surveys.ts';
import { targetBadge, words } from './words-guidelines.ja.ts';

const w = words.open;

/** What was adopted and what was found out, for anybody. */
export function OpenGuidelines(props: { guidelines: readonly Guideline[]; summaries: readonly Summary[] }) {
  return (
    <Stack>
      <PageHeading title={w.guidelines} lead={w.guidelinesLead} />
      <Section title={w.both.guidelines} id="guidelines">
        {props.guidelines.length === 0 ? (
          <EmptyState title={w.noGuidelines} level={3} />
        ) : (
          <ResourceList
            level={3}
            label={w.both.guidelines}
            items={props.guidelines.map((one) => ({
              title: one.title,
              href: `/open/guidelines/${one.id}`,
              meta: [
                one.area ?? words.guidelines.whole,
                words.guidelines.period(one.starts_on, one.ends_on),
                words.guidelines.edition(one.edition),
              ].join('　'),
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
              title: one.title,
              href: `/open/results/${one.id}`,
              meta: formatDateShort(one.surveyed_on),
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
  return (
    <Stack>
      <PageHeading
        kicker={words.guidelines.edition(guideline.edition)}
        title={guideline.title}
        lead={[
          guideline.area ?? words.guidelines.whole,
          words.guidelines.period(guideline.starts_on, guideline.ends_on),
          words.guideline.adopted(guideline.adopted_on!),
        ].join('　')}
      />
      <Card title={w.vision} tone="key" id="vision">
        <Prose>{guideline.vision}</Prose>
      </Card>
      {props.chapters
        .filter((one) => one.body !== '')
        .map((one, at) => (
          <Section title={words.chapter.number(at + 1, one.title)} id={`chapter-${one.id}`}>
            <Prose>{one.body}</Prose>
          </Section>
        ))}
      <Section title={w.targets} id="targets">
        {props.targets.map((one) => {
          const facts = one.facts.filter((fact) => fact.taken_back_at === null);
          return (
            <Card
              title={one.title}
              level={3}
              id={`target-${one.id}`}
              actions={
                <StatusBadge kind={targetBadge[one.state]}>{words.target.states[one.state]}</StatusBadge>
              }
            >
              <TargetFigures target={one} />
              {facts.length === 0 ? null : (
                <Timeline
                  label={w.facts}
                  entries={facts.toReversed().map((fact) => ({
                    datetime: fact.happened_on,
                    when: formatDateShort(fact.happened_on),
                    text:
                      fact.value === null
                        ? fact.body
                        : `${words.target.value(fact.value, one.unit)}　${fact.body}`,
                  }))}
                />
              )}
            </Card>
          );
        })}
      </Section>
      {guideline.summary === null ? null : (
        <p>
          {w.based}：<a href={`/open/results/${guideline.summary_id}`}>{guideline.summary}</a>
        </p>
      )}
    </Stack>
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
  const meetings = props.meetings.filter((one) => one.event !== null && one.event_cancelled_at === null);
  return (
    <Stack>
      <PageHeading
        title={summary.title}
        lead={[formatDate(summary.surveyed_on), summary.answers === null ? '' : w.answered(summary.answers)]
          .join('　')
          .trim()}
      />
      {summary.lead === '' ? null : <Prose>{summary.lead}</Prose>}
      <Section title={w.figures} id="figures" lead={`${w.source}：${summary.source}`}>
        <CrossTables figures={figures} />
        {figures.some((one) => one.value === null) ? <p>{words.figures.keptNote}</p> : null}
      </Section>
      <Section title={w.meetings} id="meetings">
        {meetings.length === 0 ? (
          <p>{w.noMeetings}</p>
        ) : (
          <ResourceList
            level={3}
            label={w.meetings}
            items={meetings.map((one) => ({
              title: one.event!,
              href: `/open/events/${one.event_id}`,
              text: words.meetings.when(one.starts_on!, one.place_name ?? ''),
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
              title: one.body,
              meta: words.sayings.by(words.sayings.sayers[one.said_by], one.area),
              ...(one.target_id === null
                ? {}
                : { badge: <StatusBadge kind="info">{words.sayings.isTarget}</StatusBadge> }),
            }))}
          />
        </Section>
      )}
    </Stack>
  );
}
