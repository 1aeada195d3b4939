import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { Button, LinkButton } from '../../platform/ui/buttons.tsx';
import { Select, TextArea } from '../../platform/ui/fields.tsx';
import { NotificationBanner } from '../../platform/ui/feedback.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { CodeBox, CodeForm, Trap } from '../../platform/ui/receipt.tsx';
import { nationalNumbers, telephone } from '../../platform/ui/public-page.tsx';
import { shortDayIn } from '../../platform/ui/speech-dates.ts';
import { japanese, marksIn, wordsIn, type Reading } from '../../platform/ui/speech.ts';
import { formatTime, timeOf, today as dayAt } from '../../platform/ja/dates.ts';
import type { Errors, FormState } from '../../platform/web/form.ts';
import type { OwnMessage } from './queries.ts';
import type { Desk } from './rules.ts';
import { openWords } from './words-open.ts';

const callsOfChildren = ['police', 'abuse', 'child'] as const;
const phoneOf = Object.fromEntries(nationalNumbers.map(({ code, phone }) => [code ?? '', phone])) as Record<
  (typeof callsOfChildren)[number],
  string
>;

/** The national weather service: nothing on it tells what was read before. */
const weather = 'https://www.jma.go.jp/bosai/forecast/';

/** Leaves at once for a page that tells nothing; the island makes "back" not return. */
function Leave({ reading }: { reading: Reading }): Child {
  const w = wordsIn(openWords, reading);
  return (
    <p class="open-leave">
      <a class="button button-danger button-lg" href={weather} rel="noreferrer" data-leave>
        {w.leave}
      </a>
      <span class="open-leave-help">{w.leaveHelp}</span>
    </p>
  );
}

