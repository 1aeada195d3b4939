import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDate, formatDateTime, today as dayAt } from '../../platform/ja/dates.ts';
import { Button, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState, StatusBadge } from '../../platform/ui/feedback.tsx';
import { NumberField, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form } from '../../platform/ui/forms.tsx';
import { Card, Columns, PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { showCode } from '../../platform/web/open.ts';
import { Post } from './pages-parts.tsx';
import type { CaseRequest, TakenEntry } from './queries.ts';
import type { Stage, Topic } from './rules.ts';
import { words } from './words.ja.ts';

/** For everybody of the network: helping a family to begin, and reading what one was lent. */
export function HelpPage(props: {
  /** a sheet made within the half hour */
  sheet: boolean;
  setting: { keep_months: number; notice_days: number };
  may_set: boolean;
  form: FormState;
}): Child {
  const w = words.help;
  const field = fields(props.form.values, props.form.errors);
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={w.lead} />
      <Columns>
        <Card title={w.sheetTitle} id="sheet">
          <p>{w.sheetText}</p>
          {props.sheet ? (
            <>
              <p>
                <LinkButton href="/support-files/sheet.pdf" kind="primary" icon="download">
                  {w.open}
                </LinkButton>
              </p>
              <p>{w.openText}</p>
            </>
          ) : null}
          <Post action="/support-files/sheet" kind={props.sheet ? 'secondary' : 'primary'}>
            {w.sheet}
          </Post>
        </Card>
        <Card title={w.borrowTitle} id="borrow">
          <p>{w.borrowText}</p>
          <p>
            <LinkButton href="/open/support-file/borrow" kind="secondary">
              {w.borrow}
            </LinkButton>
          </p>
          <p>
            <a href="/open/support-file">{w.page}</a>
          </p>
        </Card>
        <Card title={w.caseTitle} id="case">
          <p>{w.caseText}</p>
        </Card>
        <Card title={w.settingTitle} id="setting">
          <p>{w.settingNow(props.setting.keep_months, props.setting.notice_days)}</p>
          {props.may_set ? (
            <Form action="/support-files/setting" errors={props.form.errors}>
              <NumberField
                {...field('keep_months')}
                label={w.setting}
                unit={w.months}
                min={12}
                max={240}
                required
              />
              <NumberField
                {...field('notice_days')}
                label={w.notice}
                unit={w.days}
                min={14}
                max={365}
                required
              />
              <Button kind="secondary">{w.change}</Button>
            </Form>
          ) : null}
        </Card>
      </Columns>
    </Stack>
  );
}

/** On a case's page: how much there is, in a line. */
export function Beside(props: {
  case_id: number;
  taken: readonly TakenEntry[];
  requests: readonly CaseRequest[];
  today: string;
}): Child {
  const w = words.beside;
  const standing = props.taken.filter((one) => one.withdrawn_at === null).length;
  const withdrawn = props.taken.length - standing;
  const waiting = props.requests.filter(
    (one) =>
      one.ended_at === null &&
      one.ends_on >= props.today &&
      !props.taken.some(({ request_id }) => request_id === one.id),
  ).length;
  return (
    <Section title={w.title} level={3} id="support-file">
      <p>
        {[
          standing > 0 ? w.count(standing) : w.none,
          ...(withdrawn > 0 ? [w.withdrawn(withdrawn)] : []),
          ...(waiting > 0 ? [w.waiting(waiting)] : []),
        ].join('　')}
      </p>
      <p>
        <a href={`/cases/${props.case_id}/support-file`}>{w.go}</a>
      </p>
    </Section>
  );
}

function Taken({ entry, zone }: { entry: TakenEntry; zone: string }): Child {
  const w = words.page;
  const withdrawn = entry.withdrawn_at !== null;
  return (
    <article class="support-file-entry">
      <h3 class="pre-line">{withdrawn ? words.topics[entry.topic as Topic] : entry.title}</h3>
      <p class="support-file-meta">
        {words.topics[entry.topic as Topic]}　{words.stages[entry.stage as Stage]}
        {entry.dated_on === null ? null : `　${formatDate(entry.dated_on)}`}
      </p>
      <p class="pre-line">
        {withdrawn ? w.withdrawn(formatDate(dayAt(entry.withdrawn_at!, zone))) : entry.body}
      </p>
      <p class="support-file-meta">
        {w.source(entry.said_by, formatDateTime(entry.yes_at, zone))}（{w.ways[entry.way as 'request']}）
      </p>
    </article>
  );
}

/** What a family let this case have, asking for it, and taking in what it offers. */
export function CaseFilePage(props: {
  case_id: number;
  taken: readonly TakenEntry[];
  requests: readonly (CaseRequest & { code: string | null })[];
  may_work: boolean;
  ask: FormState;
  offer: FormState;
  today: string;
  zone: string;
}): Child {
  const w = words.page;
  const at = `/cases/${props.case_id}/support-file`;
  const ask = fields(props.ask.values, props.ask.errors);
  const offer = fields(props.offer.values, props.offer.errors);
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} lead={w.lead} />
      <Section title={w.taken} id="taken">
        {props.taken.length === 0 ? <EmptyState title={w.none} text={w.noneText} /> : null}
        {props.taken.map((entry) => (
          <Taken entry={entry} zone={props.zone} />
        ))}
      </Section>
      {props.requests.length === 0 ? null : (
        <Section title={w.requests} id="requests">
          <ul class="open-list">
            {props.requests.map((one) => {
              const open = one.ended_at === null && one.ends_on >= props.today;
              return (
                <li class="open-line">
                  <p class="open-line-when">
                    {w.asked(one.asked_by, formatDateTime(one.asked_at, props.zone))}
                  </p>
                  <div class="open-line-words">
                    <p class="pre-line">{one.purpose}</p>
                    {props.taken.some(({ request_id }) => request_id === one.id) ? (
                      <StatusBadge kind="success">{w.answered}</StatusBadge>
                    ) : null}
                    {open && one.may_work && one.code !== null ? (
                      <>
                        <p>
                          {w.code}: <strong translate="no">{showCode(one.code)}</strong>　
                          {w.until(formatDate(one.ends_on))}
                        </p>
                        <ConfirmForm
                          label={w.end}
                          question={w.endAsk}
                          action={`${at}/requests/${one.id}/end`}
                          size="sm"
                        />
                      </>
                    ) : (
                      <StatusBadge>{open ? w.until(formatDate(one.ends_on)) : w.over}</StatusBadge>
                    )}
                  </div>
                </li>
              );
            })}
          </ul>
          <p>{w.where}</p>
        </Section>
      )}
      {props.may_work ? (
        <Columns>
          <Card title={w.ask} id="ask">
            <p>{w.askText}</p>
            <Form action={at} errors={props.ask.errors}>
              <TextArea
                {...ask('purpose')}
                label={w.purpose}
                help={w.purposeHelp}
                rows={4}
                maxChars={500}
                required
              />
              <Button kind="primary">{w.make}</Button>
            </Form>
          </Card>
          <Card title={w.offer} id="offer">
            <p>{w.offerText}</p>
            <Form action={`${at}/offer`} errors={props.offer.errors}>
              <TextField {...offer('code')} label={w.offerCode} width="m" required />
              <Button kind="primary">{w.take}</Button>
            </Form>
          </Card>
        </Columns>
      ) : null}
    </Stack>
  );
}
