import type { Child } from '../platform/ui/jsx-runtime.ts';
import { formatDateTime } from '../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner, StatusBadge } from '../platform/ui/feedback.tsx';
import { Checkbox, Select, TextArea, TextField } from '../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../platform/ui/forms.tsx';
import { Card, PageHeading, PageNavigation, Prose, Stack, Tabs } from '../platform/ui/layout.tsx';
import { DescriptionList } from '../platform/ui/records.tsx';
import { DataTable } from '../platform/ui/tables.tsx';
import { languageName } from '../platform/ui/words-open.ts';
import type { Language } from '../platform/ui/speech.ts';
import type { FormState } from '../platform/web/form.ts';
import type { Voice, VoiceTab } from './queries-voices.ts';
import { words } from './words-network.ja.ts';

const w = words.voices;

type State = keyof typeof w.states;

/** What a voice is today, from its facts. */
export function stateOfVoice(voice: Voice): State {
  if (voice.published_at !== null) return voice.withdrawn_at === null ? 'published' : 'withdrawn';
  if (voice.answered_at !== null) return 'answered';
  if (voice.closed_at !== null) return 'closed';
  if (voice.issue_id !== null) return 'issue';
  return voice.read_at === null ? 'waiting' : 'read';
}

const kindOf: Record<State, 'neutral' | 'info' | 'success' | 'warning'> = {
  waiting: 'warning',
  read: 'info',
  issue: 'info',
  answered: 'success',
  published: 'success',
  withdrawn: 'neutral',
  closed: 'neutral',
};

export function VoiceState({ voice }: { voice: Voice }): Child {
  const state = stateOfVoice(voice);
  return (
    <>
      {voice.urgent && voice.closed_at === null && voice.answered_at === null ? (
        <StatusBadge kind="error">{w.urgent}</StatusBadge>
      ) : null}
      <StatusBadge kind={kindOf[state]}>{w.states[state]}</StatusBadge>
    </>
  );
}

export function VoiceList(props: {
  rows: readonly Voice[];
  total: number;
  tab: VoiceTab;
  paging: { page: number; size: number };
  href: (page: number) => string;
  zone: string;
}): Child {
  return (
    <Stack>
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          <LinkButton href="/open/voices" kind="secondary" icon="globe">
            {w.page.publicPage}
          </LinkButton>
        }
      />
      <Tabs
        label={w.title}
        items={(['waiting', 'answered', 'closed'] as const).map((tab) => ({
          label: w.tabs[tab],
          href: `/voices?tab=${tab}`,
          current: tab === props.tab,
        }))}
      />
      <DataTable<Voice>
        caption={w.caption}
        captionHidden
        stack
        rows={props.rows}
        empty={<EmptyState title={w.none[props.tab]} icon="bell" />}
        columns={[
          {
            key: 'said_at',
            label: w.columns.said_at,
            nowrap: true,
            cell: (voice) => formatDateTime(voice.said_at, props.zone),
          },
          {
            key: 'kind',
            label: w.columns.kind,
            nowrap: true,
            cell: (voice) => w.kinds[voice.kind as 'wish'],
          },
          {
            key: 'text',
            label: w.columns.text,
            rowHeader: true,
            cell: (voice) => <a href={`/voices/${voice.id}`}>{shortened(voice.text)}</a>,
          },
          { key: 'area', label: w.columns.area, cell: (voice) => voice.area ?? w.page.everywhere },
          {
            key: 'state',
            label: w.columns.state,
            nowrap: true,
            cell: (voice) => <VoiceState voice={voice} />,
          },
        ]}
      />
      <PageNavigation
        total={props.total}
        page={props.paging.page}
        size={props.paging.size}
        href={props.href}
      />
    </Stack>
  );
}

const shortened = (text: string): string => {
  const letters = [...text.replace(/\s+/g, ' ')];
  return letters.length > 60 ? `${letters.slice(0, 60).join('')}…` : letters.join('');
};

