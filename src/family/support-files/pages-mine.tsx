import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatTime, timeOf } from '../../platform/ja/dates.ts';
import { Button, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { Disclosure, EmptyState, NotificationBanner } from '../../platform/ui/feedback.tsx';
import { Checkbox, DateField, RadioGroup, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { CodeBox } from '../../platform/ui/receipt.tsx';
import { MenuList } from '../../platform/ui/records.tsx';
import { dayIn } from '../../platform/ui/speech-dates.ts';
import { marksIn, type Reading } from '../../platform/ui/speech.ts';
import type { FormState } from '../../platform/web/form.ts';
import { showCode } from '../../platform/web/open.ts';
import { endOf, inWords, Leave, momentOf, Post, speak } from './pages-parts.tsx';
import type { KeptEntry, OpenFile } from './queries.ts';
import { stages, summaryTopics, topics, type Entry, type Stage } from './rules.ts';

/** One entry as it is read: what a family writes stays in its own language. */
export function EntryCard(props: {
  reading: Reading;
  entry: Entry;
  note?: string;
  /** where it is changed; a borrower has none */
  href?: string;
}): Child {
  const { reading, entry } = props;
  const w = speak(reading);
  return (
    <article class="support-file-entry">
      <h3 class="pre-line">{entry.title}</h3>
      <p class="support-file-meta">
        {w.stages[entry.stage]}
        {entry.dated_on === null ? null : `${marksIn(reading).gap}${dayIn(reading, entry.dated_on)}`}
      </p>
      <p class="pre-line">{entry.body}</p>
      {props.note === undefined ? null : <p class="support-file-meta">{props.note}</p>}
      {props.href === undefined ? null : (
        <p class="no-print">
          <a href={props.href}>
            {w.mine.edit}
            <span class="visually-hidden">: {entry.title}</span>
          </a>
        </p>
      )}
    </article>
  );
}

export function MinePage(props: {
  reading: Reading;
  file: OpenFile;
  stage: Stage | null;
  /** just begun: the code is shown once in large */
  fresh: boolean;
  zone: string;
}): Child {
  const { reading, file, stage } = props;
  const all = speak(reading);
  const w = all.mine;
  const shown = file.entries.filter((one) => stage === null || one.stage === stage);
  const out = file.lendings.filter((one) => one.ended_at === null);
  const at = '/open/support-file/mine';
  return (
    <Stack gap="lg">
      <Leave reading={reading} />
      <PageHeading
        title={w.of(file.profile.name)}
        lead={w.until(formatTime(timeOf(file.ends_at, props.zone)))}
      />
      {props.fresh ? <CodeBox label={w.code} code={showCode(file.profile.code)} keep={w.keep} /> : null}
      {file.spare ? null : (
        <NotificationBanner
          kind="warning"
          title={w.noSpare}
          actions={
            <LinkButton href={`${at}/settings#spare`} kind="secondary">
              {w.makeSpare}
            </LinkButton>
          }
        />
      )}
      <MenuList
        label={w.of(file.profile.name)}
        items={[
          { label: w.add, href: `${at}/entries/new`, icon: 'edit' },
          { label: w.show, href: `${at}/lend?kind=show`, icon: 'search' },
          { label: w.lend, href: `${at}/lend?kind=lend`, icon: 'people' },
          { label: w.summary, href: `${at}/summary`, icon: 'print' },
          { label: w.toCase, href: `${at}/case`, icon: 'support' },
          { label: w.settings, href: `${at}/settings`, icon: 'edit' },
        ]}
      />
      {out.length === 0 ? (
        <p>{w.noneOut}</p>
      ) : (
        <Section title={w.out} id="out">
          <ul class="open-list">
            {out.map((one) => (
              <li class="open-line">
                <p class="open-line-when">{all.lending.ends(endOf(reading, one, props.zone))}</p>
                <div class="open-line-words">
                  <h3 class="open-line-title">
                    <a href={`${at}/lendings/${one.id}`}>{one.to || w.show}</a>
                  </h3>
                  <p class="open-line-text">
                    {one.looks.length === 0
                      ? all.lending.noLooks
                      : `${all.lending.looks}: ${momentOf(reading, one.looks[0]!.looked_at, props.zone)}`}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {file.entries.length === 0 ? (
        <EmptyState
          title={w.none}
          text={w.noneText}
          action={
            <LinkButton href={`${at}/entries/new?topic=helps`} kind="primary" size="lg">
              {w.add}
            </LinkButton>
          }
        />
      ) : (
        <>
          <nav class="support-file-stages" aria-label={w.stageLabel}>
            <ul>
              {[null, ...stages.filter((one) => file.entries.some((entry) => entry.stage === one))].map(
                (one) => (
                  <li>
                    <a
                      class="chip chip-link"
                      href={one === null ? at : `${at}?stage=${one}`}
                      aria-current={one === stage ? 'true' : undefined}
                    >
                      {one === null ? w.allStages : all.stages[one]}
                    </a>
                  </li>
                ),
              )}
            </ul>
          </nav>
          {topics.map((topic) => {
            const list = shown.filter((one) => one.topic === topic);
            const now = list.filter((one) => one.replaced_by === null);
            const before = list.filter((one) => one.replaced_by !== null);
            return (
              <Section
                title={all.topics[topic]}
                id={topic}
                actions={
                  <LinkButton href={`${at}/entries/new?topic=${topic}`} kind="tertiary" size="sm">
                    {w.add}
                  </LinkButton>
                }
              >
                {now.length === 0 ? <p class="support-file-meta">{w.noneHere}</p> : null}
                {now.map((entry) => (
                  <EntryCard reading={reading} entry={entry} href={`${at}/entries/${entry.id}`} />
                ))}
                {before.length === 0 ? null : (
                  <Disclosure summary={w.older}>
                    {before.map((entry) => (
                      <EntryCard reading={reading} entry={entry} href={`${at}/entries/${entry.id}`} />
                    ))}
                  </Disclosure>
                )}
              </Section>
            );
          })}
          <p class="open-actions">
            <LinkButton href={`${at}/file.pdf`} kind="secondary" icon="download">
              {w.pdf}
            </LinkButton>
            <LinkButton href={`${at}/file.xlsx`} kind="secondary" icon="download">
              {w.excel}
            </LinkButton>
          </p>
        </>
      )}
      <div class="open-actions">
        <Post action="/open/support-file/close" kind="primary">
          {w.close}
        </Post>
      </div>
    </Stack>
  );
}

/** Writing an entry, or changing one (`entry`). */
export function EntryPage(props: { reading: Reading; state: FormState; entry: KeptEntry | null }): Child {
  const { reading, state, entry } = props;
  const all = speak(reading);
  const w = all.entry;
  const errors = inWords(state.errors, reading);
  const field = fields(state.values, errors);
  const action = `/open/support-file/mine/entries/${entry?.id ?? 'new'}`;
  return (
    <Stack gap="lg">
      <Leave reading={reading} />
      <PageHeading title={entry ? w.editTitle : w.title} />
      <Form action={action} errors={errors}>
        {/* After a change elsewhere the present version is the one to save over: its text stands below. */}
        <HiddenField name="_version" value={entry?.version ?? 0} />
        <Select
          {...field('topic')}
          label={w.topic}
          empty={false}
          options={topics.map((one) => ({ value: one, label: all.topics[one] }))}
        />
        <RadioGroup
          {...field('stage')}
          label={w.stage}
          inline
          options={stages.map((one) => ({ value: one, label: all.stages[one] }))}
        />
        <TextField {...field('title')} label={w.heading} help={w.headingHelp} required />
        <TextArea {...field('body')} label={w.body} help={w.bodyHelp} rows={8} maxChars={4000} required />
        <DateField {...field.date('dated_on')} label={w.day} help={w.dayHelp} required={false} />
        {entry === null || entry.replaced_by !== null ? null : (
          <Checkbox {...field.checked('replaces')} label={w.replaces} help={w.replacesHelp} />
        )}
        <Button kind="primary" size="lg">
          {w.save}
        </Button>
      </Form>
      {entry !== null && state.errors[''] === 'changed' ? (
        <Section title={all.errors.now} id="now">
          <EntryCard reading={reading} entry={entry} />
        </Section>
      ) : null}
      {entry === null ? null : (
        <ConfirmForm
          label={w.remove}
          question={w.removeAsk}
          action={`${action}/delete`}
          confirmLabel={w.remove}
          danger
        />
      )}
    </Stack>
  );
}

/** One sheet with what is useful in a hurry, to be printed in one of two sizes. */
export function SummaryPage(props: {
  reading: Reading;
  file: OpenFile;
  size: 'a6' | 'a4';
  today: string;
}): Child {
  const { reading, file, size } = props;
  const all = speak(reading);
  const w = all.summary;
  const at = '/open/support-file/mine/summary';
  const standing = file.entries.filter((one) => one.replaced_by === null);
  return (
    <Stack gap="lg">
      <Leave reading={reading} />
      <div class="open-actions no-print">
        <Button type="button" kind="primary" size="lg" icon="print" id="print-sheet">
          {w.print}
        </Button>
        <LinkButton href={size === 'a4' ? `${at}?size=a6` : at} kind="secondary" size="lg">
          {size === 'a4' ? w.pocket : w.full}
        </LinkButton>
      </div>
      <p class="no-print">{w.how}</p>
      <article class={`support-file-sheet support-file-sheet-${size}`}>
        <h1>{w.title(file.profile.name)}</h1>
        {file.profile.born_on === null ? null : (
          <p>
            {w.born}: {dayIn(reading, file.profile.born_on)}
          </p>
        )}
        {summaryTopics
          .map((topic) => [topic, standing.filter((one) => one.topic === topic)] as const)
          .filter(([, list]) => list.length > 0)
          .map(([topic, list]) => (
            <section>
              <h2>{all.topics[topic]}</h2>
              <dl>
                {list.map((one) => (
                  <div>
                    <dt>{one.title}</dt>
                    <dd class="pre-line">{one.body}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        <p class="support-file-meta">{w.made(dayIn(reading, props.today))}</p>
      </article>
    </Stack>
  );
}
