import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { CoverageBar } from '../../platform/ui/charts.tsx';
import { EmptyState, NotificationBanner, StatusBadge, type Kind } from '../../platform/ui/feedback.tsx';
import {
  Checkbox,
  CheckboxGroup,
  DateField,
  RadioGroup,
  Select,
  TextArea,
} from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Prose, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList, ResourceList, Timeline } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { eachOnce, type TeamPerson } from '../conferences/queries.ts';
import { referralStates } from '../referrals/queries.ts';
import type {
  Handover,
  HandoverLine,
  HangingOn,
  Item,
  leavingSoon,
  OwnedKind,
  Proof,
  proposedToMe,
  stepsOf,
} from './queries.ts';
import { canBeAsked } from './queries-transfer.ts';
import { besideItem, leftByState, mayDoItem, type ItemActor, type ItemState } from './rules.ts';
import type { Transfer } from './queries-transfer.ts';
import { TransfersOfPackage } from './pages-transfer.tsx';
import { transferWords } from './words-transfer.ja.ts';
import { kindWords, reasonWords, stateWords, words } from './words.ja.ts';

export type State = FormState & { conflict?: Conflict };

const kinds: Record<ItemState, Kind> = {
  waiting: 'warning',
  declined: 'error',
  proposed: 'info',
  asked: 'info',
  accepted: 'success',
  dropped: 'neutral',
};
const Badge = ({ state }: { state: ItemState }): Child => (
  <StatusBadge kind={kinds[state]}>{stateWords[state]}</StatusBadge>
);

export const referenceOf = (item: Item): string =>
  item.case_id === null
    ? words.consultationNumber(item.consultation_year, item.consultation_number)
    : words.caseNumber(item.case_year, item.case_number);

export function HandoverList(props: {
  rows: readonly HandoverLine[];
  mine: Awaited<ReturnType<typeof proposedToMe>>;
  leaving: Awaited<ReturnType<typeof leavingSoon>>;
  transfers: number;
  may_lead: boolean;
}): Child {
  return (
    <Stack>
      <PageHeading
        title={words.list.title}
        lead={words.list.lead}
        actions={
          props.may_lead ? (
            <ButtonRow>
              <LinkButton href="/handovers/new" kind="primary" icon="plus">
                {words.list.start}
              </LinkButton>
              <LinkButton href="/handovers/proof" icon="check">
                {words.list.proof}
              </LinkButton>
            </ButtonRow>
          ) : undefined
        }
      />
      {props.mine.length === 0 ? null : (
        <Card title={words.list.mine} tone="key">
          <ResourceList
            items={props.mine.map((one) => ({
              title: words.page.title(one.leaver ?? ''),
              href: `/handovers/${one.id}#accept`,
              text: words.list.mineText(one.count),
              ...(one.leaves_on === null ? {} : { due: words.list.until(one.leaves_on) }),
            }))}
          />
        </Card>
      )}
      {props.transfers === 0 ? null : (
        <Card title={transferWords.list.title} tone="key">
          <ResourceList
            items={[
              {
                title: transferWords.list.count(props.transfers),
                href: '/handovers/transfers',
                icon: 'people',
              },
            ]}
          />
        </Card>
      )}
      {props.may_lead && props.leaving.length > 0 ? (
        <Card title={words.list.leaving} tone="warning">
          <ResourceList
            items={props.leaving.map((one) => ({
              title: one.name ?? '',
              text: words.list.leavingText(one.cases),
              meta: one.team,
              due: words.list.until(one.ends_on),
              action: (
                <LinkButton
                  href={`/handovers/new?leaver=${one.team_id}:${one.person_id}&on=${one.ends_on}`}
                  size="sm"
                >
                  {words.list.start}
                </LinkButton>
              ),
            }))}
          />
        </Card>
      ) : null}
      <Card flush>
        <DataTable
          caption={words.list.caption}
          captionHidden
          stack
          columns={[
            {
              key: 'leaver',
              label: words.list.leaver,
              rowHeader: true,
              cell: (row) => <a href={`/handovers/${row.id}`}>{row.leaver}</a>,
            },
            { key: 'team', label: words.list.team },
            { key: 'reason', label: words.list.reason, nowrap: true, cell: (row) => reasonWords[row.reason] },
            {
              key: 'leaves_on',
              label: words.list.leaves_on,
              nowrap: true,
              cell: (row) => (row.leaves_on === null ? '' : words.day(row.leaves_on)),
            },
            { key: 'cover', label: words.list.cover, nowrap: true },
            {
              key: 'progress',
              label: words.list.progress,
              nowrap: true,
              cell: (row) => words.list.progressValue(row.accepted, row.all),
            },
          ]}
          rows={props.rows}
          empty={<EmptyState title={words.list.none} text={words.list.noneText} icon="people" />}
        />
      </Card>
    </Stack>
  );
}

