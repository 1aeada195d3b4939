import type { Offer } from '../../platform/search/offers.ts';
import { ButtonRow, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Checkbox, DateField, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { fields, FilterBar, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Button } from '../../platform/ui/buttons.tsx';
import { Card, PageHeading, PageNavigation, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, ResourceList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import type { AreaOption } from '../../base/areas/queries.ts';
import type { Initiative, InitiativeFilter, InitiativeLine } from './queries.ts';
import { planParts, states, type InitiativeState } from './rules.ts';
import { examples, words as exampleWords } from './words-examples.ja.ts';
import { badgeOf, words } from './words.ja.ts';

export function StateBadge({ state }: { state: InitiativeState }) {
  return <StatusBadge kind={badgeOf[state]}>{words.states[state]}</StatusBadge>;
}

export const areaChoices = (areas: readonly AreaOption[]) =>
  areas.map((one) => ({ value: `${one.id}`, label: one.name, group: one.system_name }));

/** Every initiative, filtered; with ways to the register of lending and to the guidelines. */
export function InitiativesPage(props: {
  lines: readonly InitiativeLine[];
  total: number;
  paging: { page: number; size: number };
  filter: InitiativeFilter;
  areas: readonly AreaOption[];
  mayBegin: boolean;
  href: (changes: Record<string, string | number | null>) => string;
}) {
  const w = words.list;
  const { filter, href } = props;
  const area = props.areas.find((one) => one.id === filter.area_id);
  const active = [
    ...(filter.q === '' ? [] : [{ label: filter.q, removeHref: href({ q: null }) }]),
    ...(filter.state === ''
      ? []
      : [
          {
            label: filter.state === 'open' ? w.open : words.states[filter.state],
            removeHref: href({ state: null }),
          },
        ]),
    ...(area === undefined ? [] : [{ label: area.name, removeHref: href({ area_id: null }) }]),
    ...(filter.mine ? [{ label: w.filter.mine, removeHref: href({ mine: null }) }] : []),
  ];
  return (
    <Stack>
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          <ButtonRow>
            {props.mayBegin ? (
              <LinkButton href="/initiatives/new" kind="primary" icon="plus">
                {w.add}
              </LinkButton>
            ) : null}
            <LinkButton href="/lending">{w.lending}</LinkButton>
            <LinkButton href="/guidelines">{w.guidelines}</LinkButton>
            <LinkButton href="/survey-summaries">{w.surveys}</LinkButton>
            <UtilityLink href="/initiatives/examples">{exampleWords.link}</UtilityLink>
          </ButtonRow>
        }
      />
      <FilterBar
        action="/initiatives"
        active={active}
        clearHref="/initiatives"
        actions={
          <>
            <UtilityLink
              href={href({}).replace('/initiatives', '/initiatives/export')}
              icon="download"
              download
            >
              {w.export}
            </UtilityLink>
            <UtilityLink
              href={href({ format: 'csv' }).replace('/initiatives', '/initiatives/export')}
              icon="download"
              download
            >
              {w.exportCsv}
            </UtilityLink>
          </>
        }
      >
        <TextField name="q" label={w.filter.q} value={filter.q} />
        <Select
          name="state"
          label={w.filter.state}
          value={filter.state}
          empty={w.all}
          options={[
            { value: 'open', label: w.open },
            ...states.map((state) => ({ value: state, label: words.states[state] })),
          ]}
        />
        <Select
          name="area_id"
          label={w.filter.area}
          value={`${filter.area_id ?? ''}`}
          empty={w.all}
          options={areaChoices(props.areas)}
        />
        <Checkbox name="mine" label={w.mineOnly} checked={filter.mine} />
      </FilterBar>
      <DataTable<InitiativeLine>
        caption={w.caption}
        captionHidden
        stack
        rows={props.lines}
        empty={
          <EmptyState
            title={w.empty.title}
            text={active.length > 0 ? w.empty.filtered : w.empty.text}
            icon="people"
          />
        }
        columns={[
          {
            key: 'title',
            label: w.columns.title,
            rowHeader: true,
            cell: (one) => <a href={`/initiatives/${one.id}`}>{one.title}</a>,
          },
          { key: 'area', label: w.columns.area, cell: (one) => one.area ?? w.whole },
          { key: 'lead', label: w.columns.lead },
          {
            key: 'partners',
            label: w.columns.partners,
            nowrap: true,
            cell: (one) => w.partners(one.partners ?? 0),
          },
          { key: 'period', label: w.columns.period, cell: (one) => w.period(one.starts_on, one.ends_on) },
          {
            key: 'state',
            label: w.columns.state,
            nowrap: true,
            cell: (one) => <StateBadge state={one.state} />,
          },
        ]}
      />
      <PageNavigation
        total={props.total}
        page={props.paging.page}
        size={props.paging.size}
        href={(page) => href({ page })}
      />
    </Stack>
  );
}

/** Beginning one, from an issue, an example or a blank sheet; or wording its plan anew. */
export function PlanForm(props: {
  state: FormState & { conflict?: Conflict };
  initiative: Initiative | null;
  /** null where who leads it stands */
  bodies: Offer | null;
  areas: readonly AreaOption[];
  forums: readonly { id: number; name: string }[];
  issue: { id: number; title: string } | undefined;
}) {
  const { state, initiative } = props;
  const field = fields(state.values, state.errors);
  const w = words.plan;
  return (
    <Stack>
      <PageHeading
        title={initiative ? w.editTitle : words.begin.title}
        lead={initiative ? w.about : words.begin.lead}
      />
      {initiative ? null : (
        <p>
          {props.issue ? words.begin.fromIssue(props.issue.title) : null}{' '}
          <a href="/initiatives/examples">{exampleWords.link}</a>
        </p>
      )}
      <Form
        action={initiative ? `/initiatives/${initiative.id}/edit` : '/initiatives/new'}
        errors={state.errors}
      >
        <ConflictNotice state={state} />
        {initiative === null || state.conflict ? null : (
          <HiddenField name="_version" value={field('_version').value} />
        )}
        {initiative === null ? <HiddenField name="issue_id" value={field('issue_id').value} /> : null}
        <TextField {...field('title')} label={w.title} help={w.titleHelp} required maxLength={80} />
        {initiative || !props.bodies ? null : (
          <FindOne
            {...field('lead')}
            label={words.begin.leadBody}
            help={words.begin.leadHelp}
            required
            width="l"
            offer={props.bodies}
          />
        )}
        <Select
          {...field('area_id')}
          label={w.area_id}
          required={false}
          width="l"
          empty={w.wholeCity}
          options={areaChoices(props.areas)}
        />
        {planParts.map((part) => (
          <TextArea
            {...field(part)}
            label={w[part]}
            help={words.asks[part]}
            required={false}
            rows={4}
            maxChars={part === 'aim' || part === 'families' ? 600 : 1000}
          />
        ))}
        {props.forums.length === 0 ? (
          <HiddenField name="forum_id" value={field('forum_id').value} />
        ) : (
          <Select
            {...field('forum_id')}
            label={w.forum_id}
            help={w.forumHelp}
            required={false}
            width="l"
            empty={w.noForum}
            options={props.forums.map((one) => ({ value: `${one.id}`, label: one.name }))}
          />
        )}
        <DateField {...field.date('starts_on')} label={w.starts_on} required />
        <DateField {...field.date('ends_on')} label={w.ends_on} help={w.endsHelp} required={false} />
        <ButtonRow>
          <Button size="lg">{initiative ? w.saveEdit : words.begin.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** The six examples, each with a way to begin a plan from it. */
export function ExamplesPage({ mayBegin }: { mayBegin: boolean }) {
  return (
    <Stack>
      <PageHeading title={exampleWords.title} lead={exampleWords.lead} />
      {examples.map((one, at) => (
        <Card title={one.title} id={`example-${at + 1}`}>
          <Stack gap="sm">
            <p>
              <StatusBadge>{exampleWords.step(one.step)}</StatusBadge>
            </p>
            <Prose>{one.story}</Prose>
            <DescriptionList
              layout="stack"
              items={planParts.map(
                (part) =>
                  one.plan[part] !== undefined && { term: words.plan[part], description: one.plan[part] },
              )}
            />
            {mayBegin ? (
              <LinkButton href={`/initiatives/new?example=${at + 1}`} kind="secondary">
                {exampleWords.use}
              </LinkButton>
            ) : null}
          </Stack>
        </Card>
      ))}
    </Stack>
  );
}

interface BesideLine {
  id: number;
  title: string;
  aim: string;
  state: InitiativeState;
}
const besideItems = (lines: readonly BesideLine[]) =>
  lines.map((one) => ({
    title: one.title,
    href: `/initiatives/${one.id}`,
    text: one.aim,
    icon: 'people' as const,
    badge: <StateBadge state={one.state} />,
  }));

export function BesideIssue(props: { lines: readonly BesideLine[]; begin: string | null }) {
  const w = words.issue;
  if (props.lines.length === 0 && props.begin === null) return null;
  return (
    <Card title={w.title} id="initiatives">
      {props.lines.length === 0 ? (
        <p>{w.none}</p>
      ) : (
        <ResourceList level={3} label={w.title} items={besideItems(props.lines)} />
      )}
      {props.begin === null ? null : (
        <ButtonRow>
          <LinkButton href={props.begin} icon="plus" size="sm">
            {w.begin}
          </LinkButton>
        </ButtonRow>
      )}
    </Card>
  );
}

export function BesideArea({ lines }: { lines: readonly BesideLine[] }) {
  const w = words.area;
  return lines.length === 0 ? null : (
    <Section title={w.title} id="initiatives" lead={w.lead}>
      <ResourceList level={3} label={w.title} items={besideItems(lines)} />
    </Section>
  );
}
