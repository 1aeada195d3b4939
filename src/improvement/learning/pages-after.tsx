import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDateShort, formatFiscalYear } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Checkbox, DateField, RadioGroup, Select, TextArea } from '../../platform/ui/fields.tsx';
import { fields, FilterBar, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DataTable, type Column } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import type { OpenDay } from './queries.ts';
import type { Practice } from './queries-after.ts';
import { keeps, tried } from './rules.ts';
import { words } from './words-after.ja.ts';
import { placeAndDay } from './words.ja.ts';

type State = FormState & { conflict?: Conflict };

const pathOf = (one: { open_day_id: number; facility_id: number }): string =>
  `/open-days/${one.open_day_id}/practices/${one.facility_id}`;

const became = (one: Practice): Child =>
  one.tried === null ? (
    words.practice.waits(one.try_from)
  ) : (
    <>
      <StatusBadge kind={one.tried === 'not_yet' ? 'neutral' : 'success'}>
        {words.followUp.state(one.tried, one.keeps)}
      </StatusBadge>
      {one.happened === null || one.happened === '' ? null : <Prose>{one.happened}</Prose>}
    </>
  );

const columns = (w = words.practice): Column<Practice>[] => [
  { key: 'facility', label: w.facility, rowHeader: true },
  {
    key: 'what',
    label: w.what,
    cell: (one) => (
      <>
        <Prose>{one.what}</Prose>
        {one.why === '' ? null : <Prose quiet>{one.why}</Prose>}
      </>
    ),
  },
  { key: 'state', label: w.state, cell: became },
];

/** What visiting facilities took home, with what became of it. */
export function Practices(props: {
  openDay: OpenDay;
  practices: readonly Practice[];
  /** facilities of the actor that came and have chosen none yet */
  to_choose: readonly { facility_id: number; facility: string }[];
}) {
  const { openDay, practices } = props;
  const w = words.practice;
  return (
    <Section title={w.title} id="practices" lead={w.lead}>
      <DataTable<Practice>
        caption={w.caption}
        captionHidden
        stack
        rows={practices}
        empty={<EmptyState title={w.empty.title} text={w.empty.text} icon="home" />}
        columns={[
          ...columns(),
          ...(practices.some((one) => one.is_own)
            ? [
                {
                  key: 'change',
                  label: w.change,
                  labelHidden: true,
                  nowrap: true,
                  cell: (one: Practice) =>
                    one.is_own ? (
                      <ButtonRow>
                        <LinkButton href={pathOf(one)} size="sm" label={w.editLabel(one.facility)}>
                          {w.edit}
                        </LinkButton>
                        <LinkButton
                          href={`${pathOf(one)}/follow-up`}
                          size="sm"
                          label={words.followUp.answerLabel(one.facility)}
                        >
                          {words.followUp.answer}
                        </LinkButton>
                      </ButtonRow>
                    ) : null,
                },
              ]
            : []),
        ]}
      />
      <ButtonRow>
        {props.to_choose.map((one) => (
          <LinkButton
            href={pathOf({ open_day_id: openDay.id, facility_id: one.facility_id })}
            kind="secondary"
            label={w.chooseLabel(one.facility)}
          >
            {w.choose}
          </LinkButton>
        ))}
        <LinkButton href="/open-days/practices" kind="tertiary">
          {words.list.link}
        </LinkButton>
      </ButtonRow>
    </Section>
  );
}

export function PracticePage(props: {
  openDay: OpenDay;
  facility: { id: number; name: string };
  state: State;
}) {
  const { openDay, facility, state } = props;
  const field = fields(state.values, state.errors);
  const w = words.practice;
  return (
    <Stack>
      <PageHeading
        kicker={placeAndDay(openDay.held_on, openDay.facility)}
        title={w.editTitle(facility.name)}
        lead={w.formLead}
      />
      <Form action={pathOf({ open_day_id: openDay.id, facility_id: facility.id })} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={field('_version').value || '0'} />}
        <TextArea {...field('what')} label={w.what} help={w.whatHelp} required rows={3} maxChars={500} />
        <TextArea {...field('why')} label={w.why} required={false} rows={3} maxChars={500} />
        <DateField {...field.date('try_from')} label={w.try_from} required />
        <Checkbox {...field.checked('shared')} label={w.shared} help={w.sharedHelp} />
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

export function FollowUpPage(props: { practice: Practice; state: State }) {
  const { practice, state } = props;
  const field = fields(state.values, state.errors);
  const w = words.followUp;
  return (
    <Stack>
      <PageHeading kicker={practice.title} title={w.title} lead={w.lead(practice.what)} />
      {practice.asked_on === null ? null : <p>{w.asked(practice.asked_on)}</p>}
      <Form action={`${pathOf(practice)}/follow-up`} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={field('_version').value || '0'} />}
        <RadioGroup
          {...field('tried')}
          label={w.tried}
          required
          options={tried.map((one) => ({ value: one, label: words.tried[one] }))}
        />
        <TextArea
          {...field('happened')}
          label={w.happened}
          help={w.happenedHelp}
          required={false}
          rows={5}
          maxChars={2000}
        />
        <RadioGroup
          {...field('keeps')}
          label={w.keeps}
          help={w.keepsHelp}
          options={keeps.map((one) => ({ value: one, label: words.keeps[one] }))}
        />
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** Every practice of a year's open days the actor may read. */
export function PracticeList(props: {
  practices: readonly Practice[];
  fiscal_year: number;
  years: readonly number[];
  exportHref: (format: 'xlsx' | 'csv') => string;
}) {
  const w = words.list;
  const { practices } = props;
  return (
    <Stack>
      <PageHeading title={w.title} lead={w.lead} />
      <FilterBar
        action="/open-days/practices"
        active={[]}
        clearHref="/open-days/practices"
        actions={
          <>
            <UtilityLink href={props.exportHref('xlsx')} icon="download" download>
              {w.export}
            </UtilityLink>
            <UtilityLink href={props.exportHref('csv')} icon="download" download>
              {w.exportCsv}
            </UtilityLink>
          </>
        }
      >
        <Select
          name="year"
          label={w.year}
          value={`${props.fiscal_year}`}
          empty={false}
          options={props.years.map((year) => ({ value: `${year}`, label: formatFiscalYear(year) }))}
        />
      </FilterBar>
      {practices.length === 0 ? null : (
        <p>
          {w.counts(
            practices.length,
            practices.filter((one) => one.tried !== null).length,
            practices.filter((one) => one.keeps === 'keep' || one.keeps === 'change').length,
          )}
        </p>
      )}
      <DataTable<Practice>
        caption={w.title}
        captionHidden
        stack
        rows={practices}
        empty={<EmptyState title={words.practice.empty.title} text={words.practice.empty.text} icon="home" />}
        columns={[
          {
            key: 'title',
            label: w.header[1],
            cell: (one) => (
              <>
                <a href={`/open-days/${one.open_day_id}`}>{one.title}</a>
                {`　${formatDateShort(one.held_on)}`}
              </>
            ),
          },
          ...columns(),
        ]}
      />
      <LinkButton href="/open-days" kind="tertiary">
        {w.back}
      </LinkButton>
    </Stack>
  );
}