export function OpenForm(props: { state: State; people: readonly TeamPerson[] }): Child {
  const field = fields(props.state.values, props.state.errors);
  return (
    <>
      <PageHeading title={words.open.title} lead={words.open.lead} />
      <Form action="/handovers/new" errors={props.state.errors}>
        <Select
          {...field('leaver')}
          label={words.open.leaver}
          required
          options={props.people.map((one) => ({
            value: `${one.team_id}:${one.id}`,
            label: props.people.some((other) => other.id === one.id && other.team_id !== one.team_id)
              ? `${one.name}　${one.role}　${one.team}`
              : `${one.name}　${one.role}`,
          }))}
        />
        <DateField {...field.date('leaves_on')} label={words.open.leaves_on} required />
        <RadioGroup
          {...field('reason')}
          label={words.open.reason}
          required
          inline
          options={(['transfer', 'appointment', 'leave'] as const).map((one) => ({
            value: one,
            label: reasonWords[one],
          }))}
        />
        <Select
          {...field('cover_id')}
          label={words.open.cover_id}
          help={words.open.coverHelp}
          required
          options={eachOnce(props.people).map((one) => ({
            value: String(one.id),
            label: `${one.name}　${one.role}`,
          }))}
        />
        <TextArea {...field('note')} label={words.open.note} rows={3} />
        <ButtonRow>
          <Button size="lg">{words.open.submit}</Button>
        </ButtonRow>
      </Form>
    </>
  );
}

