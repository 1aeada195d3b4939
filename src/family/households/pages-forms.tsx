import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { eraNumber, formatDate, formatDateShort, yearNumber } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import {
  Checkbox,
  CheckboxGroup,
  DateField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
} from '../../platform/ui/fields.tsx';
import { fields, Fieldset, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { languages } from './forms.ts';
import { memberName } from './pages.tsx';
import type { Address, Contact, FamilyCase, FamilyConsultation, Household, Member } from './queries.ts';
import { leavingReasons, relations, sexes } from './rules.ts';
import { words } from './words.ja.ts';

type State = FormState & { conflict?: Conflict };
const m = words.member;
const languageOptions = languages.map((value) => ({ value, label: words.languages[value] }));

/** A member, new or known. */
export function MemberPage(props: { household: Household; member: Member | null; state: State }): Child {
  const { household, member, state } = props;
  const field = fields(state.values, state.errors);
  return (
    <Stack>
      <PageHeading title={member === null ? m.add : m.edit} kicker={words.number(household.id)} />
      <Form
        action={`/households/${household.id}/members/${member === null ? 'new' : member.id}`}
        errors={state.errors}
      >
        {state.conflict ? (
          <ConflictNotice state={state} />
        ) : (
          <HiddenField name="_version" value={String(state.values._version ?? member?.version ?? 0)} />
        )}
        <Select
          {...field('relation')}
          label={m.relation}
          required
          options={relations.map((value) => ({ value, label: words.relations[value] }))}
        />
        <Columns kind="halves">
          <TextField {...field('family_name')} label={m.family_name} />
          <TextField {...field('given_name')} label={m.given_name} />
        </Columns>
        <Columns kind="halves">
          <TextField {...field('family_kana')} label={m.family_kana} inputmode="kana" />
          <TextField {...field('given_kana')} label={m.given_kana} inputmode="kana" />
        </Columns>
        <TextField {...field('known_as')} label={m.known_as} />
        <DateField {...field.date('born_on')} label={m.born_on} />
        <DateField {...field.date('due_on')} label={m.due_on} help={m.dueHelp} />
        <RadioGroup
          {...field('sex')}
          label={m.sex}
          inline
          options={[
            { value: '', label: m.unchosen },
            ...sexes.map((value) => ({ value, label: words.sexes[value] })),
          ]}
        />
        <Checkbox {...field.checked('lives_apart')} label={m.lives_apart} />
        <CheckboxGroup
          {...field.many('languages')}
          label={words.languagesLabel}
          inline
          options={languageOptions}
        />
        <TextArea {...field('care')} label={m.care} rows={3} />
        {member === null ? null : (
          <Fieldset legend={m.left}>
            <DateField {...field.date('left_on')} label={m.left_on} />
            <Select
              {...field('left_reason')}
              label={m.left_reason}
              options={leavingReasons.map((value) => ({ value, label: words.leaving[value] }))}
            />
          </Fieldset>
        )}
        <ButtonRow>
          <Button>{words.save}</Button>
          <LinkButton href={`/households/${household.id}`}>{words.back}</LinkButton>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** Languages and what to take care of. */
export function EditPage(props: { household: Household; state: State }): Child {
  const { household, state } = props;
  const field = fields(state.values, state.errors);
  return (
    <Stack>
      <PageHeading title={words.page.edit} kicker={words.number(household.id)} />
      <Form action={`/households/${household.id}/edit`} errors={state.errors}>
        {state.conflict ? (
          <ConflictNotice state={state} />
        ) : (
          <HiddenField name="_version" value={String(state.values._version ?? household.version)} />
        )}
        <CheckboxGroup
          {...field.many('languages')}
          label={words.languagesLabel}
          inline
          options={languageOptions}
        />
        <TextArea {...field('care')} label={words.care} rows={5} />
        <ButtonRow>
          <Button>{words.save}</Button>
          <LinkButton href={`/households/${household.id}`}>{words.back}</LinkButton>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

const p = words.protection;

/** Protection on or off, with what happens then. */
export function ProtectionPage(props: { household: Household; state: FormState }): Child {
  const { household, state } = props;
  const field = fields(state.values, state.errors);
  const action = `/households/${household.id}/protection`;
  return (
    <Stack>
      <PageHeading
        title={p.title}
        kicker={words.number(household.id)}
        lead={household.protected ? p.since(formatDate(household.protected_since!)) : undefined}
      />
      <Card title={p.whatTitle}>
        <ul>
          {p.what.map((line) => (
            <li>{line}</li>
          ))}
        </ul>
      </Card>
      {household.protected ? (
        <ConfirmForm
          label={p.off}
          question={p.offQuestion}
          action={`${action}/end`}
          danger
          open={state.errors.reason !== undefined}
        >
          <TextField {...field('reason')} label={p.offReason} required />
        </ConfirmForm>
      ) : (
        <Form action={action} errors={state.errors}>
          <TextArea {...field('protection_note')} label={p.note} help={p.noteHelp} required rows={4} />
          <ButtonRow>
            <Button>{p.on}</Button>
          </ButtonRow>
        </Form>
      )}
    </Stack>
  );
}

export function HandPage(props: {
  household: Household;
  teams: { id: number; name: string }[];
  state: FormState;
}): Child {
  const field = fields(props.state.values, props.state.errors);
  return (
    <Stack>
      <PageHeading
        title={words.hand.title}
        kicker={words.number(props.household.id)}
        lead={words.hand.lead}
      />
      <Form action={`/households/${props.household.id}/hand`} errors={props.state.errors}>
        <Select
          {...field('team_id')}
          label={words.hand.team_id}
          required
          options={props.teams.map((team) => ({ value: String(team.id), label: team.name }))}
        />
        <TextField {...field('reason')} label={words.hand.reason} required />
        <ButtonRow>
          <Button>{words.hand.submit}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

export interface MergeView {
  household: Household;
  members: Member[];
  addresses: Address[];
  contacts: Contact[];
  consultations: FamilyConsultation[];
  cases: FamilyCase[];
}

/** Two households side by side, to be made one. */
export function MergePage(props: {
  household: Household;
  sides: [MergeView, MergeView] | null;
  problem: string | null;
  state: FormState;
}): Child {
  const { household, sides, state } = props;
  const field = fields(state.values, state.errors);
  const g = words.merge;
  return (
    <Stack>
      <PageHeading title={g.title} kicker={words.number(household.id)} lead={g.lead} />
      <form class="form" action={`/households/${household.id}/merge`} method="get">
        <TextField
          name="other"
          label={g.other}
          help={g.otherHelp}
          value={String(state.values.other ?? '')}
          width="s"
          inputmode="numeric"
          {...(state.errors.other === undefined ? {} : { error: state.errors.other })}
        />
        <ButtonRow>
          <Button kind="secondary">{g.show}</Button>
        </ButtonRow>
      </form>
      {sides === null ? null : (
        <>
          <DataTable<{ label: string; texts: [string, string] }>
            caption={g.rows}
            captionHidden
            rows={compared(sides)}
            columns={[
              { key: 'label', label: g.rows, rowHeader: true },
              ...([0, 1] as const).map((at) => ({
                key: `side${at}`,
                label: words.number(sides[at].household.id),
                cell: (row: { texts: [string, string] }) => <span class="pre-line">{row.texts[at]}</span>,
              })),
              {
                key: 'same',
                label: `${g.same}・${g.differs}`,
                cell: ({ texts }: { texts: [string, string] }) => (
                  <StatusBadge kind={texts[0] === texts[1] && texts[0] !== '' ? 'success' : 'neutral'}>
                    {texts[0] === texts[1] && texts[0] !== '' ? g.same : g.differs}
                  </StatusBadge>
                ),
              },
            ]}
          />
          {props.problem !== null ? (
            <NotificationBanner kind="warning" title={props.problem} />
          ) : (
            <Form action={`/households/${household.id}/merge`} errors={state.errors}>
              <HiddenField name="a_id" value={sides[0].household.id} />
              <HiddenField name="b_id" value={sides[1].household.id} />
              <RadioGroup
                {...field('kept_id')}
                value={
                  field('kept_id').value || String(Math.min(sides[0].household.id, sides[1].household.id))
                }
                label={g.keepLabel}
                options={sides.map((side) => ({
                  value: String(side.household.id),
                  label: g.keep(side.household.id),
                }))}
              />
              <TextField {...field('reason')} label={g.reason} required />
              <ButtonRow>
                <Button>{g.submit}</Button>
              </ButtonRow>
            </Form>
          )}
        </>
      )}
    </Stack>
  );
}

function compared(sides: [MergeView, MergeView]): { label: string; texts: [string, string] }[] {
  const g = words.merge;
  const both = (say: (side: MergeView) => string): [string, string] => [say(sides[0]), say(sides[1])];
  const place = (side: MergeView, text: string) =>
    side.household.protected && !side.household.may_keep ? g.hidden : text;
  return [
    {
      label: g.members,
      texts: both((side) =>
        side.members
          .map((one) =>
            [
              memberName(one),
              `${one.family_kana} ${one.given_kana}`.trim(),
              words.relations[one.relation as 'child'],
              one.born_on === null ? '' : formatDateShort(one.born_on),
            ]
              .filter((part) => part !== '')
              .join('　'),
          )
          .join('\n'),
      ),
    },
    {
      label: g.address,
      texts: both((side) => place(side, side.addresses.find((one) => one.ends_on === null)?.address ?? '')),
    },
    {
      label: g.contacts,
      texts: both((side) => place(side, side.contacts.map((one) => one.value).join('\n'))),
    },
    {
      label: g.records,
      texts: both((side) =>
        [
          ...side.consultations.map((one) => `${yearNumber(one.fiscal_year, one.number)}　${one.kind}`),
          ...side.cases.map((one) => `${eraNumber(one.fiscal_year, one.number)}　${one.headline}`),
        ].join('\n'),
      ),
    },
    { label: g.team, texts: both((side) => side.household.team) },
  ];
}
