import type { Offer } from '../../platform/search/offers.ts';
import { today as dayIn, formatDate, formatDateTime } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import {
  Checkbox,
  DateField,
  NumberField,
  Select,
  TextArea,
  TextField,
  TimeField,
} from '../../platform/ui/fields.tsx';
import { FindOne } from '../../platform/ui/finding.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, PageNavigation, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, ResourceList, Timeline } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import type { LectureLine, LectureTheme, LectureWord } from './queries-lectures.ts';
import { lectureStateOf, mayAnswerLecture, type LectureAnswer } from './rules.ts';
import { words } from './words-lectures.ja.ts';

function State({ last }: { last: string | null }) {
  const state = lectureStateOf(last);
  return <StatusBadge kind={words.badges[state]}>{words.states[state]}</StatusBadge>;
}

/** The menu, and the requests the reader may see. */
export function LecturesPage(props: {
  themes: readonly LectureTheme[];
  requests: readonly LectureLine[];
  total: number;
  paging: { page: number; size: number };
  href: (page: number) => string;
  mayManage: boolean;
  mayAsk: boolean;
  today: string;
}) {
  const { mayManage, mayAsk } = props;
  return (
    <Stack gap="lg">
      <PageHeading
        title={words.title}
        lead={words.lead}
        actions={
          mayManage ? (
            <LinkButton href="/lectures/themes/new" icon="plus">
              {words.addTheme}
            </LinkButton>
          ) : null
        }
      />
      <Section title={words.menu} id="menu">
        {props.themes.length === 0 ? (
          <EmptyState
            title={words.emptyMenu.title}
            text={mayManage ? words.emptyMenu.first : words.emptyMenu.text}
            icon="note"
          />
        ) : (
          <ResourceList
            level={3}
            items={props.themes.map((theme) => {
              const ended = theme.ended_on !== null && theme.ended_on <= props.today;
              return {
                title: theme.title,
                text: theme.summary,
                meta: [theme.audience, words.minutes(theme.minutes)].filter(Boolean).join(words.space),
                ...(ended ? { badge: <StatusBadge>{words.ended}</StatusBadge> } : {}),
                action: (
                  <ButtonRow>
                    {mayAsk && !ended ? (
                      <LinkButton
                        href={`/lectures/new?theme=${theme.id}`}
                        size="sm"
                        label={words.askLabel(theme.title)}
                      >
                        {words.askFor}
                      </LinkButton>
                    ) : null}
                    {mayManage ? (
                      <LinkButton
                        href={`/lectures/themes/${theme.id}`}
                        size="sm"
                        kind="tertiary"
                        label={words.editLabel(theme.title)}
                      >
                        {words.edit}
                      </LinkButton>
                    ) : null}
                  </ButtonRow>
                ),
              };
            })}
          />
        )}
      </Section>
      {mayManage || mayAsk ? (
        <Section title={words.requests} id="requests">
          <DataTable<LectureLine>
            caption={words.caption}
            captionHidden
            stack
            rows={props.requests}
            empty={<EmptyState title={words.empty.title} text={words.empty.text} icon="note" />}
            columns={[
              {
                key: 'theme',
                label: words.columns.theme,
                rowHeader: true,
                cell: (one) => <a href={`/lectures/${one.id}`}>{one.theme}</a>,
              },
              { key: 'who', label: words.columns.who },
              {
                key: 'people',
                label: words.columns.people,
                align: 'end',
                cell: (one) => words.people(one.people),
              },
              { key: 'when', label: words.columns.when, cell: (one) => words.day(one.held_on) },
              {
                key: 'state',
                label: words.columns.state,
                nowrap: true,
                cell: (one) => <State last={one.last} />,
              },
            ]}
          />
          <PageNavigation
            total={props.total}
            page={props.paging.page}
            size={props.paging.size}
            href={props.href}
          />
        </Section>
      ) : null}
    </Stack>
  );
}

