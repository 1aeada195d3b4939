import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { BarChart } from '../../platform/ui/charts.tsx';
import { Disclosure, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import {
  Checkbox,
  DateField,
  NumberField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
} from '../../platform/ui/fields.tsx';
import { fields, Fieldset, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Stack, Tabs } from '../../platform/ui/layout.tsx';
import { ResourceList, type ResourceItem } from '../../platform/ui/records.tsx';
import { DataTable } from '../../platform/ui/tables.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import type { TeamPerson } from '../conferences/queries.ts';
import { Proposals, type StandingProposal } from './pages-proposal.tsx';
import type { caseWeight, checkIns, commentsOfCase, skills, TeamLoad, Weight } from './queries.ts';
import { severities, skillKinds, travels, type Part } from './rules.ts';
import { groupWords, skillKindWords, weightWords, words } from './words.ja.ts';

export type State = FormState & { conflict?: Conflict };

const tenths = (points: number): number => Math.round(points * 10) / 10;

export const partsText = (parts: readonly Part[]): string =>
  parts.map((part) => `${weightWords[part.code] ?? part.code} ${part.points}`).join(words.and);

export function CaseloadPage(props: {
  teams: readonly { id: number; name: string }[];
  team: { id: number; name: string };
  load: TeamLoad;
  own: Awaited<ReturnType<typeof checkIns>>;
  me: number;
  month: string;
  may_lead: boolean;
  /** the last ones, for whoever leads */
  proposals: readonly StandingProposal[];
  zone: string;
  sent: 'check-in' | 'limit' | null;
  state: State;
}): Child {
  const { load, team } = props;
  const beyond = (worker: TeamLoad['workers'][number]) => tenths(Math.max(0, worker.points - worker.limit));
  // Who carries too much stands first; the others stay as the team is listed.
  const workers = load.workers
    .filter((worker) => worker.here || worker.cases > 0)
    .toSorted((a, b) => beyond(b) - beyond(a));
  const carried = tenths(workers.reduce((sum, worker) => sum + worker.points, 0));
  const bearable = tenths(workers.reduce((sum, worker) => sum + (worker.here ? worker.limit : 0), 0));
  const mine = load.cases
    .filter((one) => one.worker_id === props.me)
    .toSorted((a, b) => b.points - a.points || a.id - b.id);
  const tooMuch = workers.filter((worker) => beyond(worker) > 0);
  const over = tooMuch.length > 0;
  const now = props.own.find((one) => one.month === props.month);
  const check = fields(
    props.sent === 'check-in' ? props.state.values : (now ?? {}),
    props.sent === 'check-in' ? props.state.errors : {},
  );
  const limit = fields(
    props.sent === 'limit' ? props.state.values : { person_id: 0, points: load.usual },
    props.sent === 'limit' ? props.state.errors : {},
  );
  const scale = (options: readonly string[]) =>
    options.map((label, index) => ({ value: String(index + 1), label: `${index + 1}　${label}` }));
  return (
    <Stack>
      <PageHeading
        title={words.page.title}
        lead={words.page.lead}
        actions={
          <LinkButton href="/caseload/weights" icon="note">
            {words.page.weights}
          </LinkButton>
        }
      />
      {props.teams.length < 2 ? null : (
        <Tabs
          label={words.page.title}
          items={props.teams.map((one) => ({
            label: one.name,
            href: `/caseload?team=${one.id}`,
            current: one.id === team.id,
          }))}
        />
      )}
      {over ? (
        <NotificationBanner kind="warning" title={words.page.tooMuch(tooMuch.length)}>
          <p>{tooMuch.map((worker) => words.page.tooMuchOf(worker.name, beyond(worker))).join(words.and)}</p>
          {carried > bearable ? <p>{words.page.teamOver(carried, bearable)}</p> : null}
        </NotificationBanner>
      ) : null}
      <Card>
        <BarChart
          caption={words.page.caption(team.name)}
          unit={words.weights.unit}
          note={words.page.note}
          targetName={words.page.limit}
          beyond={words.page.over}
          items={workers.map((worker) => ({
            label: worker.name,
            value: worker.points,
            target: worker.limit,
          }))}
        />
      </Card>
      <Card flush>
        <DataTable
          caption={words.page.table}
          captionHidden
          stack
          columns={[
            { key: 'name', label: words.page.worker, rowHeader: true },
            {
              key: 'cases',
              label: words.page.cases,
              align: 'end',
              nowrap: true,
              cell: (row) => words.count(row.cases),
            },
            {
              key: 'points',
              label: words.page.load,
              align: 'end',
              nowrap: true,
              cell: (row) => words.points(row.points),
            },
            {
              key: 'limit',
              label: words.page.limit,
              align: 'end',
              nowrap: true,
              cell: (row) =>
                words.points(row.limit) + (row.own_limit ? words.page.own(words.page.ownLimit) : ''),
            },
            {
              key: 'left',
              label: words.page.left,
              cell: (row) =>
                !row.here ? (
                  <StatusBadge kind="error">{words.page.gone}</StatusBadge>
                ) : beyond(row) > 0 ? (
                  <StatusBadge kind="error">{words.page.over(beyond(row))}</StatusBadge>
                ) : (
                  words.page.room(tenths(row.limit - row.points))
                ),
            },
          ]}
          rows={workers}
          footer={[
            words.page.sum,
            words.count(load.cases.length),
            words.points(carried),
            words.points(bearable),
            '',
          ]}
        />
      </Card>
      {props.may_lead ? (
        <Card title={words.page.propose} lead={words.page.proposeLead}>
          <Stack>
            <Proposals team_id={team.id} over={over} last={props.proposals} zone={props.zone} />
            <Disclosure summary={words.limits.title} open={props.sent === 'limit'}>
              <Form
                action={`/caseload/limits?team=${team.id}`}
                errors={props.sent === 'limit' ? props.state.errors : {}}
              >
                <Select
                  {...limit('person_id')}
                  label={words.limits.person_id}
                  empty={false}
                  options={[
                    { value: '0', label: words.limits.everybody },
                    ...workers
                      .filter((worker) => worker.here)
                      .map((worker) => ({ value: String(worker.id), label: worker.name })),
                  ]}
                />
                <NumberField
                  {...limit('points')}
                  label={words.limits.points}
                  unit={words.weights.unit}
                  required
                />
                <TextField {...limit('note')} label={words.limits.note} />
                <ButtonRow>
                  <Button kind="secondary">{words.limits.submit}</Button>
                </ButtonRow>
              </Form>
            </Disclosure>
          </Stack>
        </Card>
      ) : null}
      <Card title={words.checkIn.title} lead={words.checkIn.lead} id="check-in">
        <Form action="/caseload/check-in" errors={props.sent === 'check-in' ? props.state.errors : {}}>
          <RadioGroup
            {...check('load')}
            label={words.checkIn.load}
            required
            options={scale(words.checkIn.loadOptions)}
          />
          <RadioGroup
            {...check('motivation')}
            label={words.checkIn.motivation}
            required
            options={scale(words.checkIn.motivationOptions)}
          />
          <TextArea {...check('words')} label={words.checkIn.words} rows={3} />
          <ButtonRow>
            <Button>{words.checkIn.submit}</Button>
          </ButtonRow>
        </Form>
        {props.own.length === 0 ? null : (
          <Disclosure summary={words.checkIn.own}>
            <CheckIns rows={props.own} named={false} />
          </Disclosure>
        )}
      </Card>
      {mine.length === 0 ? null : (
        <Card title={words.page.mine} lead={words.page.mineLead}>
          <ResourceList
            items={mine.map((one) => ({
              title: `${words.caseNumber(one.fiscal_year, one.number)}　${one.headline}`,
              href: `/supervision/cases/${one.id}`,
              meta: partsText(one.parts),
              due: words.points(one.points),
            }))}
          />
        </Card>
      )}
    </Stack>
  );
}

function CheckIns(props: { rows: Awaited<ReturnType<typeof checkIns>>; named: boolean }): Child {
  return (
    <ResourceList
      items={props.rows.map((one) => ({
        title: props.named ? `${one.name ?? ''}　${words.month(one.month)}` : words.month(one.month),
        meta: words.checkIn.value(one.load, one.motivation),
        ...(one.words === '' ? {} : { text: <span class="pre-line">{one.words}</span> }),
        ...(one.load >= 4 ? { icon: 'warning' as const } : {}),
      }))}
    />
  );
}

export function WeightsPage(props: { weights: readonly Weight[]; may_change: boolean; state: State }): Child {
  const typed = Object.keys(props.state.values).length > 0;
  const field = fields(
    typed
      ? props.state.values
      : Object.fromEntries(props.weights.map((weight) => [weight.code, String(weight.points)])),
    props.state.errors,
  );
  const groups = Map.groupBy(props.weights, (weight) => weight.group_code);
  return (
    <>
      <PageHeading title={words.weights.title} lead={words.weights.lead} />
      <Form action="/caseload/weights" errors={props.state.errors}>
        {[...groups].map(([group, list]) => (
          <Fieldset legend={groupWords[group] ?? group}>
            {list.map((weight) => (
              <NumberField
                {...field(weight.code)}
                label={weightWords[weight.code] ?? weight.code}
                unit={words.weights.unit}
                decimal
                {...(props.may_change ? {} : { readOnly: true })}
              />
            ))}
          </Fieldset>
        ))}
        {props.may_change ? (
          <ButtonRow>
            <Button size="lg">{words.save}</Button>
          </ButtonRow>
        ) : null}
      </Form>
    </>
  );
}

export function CaseSupervisionPage(props: {
  one: NonNullable<Awaited<ReturnType<typeof caseWeight>>>;
  comments: Awaited<ReturnType<typeof commentsOfCase>>;
  may_comment: boolean;
  sent: 'facts' | 'comment' | null;
  state: State;
  zone: string;
}): Child {
  const { one } = props;
  const at = `/supervision/cases/${one.id}`;
  const facts = fields(
    props.sent === 'facts' ? props.state.values : one,
    props.sent === 'facts' ? props.state.errors : {},
  );
  const comment = fields(
    props.sent === 'comment' ? props.state.values : {},
    props.sent === 'comment' ? props.state.errors : {},
  );
  const named = (codes: readonly string[]) =>
    codes.map((code) => ({ value: code, label: weightWords[code] ?? code }));
  return (
    <Stack>
      <PageHeading
        kicker={words.casePage.title}
        title={`${words.caseNumber(one.fiscal_year, one.number)}　${one.headline}`}
        lead={words.casePage.lead(one.points, partsText(one.parts))}
        actions={<LinkButton href={`/cases/${one.id}`}>{words.casePage.toCase}</LinkButton>}
      />
      <Card title={words.comment.title} lead={words.comment.lead} id="comments">
        <Stack>
          {props.comments.length === 0 ? (
            <p>{words.comment.none}</p>
          ) : (
            <ResourceList
              items={props.comments.map((each) => ({
                title: <span class="pre-line">{each.body}</span>,
                meta: `${each.writer ?? ''}　${words.moment(each.written_at, props.zone)}`,
                icon: 'note' as const,
              }))}
            />
          )}
          {props.may_comment ? (
            <Form action={`${at}/comments`} errors={props.sent === 'comment' ? props.state.errors : {}}>
              <TextArea {...comment('body')} label={words.comment.body} rows={4} required />
              <ButtonRow>
                <Button>{words.comment.submit}</Button>
              </ButtonRow>
            </Form>
          ) : null}
        </Stack>
      </Card>
      <Card title={words.facts.title} id="facts">
        <Form action={`${at}/facts`} errors={props.sent === 'facts' ? props.state.errors : {}}>
          {props.sent === 'facts' ? <ConflictNotice state={props.state} /> : null}
          {props.sent === 'facts' && props.state.conflict ? null : (
            <HiddenField name="_version" value={one.fact_version} />
          )}
          <RadioGroup
            {...facts('severity')}
            label={words.facts.severity}
            required
            inline
            options={named(severities)}
          />
          <RadioGroup
            {...facts('travel')}
            label={words.facts.travel}
            required
            inline
            options={named(travels)}
          />
          <Checkbox {...facts.checked('interpreter')} label={words.facts.interpreter} />
          <Checkbox {...facts.checked('court')} label={words.facts.court} />
          <ButtonRow>
            <Button kind="secondary">{words.save}</Button>
          </ButtonRow>
        </Form>
      </Card>
    </Stack>
  );
}

export function SupervisionPage(props: {
  approvals: ResourceItem[];
  checkIns: Awaited<ReturnType<typeof checkIns>>;
  skills: Awaited<ReturnType<typeof skills>>;
  people: readonly TeamPerson[];
  may_lead: boolean;
  me: number;
  today: string;
  sent: boolean;
  state: State;
}): Child {
  const field = fields(
    props.sent ? props.state.values : { person_id: props.me, kind: 'course' },
    props.sent ? props.state.errors : {},
  );
  const people = props.may_lead ? props.people : props.people.filter((one) => one.id === props.me);
  return (
    <Stack>
      <PageHeading title={words.supervision.title} lead={words.supervision.lead} />
      {props.may_lead ? (
        <>
          <Card title={words.supervision.approvals} tone={props.approvals.length > 0 ? 'key' : undefined}>
            {props.approvals.length === 0 ? (
              <p>{words.supervision.none}</p>
            ) : (
              <ResourceList items={props.approvals} />
            )}
          </Card>
          <Card title={words.checkIn.team} lead={words.checkIn.teamLead}>
            {props.checkIns.length === 0 ? (
              <p>{words.checkIn.none}</p>
            ) : (
              <CheckIns rows={props.checkIns} named />
            )}
          </Card>
        </>
      ) : null}
      <Card title={words.skills.title} lead={words.skills.lead} id="skills">
        <Stack>
          {props.skills.length === 0 ? (
            <p>{words.skills.none}</p>
          ) : (
            <ResourceList
              items={props.skills.map((one) => ({
                title: `${one.person ?? ''}　${one.name}`,
                meta: `${skillKindWords[one.kind] ?? one.kind}　${words.day(one.gained_on)}`,
                ...(one.note === '' ? {} : { text: one.note }),
                ...(one.valid_until === null
                  ? {}
                  : one.valid_until < props.today
                    ? { due: words.skills.expired(one.valid_until), dueState: 'late' as const }
                    : { due: words.skills.until(one.valid_until) }),
                action: (
                  <Form action={`/supervision/skills/${one.id}/remove`}>
                    <Button kind="tertiary" size="sm">
                      {words.skills.remove}
                    </Button>
                  </Form>
                ),
              }))}
            />
          )}
          <Disclosure summary={words.skills.add} open={props.sent}>
            <Form action="/supervision/skills" errors={props.sent ? props.state.errors : {}}>
              <Select
                {...field('person_id')}
                label={words.skills.person_id}
                required
                options={people.map((one) => ({ value: String(one.id), label: one.name }))}
              />
              <RadioGroup
                {...field('kind')}
                label={words.skills.kind}
                required
                inline
                options={skillKinds.map((kind) => ({ value: kind, label: skillKindWords[kind] ?? kind }))}
              />
              <TextField {...field('name')} label={words.skills.name} help={words.skills.nameHelp} required />
              <DateField {...field.date('gained_on')} label={words.skills.gained_on} required />
              <DateField {...field.date('valid_until')} label={words.skills.valid_until} />
              <TextField {...field('note')} label={words.skills.note} />
              <ButtonRow>
                <Button kind="secondary">{words.skills.add}</Button>
              </ButtonRow>
            </Form>
          </Disclosure>
        </Stack>
      </Card>
    </Stack>
  );
}
