import { useContext, type Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDateTime, today as dayIn } from '../../platform/ja/dates.ts';
import type { Conflict } from '../../platform/web/handlers.tsx';
import { emptyForm, type FormState } from '../../platform/web/form.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton, UtilityLink } from '../../platform/ui/buttons.tsx';
import {
  Disclosure,
  EmptyState,
  NotificationBanner,
  StatusBadge,
  type Kind,
} from '../../platform/ui/feedback.tsx';
import { Checkbox, FileField, Select, TextField } from '../../platform/ui/fields.tsx';
import { fields, FilterBar, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { PageHeading, PageNavigation, Prose, Section, Stack } from '../../platform/ui/layout.tsx';
import { ResourceList } from '../../platform/ui/records.tsx';
import { japanese, ReadingContext } from '../../platform/ui/speech.ts';
import { ConsentSection } from './pages-consent.tsx';
import { StudySections, type StudyProps } from './pages-study.tsx';
import { Trials } from './pages-trials.tsx';
import type { Origin, Practice, PracticeFilter, PracticeLine, Trial } from './queries.ts';
import type { ConsentLine, Document } from './queries-study.ts';
import { ages, parts, sourceHref, stateOf, type PracticeState } from './rules.ts';
import { practiceWords } from './words-open.ts';
import { words } from './words.ja.ts';

export type State = FormState & { conflict?: Conflict };
const badge: Record<PracticeState, Kind> = {
  draft: 'neutral',
  asking: 'info',
  published: 'success',
  withdrawn: 'warning',
};
const states = ['draft', 'asking', 'published', 'withdrawn'] as const;

export interface ListChoices {
  themes: readonly { code: string; name: string }[];
  kinds: readonly string[];
  areas: readonly { id: number; name: string; system_name: string }[];
}

/** The register: what was studied elsewhere and found at home, searched by words and narrowed. */
export function PracticeListPage(props: {
  lines: readonly PracticeLine[];
  total: number;
  page: number;
  size: number;
  pageHref: (page: number) => string;
  filter: PracticeFilter;
  filtered: boolean;
  choices: ListChoices;
  exportHref: (format: 'xlsx' | 'csv') => string;
  mayManage: boolean;
  mayReadWork: boolean;
  mayReadWorkforce: boolean;
  zone: string;
}) {
  const w = words.list;
  const { filter, choices } = props;
  return (
    <Stack>
      <PageHeading
        title={w.title}
        lead={w.lead}
        actions={
          <ButtonRow>
            {props.mayManage ? (
              <LinkButton href="/practices/new" kind="primary" icon="plus">
                {w.add}
              </LinkButton>
            ) : null}
            {props.mayReadWorkforce ? <LinkButton href="/workforce">{w.workforce}</LinkButton> : null}
            {props.mayReadWork ? <LinkButton href="/practices/criteria">{w.criteria}</LinkButton> : null}
            <UtilityLink href={props.exportHref('xlsx')} icon="download" download>
              {w.export}
            </UtilityLink>
            <UtilityLink href={props.exportHref('csv')} icon="download" download>
              {w.exportCsv}
            </UtilityLink>
          </ButtonRow>
        }
      />
      <FilterBar action="/practices" open={props.filtered}>
        <TextField name="q" label={w.search} value={filter.text} required={false} />
        <Select
          name="theme"
          label={w.theme}
          value={filter.theme_code}
          empty={w.any}
          options={choices.themes.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <Select
          name="kind"
          label={w.kind}
          value={filter.facility_kind}
          empty={w.any}
          options={choices.kinds.map((kind) => ({ value: kind, label: kind }))}
        />
        <Select
          name="age"
          label={w.age}
          value={filter.age}
          empty={w.any}
          options={ages.map((age) => ({ value: age, label: words.ages[age] }))}
        />
        <Select
          name="area"
          label={w.area}
          value={filter.area_id === null ? null : `${filter.area_id}`}
          empty={w.any}
          options={choices.areas.map(({ id, name, system_name }) => ({
            value: `${id}`,
            label: name,
            group: system_name,
          }))}
        />
        <Select
          name="inside"
          label={w.inside}
          value={filter.inside === null ? null : filter.inside ? 'yes' : 'no'}
          empty={w.any}
          options={(['yes', 'no'] as const).map((one) => ({ value: one, label: w.insideOptions[one] }))}
        />
        {props.mayManage ? (
          <Select
            name="state"
            label={w.state}
            value={filter.state}
            empty={w.any}
            options={states.map((one) => ({ value: one, label: words.states[one] }))}
          />
        ) : null}
      </FilterBar>
      {props.lines.length === 0 ? (
        <EmptyState
          title={w.empty.title}
          text={props.filtered ? w.empty.filtered : props.mayManage ? w.empty.first : w.empty.text}
          icon="note"
        />
      ) : (
        <>
          <ResourceList level={2} label={w.title} items={props.lines.map((line) => lineOf(line, props))} />
          <PageNavigation page={props.page} size={props.size} total={props.total} href={props.pageHref} />
        </>
      )}
    </Stack>
  );
}

function lineOf(line: PracticeLine, { mayManage, zone }: { mayManage: boolean; zone: string }) {
  const state = stateOf(line);
  return {
    title: line.title,
    href: `/practices/${line.id}`,
    icon: 'note' as const,
    text: line.summary,
    badge: (
      <>
        {mayManage && state !== 'published' ? (
          <StatusBadge kind={badge[state]}>{words.states[state]}</StatusBadge>
        ) : null}
        {line.verdict === null ? null : <StatusBadge kind="info">{words.verdicts[line.verdict]}</StatusBadge>}
      </>
    ),
    meta: [
      line.inside ? line.source : `${line.source}　${line.place}`,
      line.theme,
      ...(line.area === null ? [] : [line.area]),
      ...line.ages.map((age) => words.ages[age]),
      ...(state === 'published' ? [words.list.published(dayIn(line.published_at!, zone))] : []),
      ...(line.tried > 0 ? [words.list.tried(line.tried)] : []),
    ].join('　'),
  };
}

/** The words of a practice as everybody who may reads them. */
export function PracticeWords({ practice }: { practice: Practice }): Child {
  const ja = japanese(useContext(ReadingContext));
  const w = practiceWords();
  return (
    <>
      {practice.summary === '' ? null : (
        <div lang={ja}>
          <Prose>{practice.summary}</Prose>
        </div>
      )}
      {parts.map((part) =>
        practice[part] === '' ? null : (
          <Section title={w.parts[part]} id={part}>
            <div lang={ja}>
              <Prose>{practice[part]}</Prose>
            </div>
          </Section>
        ),
      )}
    </>
  );
}

/** Whose practice it is, as far as it may be said. */
export const whose = (practice: Practice): string =>
  practice.inside
    ? practice.named.length > 0
      ? words.page.by(practice.named)
      : words.page.anonymous
    : words.page.studied(practice.place, practice.studied_on);

/** One practice: what it is, whether it may be shown, whether it fits here, who tried it. */
export function PracticePage(props: {
  practice: Practice;
  origin: Origin | undefined;
  places: readonly { id: number; name: string }[];
  consents: readonly ConsentLine[];
  documents: readonly Document[];
  trials: readonly Trial[];
  study: StudyProps | null;
  own: readonly { id: number; name: string }[];
  mayManage: boolean;
  mayAnswer: boolean;
  zone: string;
  states: { publish?: State; consent?: State; document?: State };
}) {
  const { practice, mayManage } = props;
  const state = stateOf(practice);
  const w = words.page;
  const path = `/practices/${practice.id}`;
  const href = sourceHref(practice.source_code, props.origin?.source_id ?? null);
  return (
    <Stack gap="lg">
      <PageHeading
        kicker={`${practice.source}　${practice.theme}`}
        title={practice.title}
        badges={
          mayManage || state !== 'published' ? (
            <StatusBadge kind={badge[state]}>{words.states[state]}</StatusBadge>
          ) : null
        }
        lead={
          <>
            {whose(practice)}
            {practice.area === null ? null : `　${practice.area}`}
            {practice.ages.length === 0
              ? null
              : `　${practice.ages.map((age) => words.ages[age]).join(words.between)}`}
            {practice.facility_kinds.length === 0 ? null : `　${practice.facility_kinds.join(words.between)}`}
          </>
        }
        actions={
          <ButtonRow>
            {mayManage ? (
              <LinkButton href={`${path}/edit`} icon="edit">
                {words.form.edit}
              </LinkButton>
            ) : null}
            <UtilityLink href={`${path}/sheet.pdf`} icon="print" download>
              {w.pdf}
            </UtilityLink>
            <UtilityLink href={`${path}/sheet.docx`} icon="download" download>
              {w.docx}
            </UtilityLink>
          </ButtonRow>
        }
      />
      {mayManage && href !== null ? (
        <p>
          <UtilityLink href={href}>{w.openSource}</UtilityLink>
        </p>
      ) : null}
      <PracticeWords practice={practice} />
      <Documents {...props} state={props.states.document ?? emptyForm} />
      {practice.inside && props.origin !== undefined ? (
        <ConsentSection {...props} origin={props.origin} state={props.states.consent} />
      ) : null}
      {mayManage ? <Publishing {...props} state={props.states.publish ?? emptyForm} /> : null}
      {state === 'published' ? <Trials {...props} /> : null}
      {props.study === null ? null : <StudySections {...props.study} />}
    </Stack>
  );
}

/** The last step, or taking it back. */
function Publishing(props: { practice: Practice; state: State; zone: string }) {
  const { practice, state } = props;
  const w = words.page;
  const path = `/practices/${practice.id}`;
  const field = fields(state.values, state.errors);
  if (stateOf(practice) === 'published')
    return (
      <ConfirmForm
        label={w.withdraw}
        question={w.withdrawQuestion}
        action={`${path}/withdraw`}
        confirmLabel={w.withdraw}
        danger
        kind="tertiary"
      />
    );
  return (
    <Section title={w.publishTitle} lead={w.publishLead(words.zones[practice.zone])} id="publish">
      <Form action={`${path}/publish#publish`} errors={state.errors}>
        <HiddenField name="_version" value={practice.version} />
        {Object.entries(state.errors).map(([name, sentence]) =>
          name === 'looked' ? null : (
            <NotificationBanner kind="error" title={sentence}>
              <p>
                <a href={name === 'consent' ? '#consent' : `${path}/edit`}>
                  {name === 'consent' ? words.consent.title : words.form.edit}
                </a>
              </p>
            </NotificationBanner>
          ),
        )}
        {practice.inside ? <Checkbox {...field.checked('looked')} label={w.looked} required={false} /> : null}
        <ButtonRow>
          <Button size="lg">{w.publish}</Button>
        </ButtonRow>
        <p>{w.publishHelp}</p>
      </Form>
    </Section>
  );
}

function Documents(props: {
  practice: Practice;
  documents: readonly Document[];
  mayManage: boolean;
  zone: string;
  state: State;
}) {
  const { practice, documents, mayManage, state } = props;
  const w = words.page;
  const path = `/practices/${practice.id}`;
  const field = fields(state.values, state.errors);
  if (documents.length === 0 && !mayManage) return null;
  return (
    <Section title={w.documents} id="documents">
      <ResourceList
        items={documents.map((one) => ({
          title: one.caption === '' ? one.name : one.caption,
          href: `${path}/documents/${one.id}`,
          meta: `${one.name}　${formatDateTime(one.attached_at, props.zone)}`,
          ...(mayManage
            ? {
                badge: (
                  <StatusBadge kind={one.shown ? 'success' : 'neutral'}>
                    {one.shown ? w.shown : w.hidden}
                  </StatusBadge>
                ),
                action: <DocumentActions document={one} path={path} />,
              }
            : {}),
        }))}
      />
      {mayManage ? (
        <Disclosure summary={w.files} open={Object.keys(state.errors).length > 0}>
          <Form action={`${path}/documents#documents`} errors={state.errors} multipart>
            <FileField
              name="files"
              label={w.files}
              labelHidden
              types={w.fileTypes}
              maxMegabytes={20}
              accept=".pdf,.docx,.xlsx,.jpg,.jpeg,.png,.webp"
              multiple
              required
              error={state.errors.files}
            />
            <TextField {...field('caption')} label={w.caption} required={false} maxLength={120} />
            <Checkbox {...field.checked('shown')} label={w.shown} required={false} />
            <ButtonRow>
              <Button kind="secondary" icon="plus">
                {w.attach}
              </Button>
            </ButtonRow>
          </Form>
        </Disclosure>
      ) : null}
    </Section>
  );
}

function DocumentActions({ document, path }: { document: Document; path: string }) {
  const w = words.page;
  const given = { document_id: `${document.id}` };
  return (
    <>
      <ConfirmForm
        label={w.change}
        question={w.change}
        action={`${path}/documents/change#documents`}
        confirmLabel={words.save}
        kind="tertiary"
        size="sm"
        fields={given}
      >
        <TextField
          name="caption"
          id={`caption-${document.id}`}
          label={w.caption}
          value={document.caption}
          required={false}
          maxLength={120}
        />
        <Checkbox
          name="shown"
          id={`shown-${document.id}`}
          label={w.shown}
          checked={document.shown}
          required={false}
        />
      </ConfirmForm>
      <ConfirmForm
        label={w.remove}
        question={w.removeQuestion}
        action={`${path}/documents/remove#documents`}
        confirmLabel={w.remove}
        danger
        kind="tertiary"
        size="sm"
        fields={given}
      />
    </>
  );
}