export function VoicePage(props: {
  voice: Voice;
  /** what looks like a name or a number in it */
  names: readonly string[];
  answer: FormState;
  issue: FormState;
  close: FormState;
  themes: readonly { code: string; name: string }[];
  mayRaise: boolean;
  zone: string;
}): Child {
  const { voice, zone } = props;
  const p = w.page;
  const open = voice.answered_at === null && voice.closed_at === null;
  const answer = fields(props.answer.values, props.answer.errors);
  const issue = fields(props.issue.values, props.issue.errors);
  const close = fields(props.close.values, props.close.errors);
  const version = <HiddenField name="_version" value={voice.version} />;
  return (
    <Stack>
      <PageHeading
        title={p.title(voice.id)}
        kicker={w.kinds[voice.kind as 'wish']}
        badges={<VoiceState voice={voice} />}
      />
      {voice.urgent && open ? (
        <NotificationBanner
          kind="error"
          title={w.urgent}
          actions={
            <Form action={`/voices/${voice.id}/settle`}>
              {version}
              <Button kind="secondary" size="sm">
                {w.notUrgent}
              </Button>
            </Form>
          }
        >
          <p>{w.urgentText}</p>
        </NotificationBanner>
      ) : null}
      {props.names.length > 0 ? (
        <NotificationBanner kind="warning" title={w.names(props.names.slice(0, 8).join('、'))} />
      ) : null}
      <Card title={p.said} tone="key">
        <Prose>{voice.text}</Prose>
        {voice.read_at === null ? (
          <Form action={`/voices/${voice.id}/read`}>
            {version}
            <Button kind="secondary">{p.markRead}</Button>
          </Form>
        ) : null}
      </Card>
      <Card title={p.facts}>
        <DescriptionList
          items={[
            { term: p.said_at, description: formatDateTime(voice.said_at, zone) },
            { term: p.area, description: voice.area ?? p.everywhere },
            {
              term: p.age,
              description: voice.child_age === null ? p.everywhere : words.ages[voice.child_age as '0'],
            },
            { term: p.lang, description: languageName[voice.lang as Language] ?? voice.lang },
            voice.read_at !== null && {
              term: p.read_by,
              description: `${voice.read_by_name ?? ''}　${formatDateTime(voice.read_at, zone)}`,
            },
            voice.answered_at !== null && {
              term: p.answered_by,
              description: `${voice.answered_by_name ?? ''}　${formatDateTime(voice.answered_at, zone)}`,
            },
            voice.closed_at !== null && {
              term: p.closed_by,
              description: `${voice.closed_by_name ?? ''}　${formatDateTime(voice.closed_at, zone)}　${voice.close_reason ?? ''}`,
            },
            voice.issue_id !== null && {
              term: p.issueTitle,
              description: <a href={`/issues/${voice.issue_id}`}>{p.issue(voice.issue_id)}</a>,
            },
          ]}
        />
      </Card>
      {voice.issue_id === null && props.mayRaise && voice.closed_at === null ? (
        <Card title={p.issueTitle} lead={p.issueLead} id="issue">
          <Form action={`/voices/${voice.id}/issue`} errors={props.issue.errors}>
            {version}
            <TextField {...issue('title')} label={p.issueName} required />
            <TextArea {...issue('description')} label={p.issueText} required rows={4} />
            <Select
              {...issue('theme_code')}
              label={p.theme}
              required
              options={props.themes.map(({ code, name }) => ({ value: code, label: name }))}
            />
            <Select
              {...issue('weight')}
              label={p.weight}
              empty={false}
              options={([1, 2, 3] as const).map((n) => ({ value: `${n}`, label: p.weights[n] }))}
            />
            <Button kind="secondary">{p.raise}</Button>
          </Form>
        </Card>
      ) : null}
      {voice.closed_at === null ? (
        <Card title={voice.answered_at === null ? p.answerTitle : p.again} id="answer">
          <Form action={`/voices/${voice.id}/answer`} errors={props.answer.errors}>
            {version}
            <TextArea
              {...answer('answer')}
              label={p.answer}
              help={p.answerHelp}
              required
              rows={6}
              maxChars={3000}
            />
            {voice.urgent ? (
              <Checkbox {...answer.checked('looked_after')} label={p.looked_after} help={p.lookedAfterHelp} />
            ) : null}
            <Checkbox {...answer.checked('publish')} label={p.publish} help={p.publishHelp} />
            <TextArea {...answer('public_text')} label={p.public_text} rows={4} maxChars={2000} />
            <Checkbox {...answer.checked('nobody_named')} label={p.nobody_named} />
            <Button kind="primary">{p.send}</Button>
          </Form>
        </Card>
      ) : null}
      {voice.published_at !== null && voice.withdrawn_at === null ? (
        <ButtonRow>
          <LinkButton href={`/open/voices#voice-${voice.id}`} kind="secondary" icon="globe">
            {p.publicPage}
          </LinkButton>
          <ConfirmForm
            action={`/voices/${voice.id}/withdraw`}
            label={p.withdraw}
            question={p.withdrawAsk}
            fields={{ _version: `${voice.version}` }}
          />
        </ButtonRow>
      ) : null}
      {open ? (
        <Card title={p.closeTitle} tone="quiet" id="close">
          <Form action={`/voices/${voice.id}/close`} errors={props.close.errors}>
            {version}
            <TextArea {...close('close_reason')} label={p.closeReason} required rows={3} maxChars={500} />
            <Button kind="secondary">{p.close}</Button>
          </Form>
        </Card>
      ) : null}
    </Stack>
  );
}