/** Who may be called at once, in a child's words: numbers of the whole country, free and at any hour. */
function Calls({ reading }: { reading: Reading }): Child {
  const { calls } = wordsIn(openWords, reading).child;
  return (
    <ul class="number-list">
      {callsOfChildren.map((code) => (
        <li>
          <a class="number-call" href={telephone(phoneOf[code])}>
            {phoneOf[code]}
          </a>
          <span class="number-words">
            <span class="number-name">{calls[code]}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** When somebody reads what was written, or can be spoken to. */
const deskWords = (
  w: Pick<typeof openWords.ja.child, 'closedUnknown'> & {
    openNow(closes: string): string;
    closedNow(day: string, opens: string): string;
  },
  desk: Desk,
  reading: Reading,
): string =>
  desk.open
    ? w.openNow(formatTime(desk.until!))
    : desk.next === null
      ? w.closedUnknown
      : w.closedNow(shortDayIn(reading, desk.next.day), formatTime(desk.next.opens));

const inWords = (errors: Errors, reading: Reading, kind: 'adult' | 'child'): Errors => {
  const { errors: sentences, child } = wordsIn(openWords, reading);
  const text = kind === 'child' ? child.missing : sentences.text;
  return Object.fromEntries(
    Object.keys(errors).map((name) => [name, name === 'text' ? text : sentences.other]),
  );
};

export function WritePage(props: {
  reading: Reading;
  kind: 'adult' | 'child';
  state: FormState;
  areas: readonly { id: number; name: string; system: string }[];
  desk: Desk;
  /** the text speaks of danger and its writer has not been told yet */
  danger: boolean;
  told: boolean;
}): Child {
  const { reading, kind, state, desk } = props;
  const all = wordsIn(openWords, reading);
  const w = kind === 'child' ? { ...all, ...all.child } : all;
  const errors = inWords(state.errors, reading, kind);
  const field = fields(state.values, errors);
  return (
    <Stack gap="lg">
      <Leave reading={reading} />
      <PageHeading title={w.title} lead={w.lead} />
      {props.danger ? (
        <div role="alert" tabindex={-1} data-error-summary>
          <NotificationBanner kind="error" title={w.dangerTitle} level={2}>
            {kind === 'child' ? (
              <>
                <p>{w.dangerText}</p>
                <Calls reading={reading} />
              </>
            ) : (
              <p>
                <a href="#emergency">{w.dangerText}</a>
              </p>
            )}
            <p>{w.dangerSend}</p>
          </NotificationBanner>
        </div>
      ) : (
        <NotificationBanner kind="warning" title={w.notUrgent} level={2}>
          {kind === 'child' ? (
            <Calls reading={reading} />
          ) : (
            <p>
              <a href="#emergency">{all.toNumbers}</a>
            </p>
          )}
        </NotificationBanner>
      )}
      <p>{deskWords(w, desk, reading)}</p>
      <Form action={kind === 'child' ? '/open/consult/child' : '/open/consult'} errors={errors}>
        {props.told ? <HiddenField name="seen_danger" value="1" /> : null}
        <TextArea {...field('text')} label={w.text} help={w.textHelp} required rows={8} maxChars={5000} />
        <Select
          {...field('area_id')}
          label={w.area}
          help={w.areaHelp}
          empty={w.areaNone}
          options={props.areas.map((one) => ({ value: `${one.id}`, label: one.name, group: one.system }))}
        />
        <Trap label={all.trap} />
        <section class="open-note">
          <h2>{w.whatTitle}</h2>
          <p>{w.what}</p>
        </section>
        <Button kind="primary" size="lg">
          {all.send}
        </Button>
      </Form>
      <p class="open-actions">
        {kind === 'child' ? null : (
          <LinkButton href="/open/consult/child" kind="secondary" size="lg">
            {all.toChild}
          </LinkButton>
        )}
        <LinkButton href="/open/consult/receipt" kind="secondary" size="lg">
          {all.receipt.title}
        </LinkButton>
      </p>
    </Stack>
  );
}

export function ReceiptPage(props: {
  reading: Reading;
  /** as people write it down; only right after sending */
  code: string | null;
  message: OwnMessage | null;
  desk: Desk;
  reply: FormState;
  error?: string;
  typed?: string;
  zone: string;
}): Child {
  const { reading, message, zone } = props;
  const all = wordsIn(openWords, reading);
  const r = all.receipt;
  const errors = inWords(props.reply.errors, reading, message?.kind ?? 'adult');
  const w = message?.kind === 'child' ? { ...all, ...all.child } : all;
  const field = fields(props.reply.values, errors);
  const last = message?.posts.at(-1);
  const moment = (iso: string) =>
    `${shortDayIn(reading, dayAt(new Date(iso), zone))} ${formatTime(timeOf(new Date(iso), zone))}`;
  return (
    <Stack gap="lg">
      <Leave reading={reading} />
      <PageHeading title={r.title} />
      {message === null ? null : (
        <>
          {props.code === null ? null : <CodeBox label={r.code} code={props.code} keep={r.keep} />}
          <ol class="message-posts">
            {message.posts.map((post) => (
              <li class={post.by_sender ? 'message-post message-post-mine' : 'message-post'}>
                <p class="message-post-who">
                  {`${post.by_sender ? r.mine : r.desk}${marksIn(reading).gap}${moment(post.written_at)}`}
                </p>
                <p class="pre-line" lang={post.by_sender ? undefined : japanese(reading)}>
                  {post.body}
                </p>
              </li>
            ))}
          </ol>
          <p role="status">
            {message.closed_at !== null
              ? r.closed
              : last?.by_sender === true
                ? message.taken
                  ? r.taken
                  : r.waiting
                : null}
          </p>
          {message.closed_at === null && last?.by_sender === true && !message.taken && !props.desk.open ? (
            <p>{deskWords(w, props.desk, reading)}</p>
          ) : null}
          {/* Whoever is afraid does not wait for the desk: the numbers stand here, too. */}
          {message.kind === 'child' ? (
            <NotificationBanner kind="warning" title={all.child.notUrgent} level={2}>
              <Calls reading={reading} />
            </NotificationBanner>
          ) : null}
          <Section title={r.reply} id="reply">
            <Form action="/open/consult/reply" errors={errors}>
              <TextArea {...field('text')} label={r.reply} required rows={5} maxChars={5000} />
              <Trap label={all.trap} />
              <Button kind="primary" size="lg">
                {all.send}
              </Button>
            </Form>
          </Section>
        </>
      )}
      <Section title={message === null ? r.ask : r.another} id="code">
        <CodeForm
          action="/open/consult/receipt"
          label={r.ask}
          help={r.askHelp}
          button={r.look}
          {...(props.error === undefined ? {} : { error: props.error })}
          {...(props.typed === undefined ? {} : { value: props.typed })}
        />
      </Section>
    </Stack>
  );
}
