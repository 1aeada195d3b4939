import { formatFiscalYear } from '../../platform/ja/dates.ts';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { Disclosure, EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { DateField, RadioGroup, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form, Fieldset, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, ResourceList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { Check, Item, Mine, Round } from './queries.ts';
import { levels, steps, type Level } from './rules.ts';
import { words } from './words.ja.ts';

type State = FormState & { conflict?: Conflict };

export interface Waiting {
  holder: string;
  name: string;
  area: string;
  href: string;
  state: 'new' | 'begun' | 'handed_in';
  closes_on: string;
}

/** What the steps are, what waits for the own answers, and every round. */
export function PartnershipPage(props: {
  rounds: readonly Round[];
  waiting: readonly Waiting[];
  mayManage: boolean;
  today: string;
}) {
  const w = words.list;
  return (
    <Stack>
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          props.mayManage ? (
            <LinkButton href="/partnership/new" kind="primary" icon="plus">
              {w.add}
            </LinkButton>
          ) : null
        }
      />
      <WaitingList waiting={props.waiting} />
      <Section title={w.rounds} id="rounds">
        <DataTable<Round>
          caption={w.caption}
          captionHidden
          stack
          rows={props.rounds}
          empty={
            <EmptyState
              title={w.empty.title}
              text={props.mayManage ? w.empty.first : w.empty.text}
              icon="note"
            />
          }
          columns={[
            {
              key: 'name',
              label: w.columns.name,
              rowHeader: true,
              cell: (one) => <a href={`/partnership/${one.id}`}>{one.name}</a>,
            },
            {
              key: 'fiscal_year',
              label: w.columns.fiscal_year,
              nowrap: true,
              cell: (one) => formatFiscalYear(one.fiscal_year),
            },
            { key: 'area_system', label: w.columns.area_system },
            {
              key: 'days',
              label: w.columns.days,
              cell: (one) => (
                <>
                  {w.days(one.opens_on, one.closes_on)} <RoundBadge round={one} today={props.today} />
                </>
              ),
            },
          ]}
        />
      </Section>
      <Section title={w.steps} id="steps">
        <DescriptionList
          items={steps.map((step) => ({ term: words.step(step), description: words.steps[step] }))}
        />
      </Section>
    </Stack>
  );
}

/** What waits for the actor's own answers; nothing where nothing does. */
export function WaitingList({ waiting }: { waiting: readonly Waiting[] }) {
  const w = words.list;
  const label = { new: w.answer, begun: w.goOn, handed_in: w.change };
  if (waiting.length === 0) return null;
  return (
    <Section title={w.waiting} id="waiting">
      <ResourceList
        level={3}
        items={waiting.map((one) => ({
          title: label[one.state](one.name),
          href: one.href,
          text: `${one.area}　${w.until(one.closes_on)}`,
          icon: one.state === 'handed_in' ? ('check' as const) : ('edit' as const),
        }))}
      />
    </Section>
  );
}

export function RoundBadge({ round, today }: { round: Round; today: string }) {
  const w = words.list;
  if (today < round.opens_on) return <StatusBadge>{w.coming}</StatusBadge>;
  return today <= round.closes_on ? (
    <StatusBadge kind="info">{w.open}</StatusBadge>
  ) : (
    <StatusBadge>{w.closed}</StatusBadge>
  );
}

/** Beginning a round, or changing one; the kind of areas is chosen once. */
export function RoundForm(props: {
  state: State;
  round: Round | null;
  systems: readonly { code: string; name: string }[];
}) {
  const { state, round } = props;
  const field = fields(state.values, state.errors);
  const w = words.round;
  return (
    <Stack>
      <PageHeading title={round ? w.editTitle : w.newTitle} />
      <Form action={round ? `/partnership/${round.id}/edit` : '/partnership/new'} errors={state.errors}>
        <ConflictNotice state={state} />
        {round === null || state.conflict ? null : (
          <HiddenField name="_version" value={field('_version').value} />
        )}
        <TextField {...field('name')} label={w.name} help={w.nameHelp} required maxLength={80} />
        {round ? (
          <HiddenField name="area_system_code" value={round.area_system_code} />
        ) : (
          <Select
            {...field('area_system_code')}
            label={w.area_system_code}
            required
            width="l"
            options={props.systems.map(({ code, name }) => ({ value: code, label: name }))}
          />
        )}
        <DateField {...field.date('opens_on')} label={w.opens_on} required />
        <DateField {...field.date('closes_on')} label={w.closes_on} required />
        <TextArea
          {...field('note')}
          label={w.note}
          help={w.noteHelp}
          required={false}
          rows={3}
          maxChars={1000}
        />
        <ButtonRow>
          <Button size="lg">{round ? w.saveEdit : w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** Whether the boxes for what a check point is seen by hold anything, or anything wrong. */
const tells = ({ values, errors }: State, code: string): boolean =>
  [`evidence_${code}`, `evidence_on_${code}`, `evidence_on_${code}_y`].some(
    (name) => String(values[name] ?? '') !== '' || errors[name] !== undefined,
  );

/** The twelve check points with room for what each is seen by. Saves itself; a button saves it without script. */
export function CheckPage(props: {
  round: Round;
  area: { id: number; name: string };
  holder: Mine;
  items: readonly Item[];
  check: Check | undefined;
  before: ReadonlyMap<string, number | null>;
  open: boolean;
  state: State;
}) {
  const { round, area, holder, check, state } = props;
  const field = fields(state.values, state.errors);
  const w = words.check;
  const path = `/partnership/${round.id}/areas/${area.id}/answer/${holder.holder}`;
  const said = (level: number | null): string =>
    level === null ? words.unknown : words.levels[level as Level];
  return (
    <Stack>
      <PageHeading kicker={round.name} title={w.title(area.name)} lead={w.lead(holder.name)} />
      {round.note === '' ? null : <NotificationBanner kind="info" title={round.note} />}
      {props.open ? null : <NotificationBanner kind="warning" title={w.closed} />}
      <Form
        action={path}
        errors={state.errors}
        {...(props.open
          ? { autosave: `${path}/draft`, enter: { formaction: `${path}/save`, label: w.save } }
          : {})}
      >
        <ConflictNotice state={state} />
        {state.conflict ? null : (
          <HiddenField name="_version" value={String(state.values._version ?? check?.version ?? 0)} />
        )}
        {steps.map((step) => (
          <Fieldset legend={words.stepTitle(step)} id={`step-${step}`}>
            {props.items
              .filter((item) => item.step === step)
              .map((item) => (
                <Stack gap="sm">
                  <RadioGroup
                    {...field(`level_${item.code}`)}
                    label={item.body}
                    help={
                      props.before.has(item.code)
                        ? `${item.hint}　${w.before(said(props.before.get(item.code) ?? null))}`.trim()
                        : item.hint || undefined
                    }
                    required
                    inline
                    options={[
                      ...levels.map((level) => ({ value: String(level), label: words.levels[level] })),
                      { value: 'unknown', label: words.unknown },
                    ]}
                  />
                  <Disclosure summary={w.evidence} open={tells(state, item.code)}>
                    <TextArea
                      {...field(`evidence_${item.code}`)}
                      label={w.evidenceText}
                      required={false}
                      rows={2}
                      maxChars={500}
                    />
                    <DateField
                      {...field.date(`evidence_on_${item.code}`)}
                      label={w.evidence_on}
                      required={false}
                    />
                  </Disclosure>
                </Stack>
              ))}
          </Fieldset>
        ))}
        <TextArea
          {...field('remark')}
          label={w.remark}
          help={w.remarkHelp}
          required={false}
          maxChars={2000}
        />
        {props.open ? (
          <>
            <p>{w.shown}</p>
            <ButtonRow>
              <Button size="lg">{check?.published ? w.handInAgain : w.handIn}</Button>
              {check?.published ? null : (
                <Button kind="secondary" formaction={`${path}/save`}>
                  {w.save}
                </Button>
              )}
            </ButtonRow>
          </>
        ) : null}
      </Form>
    </Stack>
  );
}
