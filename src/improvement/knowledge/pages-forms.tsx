import type { Offer } from '../../platform/search/offers.ts';
import { formatDate } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { Disclosure, EmptyState, NotificationBanner, StatusBadge } from '../../platform/ui/feedback.tsx';
import {
  CheckboxGroup,
  DateField,
  NumberField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
} from '../../platform/ui/fields.tsx';
import { FindMany } from '../../platform/ui/finding.tsx';
import { fields, Fieldset, FoldedFieldset, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import { ResourceList } from '../../platform/ui/records.tsx';
import { ConflictNotice } from '../../platform/web/handlers.tsx';
import { emptyForm } from '../../platform/web/form.ts';
import type { State } from './pages.tsx';
import type { Candidate, Practice, PracticeSource } from './queries.ts';
import type { Criterion } from './queries-study.ts';
import { ages, parts, stateOf, zones } from './rules.ts';
import { words } from './words.ja.ts';

/** Writing a practice: where it comes from, what it is, for whom it may be of use. */
export function PracticeForm(props: {
  practice: Practice | null;
  sources: readonly PracticeSource[];
  themes: readonly { code: string; name: string }[];
  areas: readonly { id: number; name: string; system_name: string }[];
  kinds: readonly string[];
  facilities: Offer;
  drawnFrom: string | null;
  state: State;
}) {
  const { practice, state } = props;
  const field = fields(state.values, state.errors);
  const w = words.form;
  const chosen = field.many('facility_ids').value;
  const inside = practice?.inside ?? null;
  return (
    <Stack>
      <PageHeading title={practice ? w.editTitle : w.newTitle} />
      {props.drawnFrom === null ? null : (
        <NotificationBanner kind="info" title={w.source_idHelp(props.drawnFrom)} />
      )}
      {practice !== null && practice.inside && stateOf(practice) === 'published' ? (
        <NotificationBanner kind="warning" title={w.leaves} />
      ) : null}
      <Form action={practice ? `/practices/${practice.id}/edit` : '/practices/new'} errors={state.errors}>
        <ConflictNotice state={state} />
        {state.conflict ? null : <HiddenField name="_version" value={field('_version').value || '0'} />}
        <HiddenField name="source_id" value={field('source_id').value} />
        {practice !== null || props.drawnFrom !== null ? (
          <HiddenField name="source_code" value={field('source_code').value} />
        ) : (
          <RadioGroup
            {...field('source_code')}
            label={w.source_code}
            required
            options={props.sources
              .filter(({ code, inside: here }) => !here || code === 'told')
              .map(({ code, name }) => ({ value: code, label: name }))}
          />
        )}
        {inside === true ? null : (
          <>
            <TextField
              {...field('place')}
              label={w.place}
              help={w.placeHelp}
              required={false}
              maxLength={120}
            />
            <DateField {...field.date('studied_on')} label={w.studied_on} required={false} />
          </>
        )}
        {inside === false ? null : (
          <FoldedFieldset
            id="places"
            legend={w.facility_ids}
            note={w.facilityCount(chosen.length)}
            help={w.facility_idsHelp}
            open={
              chosen.length > 0 || props.facilities.asked !== '' || state.errors.facility_ids !== undefined
            }
          >
            <FindMany
              {...field.many('facility_ids')}
              label={w.facility_ids}
              labelHidden
              required={false}
              lists={{
                count: 5,
                label: (nth) => `${words.consent.facility} ${nth}`,
                empty: w.facilityNone,
              }}
              offer={props.facilities}
              settled={state.conflict !== undefined}
            />
          </FoldedFieldset>
        )}
        <Select
          {...field('theme_code')}
          label={w.theme_code}
          required
          width="l"
          options={props.themes.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <TextField {...field('title')} label={w.title} help={w.titleHelp} required maxLength={80} />
        <TextArea
          {...field('summary')}
          label={w.summary}
          help={w.summaryHelp}
          required={false}
          rows={3}
          maxChars={300}
        />
        {parts.map((part) => (
          <TextArea {...field(part)} label={w[part]} required={false} rows={4} maxChars={800} />
        ))}
        <Fieldset legend={words.sheet.for}>
          <CheckboxGroup
            {...field.many('facility_kinds')}
            label={w.facility_kinds}
            help={w.facility_kindsHelp}
            required={false}
            columns
            options={props.kinds.map((kind) => ({ value: kind, label: kind }))}
          />
          <CheckboxGroup
            {...field.many('ages')}
            label={w.ages}
            required={false}
            inline
            options={ages.map((age) => ({ value: age, label: words.ages[age] }))}
          />
          <Select
            {...field('area_id')}
            label={w.area_id}
            help={w.area_idHelp}
            required={false}
            width="l"
            options={props.areas.map(({ id, name, system_name }) => ({
              value: `${id}`,
              label: name,
              group: system_name,
            }))}
          />
        </Fieldset>
        <RadioGroup
          {...field('zone')}
          value={field('zone').value || 'network'}
          label={w.zone}
          help={w.zoneHelp}
          required
          options={zones.map((one) => ({ value: one, label: words.zones[one] }))}
        />
        <ButtonRow>
          <Button size="lg">{words.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** The city's criteria by which a practice is looked at. */
export function CriteriaPage(props: {
  criteria: readonly Criterion[];
  mayManage: boolean;
  state: State | null;
}) {
  const w = words.criteria;
  const state = props.state ?? emptyForm;
  const editing = state.values.criterion_id;
  return (
    <Stack>
      <PageHeading kicker={words.navigation} title={w.title} lead={w.lead} />
      {props.criteria.map((one) => (
        <Section
          title={one.name}
          id={`criterion-${one.id}`}
          actions={one.ended_on === null ? null : <StatusBadge>{w.noLonger}</StatusBadge>}
        >
          <p>{one.question}</p>
          {one.here === '' ? null : <p>{words.study.here(one.here)}</p>}
          {props.mayManage ? (
            <>
              {one.ended_on === null ? (
                <Disclosure summary={w.change} open={editing === `${one.id}`}>
                  <CriterionForm
                    state={
                      editing === `${one.id}`
                        ? state
                        : {
                            values: {
                              criterion_id: `${one.id}`,
                              name: one.name,
                              question: one.question,
                              here: one.here,
                              position: `${one.position}`,
                              _version: `${one.version}`,
                            },
                            errors: {},
                          }
                    }
                    id={`c${one.id}`}
                  />
                </Disclosure>
              ) : null}
              <ConfirmForm
                label={one.ended_on === null ? w.end : w.restore}
                question={one.ended_on === null ? w.endQuestion : w.restoreQuestion}
                action={`/practices/criteria/${one.ended_on === null ? 'end' : 'restore'}`}
                kind="tertiary"
                size="sm"
                fields={{ criterion_id: `${one.id}` }}
              />
            </>
          ) : null}
        </Section>
      ))}
      {props.mayManage ? (
        <Section title={w.add} id="add">
          <CriterionForm
            state={
              props.state !== null && (editing ?? '') === ''
                ? state
                : { values: { position: `${props.criteria.length + 1}`, _version: '0' }, errors: {} }
            }
            id="new"
          />
        </Section>
      ) : null}
    </Stack>
  );
}

function CriterionForm({ state, id }: { state: State; id: string }) {
  const field = fields(state.values, state.errors);
  const w = words.criteria;
  return (
    <Form action="/practices/criteria" errors={state.errors}>
      <ConflictNotice state={state} />
      {state.conflict ? null : <HiddenField name="_version" value={field('_version').value} />}
      <HiddenField name="criterion_id" value={field('criterion_id').value} />
      <TextField {...field('name')} id={`${id}-name`} label={w.name} required maxLength={40} />
      <TextField {...field('question')} id={`${id}-question`} label={w.question} required maxLength={200} />
      <TextField
        {...field('here')}
        id={`${id}-here`}
        label={w.here}
        help={w.hereHelp}
        required={false}
        maxLength={300}
      />
      <NumberField {...field('position')} id={`${id}-position`} label={w.position} required />
      <ButtonRow>
        <Button kind="secondary">{words.save}</Button>
      </ButtonRow>
    </Form>
  );
}

/** Records of visits, open days and groups that a practice may be drawn from. */
export function CandidatesPage(props: {
  candidates: readonly Candidate[];
  sources: readonly PracticeSource[];
}) {
  const w = words.candidates;
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={words.navigation}
        title={w.title}
        lead={w.lead}
        actions={
          <LinkButton href="/practices/new?blank=1" icon="edit">
            {w.blank}
          </LinkButton>
        }
      />
      {props.sources
        .map((source) => ({
          ...source,
          found: props.candidates.filter((one) => one.source_code === source.code),
        }))
        .filter(({ found }) => found.length > 0)
        .map(({ code, name, found }) => (
          <Section title={name} id={code}>
            <ResourceList
              level={3}
              items={found.map((one) => ({
                title: one.title,
                href: `/practices/new?from=${one.source_code}&record=${one.source_id}`,
                meta: formatDate(one.day),
                text: one.text,
                icon: 'note' as const,
              }))}
            />
          </Section>
        ))}
      {props.candidates.length === 0 ? <EmptyState title={w.none} icon="note" /> : null}
    </Stack>
  );
}
