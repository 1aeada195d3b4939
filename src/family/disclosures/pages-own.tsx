import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatBirthDate, formatDate } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { RadioGroup, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import type { Candidate, OwnCopy } from './queries-own.ts';
import { copyState, mayCopy, shownOf, withheldReasons, type CopyLine, type CopyState } from './rules-own.ts';
import { copyPartNames, copyStateNames, copyWords as w, reasonNames } from './words-own.ja.ts';

const badge: Record<CopyState, 'warning' | 'info' | 'success'> = {
  preparing: 'warning',
  waiting: 'info',
  checked: 'success',
};
export const CopyBadge = ({ state }: { state: CopyState }): Child => (
  <StatusBadge kind={badge[state]}>{copyStateNames[state]}</StatusBadge>
);

/** Whose copy it is to be: the people of the team's families with the name the request gives. */
export function BeginCopy(props: {
  request_id: number;
  number: string;
  name: string;
  candidates: readonly Candidate[];
  relation: (code: string) => string;
  state: FormState;
}): Child {
  const field = fields(props.state.values, props.state.errors);
  const at = `/disclosures/copies/new?request=${props.request_id}`;
  return (
    <Stack>
      <PageHeading title={w.begin} lead={w.beginLead} />
      <form class="form" method="get" action="/disclosures/copies/new">
        <HiddenField name="request" value={props.request_id} />
        <TextField name="name" label={w.search} value={props.name} />
        <ButtonRow>
          <Button kind="secondary">{w.find}</Button>
        </ButtonRow>
      </form>
      {props.candidates.length === 0 ? (
        <EmptyState title={w.noneFound} text={w.noneFoundText} icon="search" />
      ) : (
        <Form action={at} errors={props.state.errors} label={w.person}>
          <RadioGroup
            {...field('member_id')}
            label={w.person}
            required
            options={props.candidates.map((one) => ({
              value: String(one.id),
              label: one.name,
              help: [
                props.relation(one.relation),
                one.born_on === null ? '' : w.born(formatBirthDate(one.born_on)),
              ]
                .filter(Boolean)
                .join('　'),
            }))}
          />
          <ButtonRow>
            <Button size="lg">{w.start}</Button>
          </ButtonRow>
        </Form>
      )}
    </Stack>
  );
}

const headOf = (line: CopyLine): string =>
  [copyPartNames[line.part], line.on === null ? '' : formatDate(line.on)].filter(Boolean).join('　');

/** What the person will read of a line, as it will be printed. */
const AsPrinted = ({ line }: { line: CopyLine }): Child => {
  const shown = shownOf(line);
  return (
    <Stack gap="sm">
      {shown === null ? <p>{w.notShown}</p> : <p class="pre-line">{shown}</p>}
      {line.reason === null ? null : <p class="muted">{reasonNames[line.reason]}</p>}
    </Stack>
  );
};

export function CopyPage(props: {
  copy: OwnCopy;
  number: string;
  actor: 'preparer' | 'colleague';
  protected: boolean;
  state: FormState & { conflict?: Conflict };
  sent: 'lines' | 'return' | null;
}): Child {
  const { copy, actor } = props;
  const at = `/disclosures/copies/${copy.id}`;
  const state = copyState(copy);
  const may = (action: Parameters<typeof mayCopy>[0]) => mayCopy(action, state, actor);
  const typed = fields(
    props.sent === 'lines'
      ? props.state.values
      : Object.fromEntries(
          copy.lines.flatMap((line, n) => [
            [`choice_${n}`, line.choice],
            [`black_${n}`, line.black.join('\n')],
            [`reason_${n}`, line.reason ?? ''],
          ]),
        ),
    props.sent === 'lines' ? props.state.errors : {},
  );
  const back = fields(props.sent === 'return' ? props.state.values : {}, props.state.errors);
  return (
    <Stack>
      <PageHeading
        title={w.titleOf(copy.name)}
        lead={w.request(props.number)}
        badges={<CopyBadge state={state} />}
      />
      <DescriptionList
        items={[
          { term: w.preparedBy, description: copy.preparer },
          copy.checker === null ? null : { term: w.checkedBy, description: copy.checker },
        ]}
      />
      {state === 'preparing' && copy.returned_note !== '' ? (
        <NotificationBanner kind="warning" title={w.returned}>
          <p class="pre-line">{copy.returned_note}</p>
        </NotificationBanner>
      ) : null}
      <p>{w.ownTeams}</p>
      {props.protected ? <p>{w.protected}</p> : null}
      {may('print') ? (
        <ButtonRow>
          <LinkButton href={`${at}/copy.pdf`}>{w.print}</LinkButton>
        </ButtonRow>
      ) : null}
      {may('save') ? (
        <>
          <p>{w.lead}</p>
          <Form
            action={at}
            errors={props.sent === 'lines' ? props.state.errors : {}}
            label={w.titleOf(copy.name)}
          >
            {props.sent === 'lines' ? <ConflictNotice state={props.state} /> : null}
            {props.sent === 'lines' && props.state.conflict ? null : (
              <HiddenField name="_version" value={copy.version} />
            )}
            {copy.lines.map((line, n) => (
              <Card title={headOf(line)} level={2}>
                <p class="pre-line">{line.text}</p>
                <RadioGroup
                  {...typed(`choice_${n}`)}
                  label={w.choice}
                  required
                  inline
                  options={[
                    { value: 'show', label: w.show },
                    { value: 'withhold', label: w.withhold },
                  ]}
                />
                <TextArea {...typed(`black_${n}`)} label={w.black} help={w.blackHelp} rows={2} />
                <Select
                  {...typed(`reason_${n}`)}
                  label={w.reason}
                  options={[
                    { value: '', label: w.noReason },
                    ...withheldReasons.map((value) => ({ value, label: reasonNames[value] })),
                  ]}
                />
              </Card>
            ))}
            <ButtonRow>
              <Button size="lg">{w.save}</Button>
            </ButtonRow>
          </Form>
          <Form action={`${at}/ask`} errors={{}} label={w.ask}>
            <ButtonRow>
              <Button kind="secondary">{w.ask}</Button>
            </ButtonRow>
          </Form>
        </>
      ) : (
        <>
          {state === 'waiting' && actor === 'preparer' ? <p>{w.waitsForOther}</p> : null}
          <Section title={w.title}>
            <Stack>
              {copy.lines.map((line) => (
                <Card title={headOf(line)} level={3}>
                  <AsPrinted line={line} />
                </Card>
              ))}
            </Stack>
          </Section>
        </>
      )}
      {may('check') ? (
        <Card title={w.toCheck} tone="key">
          <Stack>
            <ConfirmForm action={`${at}/check`} label={w.check} question={w.checkQuestion} />
            <Form
              action={`${at}/return`}
              errors={props.sent === 'return' ? props.state.errors : {}}
              label={w.return}
            >
              <TextArea {...back('returned_note')} label={w.returned_note} rows={3} />
              <ButtonRow>
                <Button kind="secondary">{w.returnSubmit}</Button>
              </ButtonRow>
            </Form>
          </Stack>
        </Card>
      ) : null}
    </Stack>
  );
}

/** On the request's page, for the team that was asked: the copies there are, and the way to a new one. */
export function CopiesOfRequest(props: {
  request_id: number;
  copies: readonly OwnCopy[];
  may_begin: boolean;
}): Child {
  return (
    <Stack gap="sm">
      {props.copies.map((copy) => (
        <p>
          <UtilityLink href={`/disclosures/copies/${copy.id}`}>{w.titleOf(copy.name)}</UtilityLink>{' '}
          <CopyBadge state={copyState(copy)} />
        </p>
      ))}
      {props.may_begin ? (
        <ButtonRow>
          <LinkButton href={`/disclosures/copies/new?request=${props.request_id}`}>{w.begin}</LinkButton>
        </ButtonRow>
      ) : null}
    </Stack>
  );
}