export function ThemeForm(props: { state: FormState; action: string; isNew: boolean }) {
  const field = fields(props.state.values, props.state.errors);
  const w = words.theme;
  return (
    <Stack>
      <PageHeading title={props.isNew ? w.newTitle : w.editTitle} />
      <Form action={props.action} errors={props.state.errors}>
        <HiddenField name="_version" value={field('_version').value || '0'} />
        <TextField {...field('title')} label={w.title} required maxLength={100} />
        <TextArea {...field('summary')} label={w.summary} required={false} rows={4} maxChars={1000} />
        <TextField {...field('audience')} label={w.audience} required={false} maxLength={200} />
        <NumberField
          {...field('minutes')}
          label={w.minutes}
          required
          min={10}
          max={600}
          unit={w.minuteUnit}
        />
        <NumberField {...field('position')} label={w.position} help={w.positionHelp} required min={0} />
        <Checkbox {...field.checked('ended')} label={w.ended} />
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** Asking for a lecture; made for a phone. */
export function LectureForm(props: {
  state: FormState;
  themes: readonly LectureTheme[];
  facilities: Offer;
  mayManage: boolean;
}) {
  const field = fields(props.state.values, props.state.errors);
  const w = words.form;
  const { all } = props.facilities;
  const one = !props.mayManage && all?.length === 1 ? all[0] : undefined;
  return (
    <Stack>
      <PageHeading title={w.title} />
      <Form action="/lectures/new" errors={props.state.errors}>
        <Select
          {...field('theme_id')}
          label={w.theme_id}
          required
          width="l"
          options={props.themes.map(({ id, title }) => ({ value: `${id}`, label: title }))}
        />
        {one ? (
          <>
            <HiddenField name="facility_id" value={one.value} />
            <p>
              <strong>{one.label}</strong>
            </p>
          </>
        ) : (
          <FindOne
            {...field('facility_id')}
            label={w.facility_id}
            required={!props.mayManage}
            width="l"
            {...(props.mayManage ? { empty: w.other } : {})}
            offer={props.facilities}
          />
        )}
        {props.mayManage ? (
          <TextField
            {...field('asker')}
            label={w.asker}
            help={w.askerHelp}
            required={false}
            maxLength={100}
          />
        ) : null}
        <TextField {...field('contact')} label={w.contact} required={false} maxLength={100} />
        <TextArea
          {...field('purpose')}
          label={w.purpose}
          help={w.purposeHelp}
          required
          rows={3}
          maxChars={1000}
        />
        <NumberField {...field('people')} label={w.people} required min={1} max={1000} unit={w.unit} />
        <TextArea
          {...field('wishes')}
          label={w.wishes}
          help={w.wishesHelp}
          required
          rows={3}
          maxChars={600}
        />
        <TextField {...field('place')} label={w.place} required={false} maxLength={200} />
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

const lineOf = (word: LectureWord): string => {
  switch (word.what) {
    case 'arranged':
      return [words.line.arranged(word.held_on, word.starts_at, word.ends_at, word.speaker), word.reason]
        .filter(Boolean)
        .join(words.space);
    case 'declined':
      return words.line.declined(word.reason);
    case 'held':
      return words.line.held(word.people, word.report);
    case 'reopened':
      return words.line.reopened;
    default:
      return words.line.withdrawn;
  }
};

/** One request, from asking to its report. */
export function LecturePage(props: {
  request: LectureLine;
  history: readonly LectureWord[];
  arrangeState: FormState;
  heldState: FormState;
  mayManage: boolean;
  own: boolean;
  today: string;
  zone: string;
}) {
  const { request, mayManage, own } = props;
  const w = words.page;
  const state = lectureStateOf(request.last);
  const may = (what: LectureAnswer) =>
    mayAnswerLecture[what].from.includes(state) && (mayManage || (own && mayAnswerLecture[what].asker));
  const at = `/lectures/${request.id}`;
  const arrange = fields(props.arrangeState.values, props.arrangeState.errors);
  const held = fields(props.heldState.values, props.heldState.errors);
  return (
    <Stack gap="lg">
      <PageHeading kicker={words.title} title={request.theme} badges={<State last={request.last} />} />
      <DescriptionList
        items={[
          { term: w.who, description: request.who },
          { term: w.contact, description: request.contact },
          { term: w.people, description: words.people(request.people) },
          { term: w.purpose, description: <Prose>{request.purpose}</Prose> },
          { term: w.wishes, description: <Prose>{request.wishes}</Prose> },
          { term: w.place, description: request.place },
          { term: w.asked, description: formatDate(dayIn(request.asked_at, props.zone)) },
          request.held_on === null
            ? null
            : {
                term: w.arranged,
                description: words.whenHeld(request.held_on, request.starts_at, request.ends_at),
              },
          request.speaker ? { term: w.speaker, description: request.speaker } : null,
        ]}
      />
      {may('arranged') ? (
        <Card title={state === 'arranged' ? w.rearrange : w.arrange} level={2} id="arrange">
          <Form action={`${at}/arrange`} errors={props.arrangeState.errors}>
            <DateField {...arrange.date('held_on')} label={w.held_on} required />
            <TimeField {...arrange('starts_at')} label={w.starts_at} required />
            <TimeField {...arrange('ends_at')} label={w.ends_at} required />
            <TextField {...arrange('speaker')} label={w.speakerField} required maxLength={100} />
            <TextArea {...arrange('reason')} label={w.message} required={false} rows={2} maxChars={500} />
            <ButtonRow>
              <Button kind={state === 'arranged' ? 'secondary' : 'primary'}>{w.saveArrange}</Button>
            </ButtonRow>
          </Form>
        </Card>
      ) : null}
      {may('held') && request.held_on !== null && request.held_on <= props.today ? (
        <Card title={w.held} level={2} id="held" tone="key">
          <Form action={`${at}/held`} errors={props.heldState.errors}>
            <NumberField {...held('people')} label={w.heldPeople} required min={0} unit={words.form.unit} />
            <TextArea {...held('report')} label={w.report} required rows={4} maxChars={2000} />
            <ButtonRow>
              <Button>{w.saveHeld}</Button>
            </ButtonRow>
          </Form>
        </Card>
      ) : null}
      {may('declined') ? (
        <ConfirmForm
          label={w.decline}
          question={w.declineQuestion}
          action={`${at}/decline`}
          confirmLabel={w.decline}
          danger
          kind="tertiary"
        >
          <TextField name="reason" label={w.reason} required id="f-decline" />
        </ConfirmForm>
      ) : null}
      {may('withdrawn') ? (
        <ConfirmForm
          label={w.withdraw}
          question={w.withdrawQuestion}
          action={`${at}/withdraw`}
          confirmLabel={w.withdraw}
          danger
          kind="tertiary"
        />
      ) : null}
      {may('reopened') ? (
        <ConfirmForm
          label={w.reopen}
          question={w.reopenQuestion}
          action={`${at}/reopen`}
          confirmLabel={w.reopen}
          kind="tertiary"
        />
      ) : null}
      <Section title={w.history} id="history">
        <Timeline
          label={w.history}
          entries={[
            { when: formatDateTime(request.asked_at, props.zone), text: words.line.asked },
            ...props.history.map((word) => ({
              when: formatDateTime(word.said_at, props.zone),
              text: lineOf(word),
              actor: word.who,
            })),
          ]}
        />
      </Section>
    </Stack>
  );
}