export function HandoverPage(props: {
  handover: Handover;
  items: readonly Item[];
  actors: (item: Item) => ItemActor[];
  people: readonly TeamPerson[];
  loads: ReadonlyMap<number, number>;
  transfers: readonly Transfer[];
  may_withdraw: (one: Transfer) => boolean;
  sent: 'propose' | 'accept' | null;
  state: State;
}): Child {
  const { handover, items } = props;
  const at = `/handovers/${handover.id}`;
  const moved = props.transfers.filter((one) => one.state === 'accepted').length;
  const all = items.filter((item) => item.state !== 'dropped').length + moved;
  const accepted = items.filter((item) => item.state === 'accepted').length + moved;
  const left = leftByState(items);
  const toPropose = items.filter((item) => mayDoItem(props.actors(item), item.state, 'propose'));
  const toAsk = items.some(
    (item) => canBeAsked(item) && mayDoItem(props.actors(item), item.state, 'ask_team'),
  );
  const forMe = items.filter((item) => mayDoItem(props.actors(item), item.state, 'accept'));
  const propose = fields(props.sent === 'propose' ? props.state.values : {}, props.state.errors);
  const ticked = props.sent === 'accept' ? fields(props.state.values).many('items').value : [];
  return (
    <Stack>
      <PageHeading
        title={words.page.title(handover.leaver ?? '')}
        lead={handover.note === '' ? undefined : handover.note}
      />
      {all > 0 && accepted === all ? (
        <NotificationBanner kind="success" title={words.page.allDone}>
          <p>{words.page.allDoneText}</p>
        </NotificationBanner>
      ) : null}
      <Card title={words.page.facts}>
        <Stack>
          <DescriptionList
            layout="grid"
            items={[
              { term: words.list.team, description: handover.team },
              { term: words.list.reason, description: reasonWords[handover.reason] },
              handover.leaves_on === null
                ? null
                : { term: words.list.leaves_on, description: words.day(handover.leaves_on) },
              { term: words.list.cover, description: handover.cover },
            ]}
          />
          <CoverageBar label={words.list.progress} done={accepted} all={all} />
          {left.length === 0 ? null : (
            <p>{words.page.left(left.map((one) => words.page.leftOf(stateWords[one.state], one.count)))}</p>
          )}
        </Stack>
      </Card>
      {forMe.length === 0 ? null : (
        <Card
          title={words.accept.title}
          lead={words.accept.lead}
          tone="key"
          id="accept"
          actions={
            forMe.length < 2 ? undefined : (
              <LinkButton href={`${at}/items/${forMe[0]!.id}`} kind="primary">
                {words.accept.oneByOne(forMe.length)}
              </LinkButton>
            )
          }
        >
          <Form action={`${at}/accept`} errors={props.sent === 'accept' ? props.state.errors : {}}>
            <Stack>
              {forMe.map((item) => (
                <section>
                  <h3>
                    <a href={`${at}/items/${item.id}`}>{referenceOf(item)}</a>
                    {item.headline === null ? '' : `　${item.headline}`}
                  </h3>
                  <Prose>
                    <p class="pre-line">{item.summary}</p>
                  </Prose>
                  {item.joint_visit_on === null ? null : (
                    <p>{`${words.page.visit}：${words.day(item.joint_visit_on)}`}</p>
                  )}
                  <Checkbox
                    name="items"
                    id={`f-accept-${item.id}`}
                    value={String(item.id)}
                    checked={ticked.includes(String(item.id))}
                    label={`${words.accept.check}（${referenceOf(item)}）`}
                  />
                </section>
              ))}
            </Stack>
            <ButtonRow>
              <Button size="lg">{words.accept.submit}</Button>
            </ButtonRow>
          </Form>
        </Card>
      )}
      {toPropose.length === 0 ? null : (
        <Card title={words.propose.title} lead={words.propose.lead} id="propose">
          <Form
            action={`${at}/propose`}
            id="propose-form"
            errors={props.sent === 'propose' ? props.state.errors : {}}
          >
            {toPropose.length < 2 ? null : (
              <Checkbox
                {...propose.checked('all')}
                label={words.propose.all(toPropose.length)}
                help={words.propose.allHelp}
              />
            )}
            <CheckboxGroup
              {...propose.many('items')}
              label={words.propose.items}
              required
              columns
              options={toPropose.map((item) => ({
                value: String(item.id),
                label: `${referenceOf(item)}（${stateWords[item.state]}）`,
                help: item.headline ?? undefined,
              }))}
            />
            <Select
              {...propose('successor_id')}
              label={words.propose.successor_id}
              required
              options={props.people.map((one) => ({
                value: String(one.id),
                label: words.propose.load(one.name, one.role, props.loads.get(one.id) ?? 0),
              }))}
            />
            <DateField {...propose.date('joint_visit_on')} label={words.propose.joint_visit_on} />
            <ButtonRow>
              <Button size="lg">{words.propose.submit}</Button>
            </ButtonRow>
          </Form>
        </Card>
      )}
      {toAsk ? (
        <ButtonRow>
          <LinkButton href={`${at}/transfer`}>{transferWords.ask.title}</LinkButton>
        </ButtonRow>
      ) : null}
      <TransfersOfPackage
        rows={props.transfers}
        reference={(one) => {
          const item = items.find((row) => row.id === one.item_id);
          return item === undefined ? null : { label: referenceOf(item), href: `${at}/items/${item.id}` };
        }}
        may_withdraw={props.may_withdraw}
      />
      <Card title={words.page.items} flush>
        <DataTable
          caption={words.page.items}
          captionHidden
          stack
          columns={[
            {
              key: 'case',
              label: words.page.case,
              rowHeader: true,
              cell: (row) => (
                <a href={`${at}/items/${row.id}`}>
                  {referenceOf(row)}
                  {row.tasks_only ? `（${words.page.tasksOnly}）` : ''}
                </a>
              ),
            },
            { key: 'headline', label: words.page.headline },
            {
              key: 'next',
              label: words.page.next,
              nowrap: true,
              cell: (row) => {
                const day = row.next_contact_on ?? row.next_on;
                return day === null ? '' : words.day(day);
              },
            },
            { key: 'tasks', label: words.page.tasks, nowrap: true, cell: (row) => words.count(row.tasks) },
            { key: 'successor', label: words.page.successor, nowrap: true },
            {
              key: 'visit',
              label: words.page.visit,
              nowrap: true,
              cell: (row) => {
                const day = row.joint_visit_done_on ?? row.joint_visit_on;
                return day === null ? '' : words.day(day);
              },
            },
            {
              key: 'state',
              label: words.page.state,
              nowrap: true,
              cell: (row) => <Badge state={row.state} />,
            },
          ]}
          rows={items}
        />
      </Card>
      {handover.may_lead && handover.cancelled_at === null ? (
        <ButtonRow>
          <Form action={`${at}/refresh`} label={words.page.refresh}>
            <Button kind="secondary">{words.page.refresh}</Button>
          </Form>
          <ConfirmForm
            label={words.page.cancel}
            question={words.page.cancelQuestion}
            action={`${at}/cancel`}
            confirmLabel={words.page.cancel}
            danger
          />
        </ButtonRow>
      ) : null}
    </Stack>
  );
}

