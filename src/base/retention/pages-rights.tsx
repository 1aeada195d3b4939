import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDate, formatDateTime } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import { EmptyState } from '../../platform/ui/feedback.tsx';
import {
  DateField,
  NumberField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
} from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { Clock } from './pages-rights-list.tsx';
import type { RequestLine } from './queries-rights.ts';
import { decisions, type PersonRecord } from './rules.ts';
import {
  askerWords,
  decisionWords,
  factText,
  kindWords,
  matchWords,
  numberOf,
  partWords,
  proofWords,
  words,
} from './words-rights.ja.ts';

export type State = FormState & { conflict?: Conflict };

export type Sent = 'clock' | 'ask' | 'answer' | 'decide' | 'carried' | null;

export function RequestPage(props: {
  request: RequestLine;
  records: readonly PersonRecord[] | null;
  /** what the team that was asked makes of it; null for everybody else */
  copies: Child;
  teams: readonly { id: number; name: string }[];
  may_keep: boolean;
  today: string;
  zone: string;
  sent: Sent;
  state: State;
}): Child {
  const { request, may_keep, today, zone, sent } = props;
  const at = `/rights/${request.id}`;
  const number = numberOf(request.fiscal_year, request.number);
  const open = request.decided_on === null;
  const field = (name: Sent, values: Record<string, unknown> = {}) =>
    sent === name ? fields(props.state.values, props.state.errors) : fields(values);
  const errors = (name: Sent) => (sent === name ? props.state.errors : {});
  const clock = field('clock', { ...request });
  const team = field('ask', { team_id: request.team_id ?? '' });
  const answer = field('answer');
  const decide = field('decide', { decided_on: today });
  const carried = field('carried', { carried_out_on: '' });
  return (
    <Stack>
      <PageHeading
        title={words.page.title(number, kindWords[request.kind] ?? '')}
        lead={words.page.article(request.kind)}
        badges={<Clock request={request} today={today} />}
      />
      <Card title={words.page.facts}>
        <DescriptionList
          items={[
            { term: words.who, description: `${request.family_name} ${request.given_name}` },
            {
              term: words.page.contact,
              description: [request.phone, request.email].filter(Boolean).join('　'),
            },
            { term: words.page.asked_by, description: askerWords[request.asked_by] },
            { term: words.page.identified_by, description: proofWords[request.identified_by] },
            { term: words.page.wish, description: <span class="pre-line">{request.wish}</span> },
            { term: words.received_on, description: formatDate(request.received_on) },
            {
              term: words.due_on,
              description: `${formatDate(request.due_on)}（${words.page.clockText(request.days_allowed, request.waiting_days, request.extended_days)}）`,
            },
            request.extend_reason === null
              ? null
              : { term: words.clock.extend_reason, description: request.extend_reason },
            request.decision === null
              ? null
              : {
                  term: words.decide.decision,
                  description: `${decisionWords[request.decision] ?? ''}（${formatDate(request.decided_on!)}）`,
                },
            request.decision_text === ''
              ? null
              : {
                  term: words.decide.decision_text,
                  description: <span class="pre-line">{request.decision_text}</span>,
                },
            request.decider === null ? null : { term: words.decide.by, description: request.decider },
            request.carried_out_on === null
              ? null
              : { term: words.decide.carried_out_on, description: formatDate(request.carried_out_on) },
          ]}
        />
      </Card>
      {request.may_answer && open ? (
        <Card title={words.team.yours} lead={words.team.yoursHelp} tone="key">
          <Form action={`${at}/answer`} errors={errors('answer')}>
            <RadioGroup
              {...answer('team_answer')}
              label={words.team.yours}
              labelHidden
              required
              inline
              options={[
                { value: 'records', label: words.team.has },
                { value: 'none', label: words.team.hasNot },
              ]}
            />
            <ButtonRow>
              <Button>{words.team.answer}</Button>
              <LinkButton href="/households">{words.team.toHouseholds}</LinkButton>
            </ButtonRow>
          </Form>
        </Card>
      ) : null}
      <Card title={words.team.title} lead={words.team.lead}>
        <Stack>
          {request.team === null ? null : (
            <p>
              {request.team_answer === null
                ? words.team.waiting(request.team)
                : `${words.team.answers[request.team_answer]}（${words.team.answered(request.team, request.answerer ?? '', formatDateTime(request.team_answered_at!, zone))}）`}
            </p>
          )}
          {may_keep && open ? (
            <Form action={`${at}/ask`} errors={errors('ask')} label={words.team.ask}>
              <Select
                {...team('team_id')}
                label={words.team.team_id}
                required
                options={props.teams.map((one) => ({ value: String(one.id), label: one.name }))}
              />
              <ButtonRow>
                <Button kind="secondary">{words.team.submit}</Button>
              </ButtonRow>
            </Form>
          ) : null}
          {props.copies}
        </Stack>
      </Card>
      {props.records === null ? null : (
        <Card title={words.records.title} lead={words.records.lead}>
          {props.records.length === 0 ? (
            <EmptyState title={words.records.none} text={words.records.noneText} icon="search" />
          ) : (
            <Stack>
              <DataTable
                caption={words.records.caption}
                captionHidden
                stack
                columns={[
                  {
                    key: 'part',
                    label: words.records.part,
                    rowHeader: true,
                    nowrap: true,
                    cell: (row) => partWords[row.part] ?? row.part,
                  },
                  {
                    key: 'at',
                    label: words.records.at,
                    nowrap: true,
                    cell: (row) => (row.at === null ? '' : formatDate(row.at)),
                  },
                  {
                    key: 'content',
                    label: words.records.content,
                    cell: (row) => <span class="pre-line">{factText(row.facts)}</span>,
                  },
                  {
                    key: 'matched',
                    label: words.records.matched,
                    nowrap: true,
                    cell: (row) => matchWords[row.matched_by],
                  },
                ]}
                rows={props.records}
              />
              <ButtonRow>
                <UtilityLink href={`${at}/records`} icon="download">
                  {words.records.export}
                </UtilityLink>
              </ButtonRow>
            </Stack>
          )}
        </Card>
      )}
      {may_keep && open ? (
        <>
          <Card title={words.decide.title} tone="key">
            <Form action={`${at}/decide`} errors={errors('decide')}>
              <RadioGroup
                {...decide('decision')}
                label={words.decide.decision}
                required
                options={decisions.map((value) => ({ value, label: decisionWords[value]! }))}
              />
              <TextArea {...decide('decision_text')} label={words.decide.decision_text} rows={3} />
              <DateField {...decide.date('decided_on')} label={words.decide.decided_on} required />
              <ButtonRow>
                <Button size="lg">{words.decide.submit}</Button>
              </ButtonRow>
            </Form>
          </Card>
          <Card title={words.clock.title}>
            <Form action={`${at}/clock`} errors={errors('clock')}>
              {sent === 'clock' ? <ConflictNotice state={props.state} /> : null}
              {sent === 'clock' && props.state.conflict ? null : (
                <HiddenField name="_version" value={request.version} />
              )}
              <NumberField {...clock('waiting_days')} label={words.clock.waiting_days} required />
              <NumberField {...clock('extended_days')} label={words.clock.extended_days} required />
              <TextField {...clock('extend_reason')} label={words.clock.extend_reason} />
              <ButtonRow>
                <Button kind="secondary">{words.clock.submit}</Button>
              </ButtonRow>
            </Form>
          </Card>
        </>
      ) : null}
      {may_keep && !open && request.carried_out_on === null ? (
        <Card title={words.decide.carried} tone="key">
          <Form action={`${at}/carried`} errors={errors('carried')}>
            <DateField
              {...carried.date('carried_out_on')}
              label={words.decide.carried_out_on}
              help={words.decide.carriedHelp}
            />
            <ButtonRow>
              <Button>{words.decide.carried}</Button>
            </ButtonRow>
          </Form>
        </Card>
      ) : null}
    </Stack>
  );
}
