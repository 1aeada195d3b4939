import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDateTime, yearNumber } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import { Select, TextArea } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, PageNavigation, Stack, Tabs } from '../../platform/ui/layout.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { Language } from '../../platform/ui/speech.ts';
import { languageName } from '../../platform/ui/words-open.ts';
import type { FormState } from '../../platform/web/form.ts';
import type { consultationsToLink, Message, MessageTab, Post } from './queries.ts';
import { answerWithinHours } from './rules.ts';
import { words as w } from './words.ja.ts';

const hoursSince = (then: Date, now: Date): number =>
  Math.floor((now.getTime() - then.getTime()) / 3_600_000);

function MessageState({ message, now }: { message: Message; now: Date }): Child {
  const hours = hoursSince(message.last_at, now);
  const waits = message.closed_at === null && message.sender_waits;
  return (
    <>
      {message.urgent && message.closed_at === null ? (
        <StatusBadge kind="error">{w.urgent}</StatusBadge>
      ) : null}
      <StatusBadge kind={message.closed_at !== null ? 'neutral' : waits ? 'warning' : 'success'}>
        {message.closed_at !== null ? w.states.closed : waits ? w.states.waiting : w.states.answered}
      </StatusBadge>
      {waits && hours >= answerWithinHours[message.urgent ? 'urgent' : 'plain'] ? (
        <StatusBadge kind="error">{w.late(hours)}</StatusBadge>
      ) : null}
    </>
  );
}

export function MessageList(props: {
  rows: readonly Message[];
  total: number;
  tab: MessageTab;
  paging: { page: number; size: number };
  href: (page: number) => string;
  zone: string;
  now: Date;
}): Child {
  return (
    <Stack>
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          <LinkButton href="/messages/duty" kind="secondary" icon="calendar">
            {w.duty.title}
          </LinkButton>
        }
      />
      <Tabs
        label={w.title}
        items={(['waiting', 'talking', 'closed'] as const).map((tab) => ({
          label: w.tabs[tab],
          href: `/messages?tab=${tab}`,
          current: tab === props.tab,
        }))}
      />
      <DataTable<Message>
        caption={w.caption}
        captionHidden
        stack
        rows={props.rows}
        empty={<EmptyState title={w.none[props.tab]} icon="bell" />}
        columns={[
          {
            key: 'sent_at',
            label: w.columns.sent_at,
            rowHeader: true,
            nowrap: true,
            cell: (one) => <a href={`/messages/${one.id}`}>{formatDateTime(one.last_at, props.zone)}</a>,
          },
          { key: 'kind', label: w.columns.who, nowrap: true, cell: (one) => w.kinds[one.kind as 'adult'] },
          { key: 'area', label: w.columns.area, cell: (one) => one.area ?? w.noArea },
          { key: 'worker', label: w.columns.worker, cell: (one) => one.worker ?? w.nobody },
          {
            key: 'state',
            label: w.columns.state,
            cell: (one) => <MessageState message={one} now={props.now} />,
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

export function MessagePage(props: {
  message: Message;
  posts: readonly Post[];
  teams: readonly { id: number; name: string }[];
  consultations: Awaited<ReturnType<typeof consultationsToLink>>;
  answer: FormState;
  hand: FormState;
  link: FormState;
  me: number | null;
  zone: string;
  now: Date;
}): Child {
  const { message, zone } = props;
  const p = w.page;
  const at = `/messages/${message.id}`;
  const answer = fields(props.answer.values, props.answer.errors);
  const hand = fields(props.hand.values, props.hand.errors);
  const link = fields(props.link.values, props.link.errors);
  const version = <HiddenField name="_version" value={message.version} />;
  const open = message.closed_at === null;
  return (
    <Stack>
      <PageHeading
        title={p.title(message.id)}
        kicker={w.kinds[message.kind as 'adult']}
        badges={<MessageState message={message} now={props.now} />}
      />
      {message.urgent && open ? (
        <NotificationBanner
          kind="error"
          title={p.urgentTitle}
          actions={
            <Form action={`${at}/settle`}>
              {version}
              <Button kind="secondary" size="sm">
                {p.settle}
              </Button>
            </Form>
          }
        >
          <p>{p.urgentText}</p>
        </NotificationBanner>
      ) : null}
      <ol class="message-posts">
        {props.posts.map((post) => (
          <li class={post.by_sender ? 'message-post' : 'message-post message-post-mine'}>
            <p class="message-post-who">
              {post.by_sender ? p.sender : p.desk(post.author ?? '')}　{formatDateTime(post.written_at, zone)}
            </p>
            <p class="pre-line">{post.body}</p>
          </li>
        ))}
      </ol>
      {open ? (
        <Card title={p.answer} tone="key">
          <Form action={`${at}/answer`} errors={props.answer.errors}>
            {version}
            <TextArea
              {...answer('body')}
              label={p.answer}
              help={p.answerHelp}
              required
              rows={8}
              maxChars={5000}
            />
            <ButtonRow>
              <Button kind="primary">{p.send}</Button>
            </ButtonRow>
          </Form>
        </Card>
      ) : null}
      <Card title={p.facts}>
        <DescriptionList
          items={[
            { term: w.columns.sent_at, description: formatDateTime(message.sent_at, zone) },
            { term: w.columns.area, description: message.area ?? w.noArea },
            { term: p.lang, description: languageName[message.lang as Language] ?? message.lang },
            { term: w.columns.worker, description: message.worker ?? w.nobody },
          ]}
        />
        {message.consultation_id === null ? null : (
          <p>
            <a href={`/consultations/${message.consultation_id}`}>
              {p.consultation(yearNumber(message.fiscal_year!, message.number!))}
            </a>
          </p>
        )}
        <ButtonRow>
          {message.worker_id === props.me || !open ? null : (
            <Form action={`${at}/take`}>
              {version}
              <Button kind="secondary">{p.take}</Button>
            </Form>
          )}
          {message.consultation_id === null ? (
            <Form action={`${at}/consultation`}>
              <Button kind="secondary">{p.toConsultation}</Button>
            </Form>
          ) : null}
          {open ? (
            <ConfirmForm
              action={`${at}/close`}
              question={p.closeAsk}
              label={p.close}
              fields={{ _version: `${message.version}` }}
            />
          ) : null}
        </ButtonRow>
        {message.consultation_id === null ? (
          <Form action={`${at}/link`} errors={props.link.errors}>
            {version}
            {props.consultations.length === 0 ? (
              <p>{p.noConsultations}</p>
            ) : (
              <>
                <Select
                  {...link('consultation_id')}
                  label={p.number}
                  help={p.numberHelp}
                  required
                  options={props.consultations.map((one) => ({
                    value: `${one.id}`,
                    label: `${yearNumber(one.fiscal_year, one.number)}　${one.kind}　${formatDateTime(one.received_at, zone)}`,
                  }))}
                />
                <ButtonRow>
                  <Button kind="secondary">{p.link}</Button>
                </ButtonRow>
              </>
            )}
          </Form>
        ) : null}
      </Card>
      {open && props.teams.length > 0 ? (
        <Card title={p.hand}>
          <Form action={`${at}/hand`} errors={props.hand.errors}>
            {version}
            <Select
              {...hand('team_id')}
              label={p.team}
              help={p.handHelp}
              required
              options={props.teams.map(({ id, name }) => ({ value: `${id}`, label: name }))}
            />
            <ButtonRow>
              <Button kind="secondary">{p.hand}</Button>
            </ButtonRow>
          </Form>
        </Card>
      ) : null}
    </Stack>
  );
}