export function ItemPage(props: {
  handover: Handover;
  item: Item;
  /** what is still open of the package, in its order */
  open: readonly Item[];
  actors: readonly ItemActor[];
  steps: Awaited<ReturnType<typeof stepsOf>>;
  hanging: HangingOn;
  sent: 'summary' | 'decline' | null;
  state: State;
  zone: string;
}): Child {
  const { handover, item } = props;
  const at = `/handovers/${handover.id}/items/${item.id}`;
  const field = fields(
    props.sent === 'summary' ? props.state.values : { ...item, _version: item.version },
    props.state.errors,
  );
  const beside = besideItem(props.open, item.id);
  const may = (action: Parameters<typeof mayDoItem>[2]) => mayDoItem(props.actors, item.state, action);
  return (
    <Stack>
      <PageHeading
        kicker={<a href={`/handovers/${handover.id}`}>{words.page.title(handover.leaver ?? '')}</a>}
        title={referenceOf(item)}
        lead={item.headline ?? undefined}
        badges={<Badge state={item.state} />}
        actions={
          item.case_id === null ? (
            <LinkButton href={`/consultations/${item.consultation_id}`}>
              {words.item.toConsultation}
            </LinkButton>
          ) : (
            <LinkButton href={`/cases/${item.case_id}`}>{words.item.toCase}</LinkButton>
          )
        }
      />
      {beside === null || beside.of < 2 ? null : (
        <nav aria-label={words.item.walk}>
          <ButtonRow>
            {beside.before === null ? null : (
              <LinkButton
                href={`/handovers/${handover.id}/items/${beside.before.id}`}
                icon="previous"
                size="sm"
              >
                {words.item.before(referenceOf(beside.before))}
              </LinkButton>
            )}
            <span>{words.item.place(beside.place, beside.of)}</span>
            {beside.after === null ? null : (
              <LinkButton href={`/handovers/${handover.id}/items/${beside.after.id}`} icon="next" size="sm">
                {words.item.after(referenceOf(beside.after))}
              </LinkButton>
            )}
          </ButtonRow>
        </nav>
      )}
      {item.state === 'declined' ? (
        <NotificationBanner kind="warning" title={stateWords.declined}>
          <p>{words.item.declined(item.decline_reason ?? '')}</p>
        </NotificationBanner>
      ) : null}
      {may('accept') ? (
        <ButtonRow>
          <Form action={`/handovers/${handover.id}/accept`} label={words.accept.submit}>
            <HiddenField name="items" value={item.id} />
            <HiddenField name="onward" value="next" />
            <Button size="lg">{words.accept.check}</Button>
          </Form>
          <ConfirmForm
            label={words.decline.label}
            question={words.decline.question}
            action={`${at}/decline`}
            confirmLabel={words.decline.submit}
            open={props.sent === 'decline'}
          >
            <TextArea
              {...(props.sent === 'decline' ? fields(props.state.values, props.state.errors) : fields())(
                'reason',
              )}
              label={words.decline.reason}
              rows={3}
              required
            />
          </ConfirmForm>
        </ButtonRow>
      ) : null}
      <Card title={words.item.summary}>
        {may('summarise') ? (
          <Form action={at} errors={props.sent === 'summary' ? props.state.errors : {}}>
            {props.sent === 'summary' ? <ConflictNotice state={props.state} /> : null}
            {props.sent === 'summary' && props.state.conflict ? null : (
              <HiddenField name="_version" value={item.version} />
            )}
            <TextArea
              {...field('summary')}
              label={words.item.summary}
              help={words.item.summaryHelp}
              rows={16}
              required
            />
            <DateField {...field.date('joint_visit_on')} label={words.item.joint_visit_on} />
            <DateField {...field.date('joint_visit_done_on')} label={words.item.joint_visit_done_on} />
            <ButtonRow>
              <Button>{words.save}</Button>
              {beside === null || beside.after === null ? null : (
                <Button kind="secondary" name="onward" value="next">
                  {words.item.saveNext}
                </Button>
              )}
            </ButtonRow>
          </Form>
        ) : (
          <Prose>
            <p class="pre-line">{item.summary}</p>
          </Prose>
        )}
      </Card>
      <Card title={words.item.consents}>
        {props.hanging.consents.length === 0 ? (
          <p>{words.item.noConsents}</p>
        ) : (
          <ResourceList
            items={props.hanging.consents.map((one) => ({
              title: words.item.consentUntil(one.ends_on),
              href: `/disclosures/household/${one.household_id}`,
              text: words.item.consentTo(one.recipients, one.purpose),
            }))}
          />
        )}
      </Card>
      <Card title={words.item.referrals}>
        {props.hanging.referrals.length === 0 ? (
          <p>{words.item.noReferrals}</p>
        ) : (
          <ResourceList
            items={props.hanging.referrals.map((one) => ({
              title: words.referralNumber(one.id),
              href: `/referrals/${one.id}`,
              text: one.need,
              badge: <StatusBadge kind="neutral">{referralStates[one.state]}</StatusBadge>,
            }))}
          />
        )}
      </Card>
      {props.steps.length === 0 ? null : (
        <Card title={words.item.history}>
          <Timeline
            entries={props.steps.map((step) => ({
              when: words.moment(step.done_at, props.zone),
              datetime: step.done_at.toISOString(),
              text: words.item.step(step.step, step.person ?? '', step.reason),
              actor: step.doer,
            }))}
          />
        </Card>
      )}
    </Stack>
  );
}

type Orphan = Proof[number]['orphans'][number];
const placeOf = (kind: OwnedKind, row: Orphan) =>
  kind === 'consultation'
    ? `/consultations/${row.id}`
    : kind === 'referral'
      ? `/referrals/${row.id}`
      : `/cases/${row.case_id}`;
const labelOf = (kind: OwnedKind, row: Orphan) =>
  kind === 'consultation'
    ? words.consultationNumber(row.fiscal_year, row.number)
    : kind === 'referral'
      ? words.referralNumber(row.number)
      : words.caseNumber(row.fiscal_year, row.number);

export function ProofPage(props: {
  proof: Proof;
  on: string;
  /** who looked, and when: a proof that is printed says so */
  looked: { who: string; at: Date; zone: string };
  teams: readonly string[];
  state: State;
}): Child {
  const { proof, on } = props;
  const bare = proof.flatMap((part) => part.orphans.filter((one) => one.cover === null));
  const covered = proof.reduce((sum, part) => sum + part.orphans.length, 0) - bare.length;
  const total = proof.reduce((sum, part) => sum + part.total, 0);
  return (
    <Stack>
      <PageHeading title={words.proof.title} lead={words.proof.lead} />
      <search>
        <form class="form" action="/handovers/proof" method="get">
          <DateField name="on" label={words.proof.on} value={on} />
          <ButtonRow>
            <Button kind="secondary">{words.proof.show}</Button>
          </ButtonRow>
        </form>
      </search>
      <NotificationBanner
        kind={bare.length === 0 ? 'success' : 'error'}
        title={bare.length === 0 ? words.proof.ok(on) : words.proof.notOk(on, bare.length)}
      >
        {bare.length === 0 ? <p>{words.proof.okText(total)}</p> : null}
        {covered > 0 ? <p>{words.proof.covered(covered)}</p> : null}
        <p>
          {words.proof.looked(
            props.teams,
            words.moment(props.looked.at, props.looked.zone),
            props.looked.who,
          )}
        </p>
      </NotificationBanner>
      {proof.map((part) => (
        <Card title={words.proof.totals(kindWords[part.kind], part.total, part.orphans.length)} flush>
          {part.orphans.length === 0 ? null : (
            <DataTable
              caption={words.proof.caption(kindWords[part.kind])}
              captionHidden
              stack
              columns={[
                {
                  key: 'reference',
                  label: words.proof.reference,
                  rowHeader: true,
                  nowrap: true,
                  cell: (row) => <a href={placeOf(part.kind, row)}>{labelOf(part.kind, row)}</a>,
                },
                {
                  key: 'owner',
                  label: words.proof.owner,
                  cell: (row) => row.owner ?? words.proof.noOwner,
                },
                {
                  key: 'cover',
                  label: words.proof.cover,
                  cell: (row) => row.cover ?? <StatusBadge kind="error">{words.proof.noCover}</StatusBadge>,
                },
                {
                  key: 'successor',
                  label: words.proof.successor,
                  cell: (row) =>
                    row.asked_team === null ? row.successor : transferWords.proof(row.asked_team),
                },
                {
                  key: 'handover',
                  label: words.proof.handover,
                  cell: (row) =>
                    row.handover_id === null ? (
                      ''
                    ) : (
                      <a href={`/handovers/${row.handover_id}`}>{words.proof.go}</a>
                    ),
                },
              ]}
              rows={part.orphans}
            />
          )}
        </Card>
      ))}
    </Stack>
  );
}
