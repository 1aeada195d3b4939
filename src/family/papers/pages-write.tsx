import { formatDateTime } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { Disclosure, NotificationBanner } from '../../platform/ui/feedback.tsx';
import { TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Fieldset, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { DescriptionList } from '../../platform/ui/records.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import { caseNumber, type CaseRecord } from '../cases/queries.ts';
import type { Decided, WrittenOn } from './queries.ts';
import { theirsIn, writableIn, type PaperForm } from './rules.ts';
import { choiceWords, formWords, labelWords, sectionWords, words } from './words.ja.ts';

const w = words.write;

/** What was written before, newest first: nothing is overwritten. */
function Versions(props: { versions: readonly WrittenOn[]; time_zone: string }) {
  return (
    <>
      {props.versions.map((one) => (
        <Card
          title={w.version(one.number, formatDateTime(one.written_at, props.time_zone), one.written_by)}
          tone="quiet"
        >
          <DescriptionList
            items={Object.entries(one.fields).map(([label, text]) => ({
              term: labelWords[label] ?? label,
              description: <span class="pre-line">{text}</span>,
            }))}
          />
          {Object.keys(one.fields).length === 0 ? <p>{w.emptied}</p> : null}
        </Card>
      ))}
    </>
  );
}

/** The fields of a form that the system knows nothing for, to be typed. */
export function WritePage(props: {
  one: CaseRecord;
  form: PaperForm;
  decided: Decided | null;
  state: FormState & { conflict?: Conflict };
  versions: readonly WrittenOn[];
  /** the texts are those of an earlier letter, not saved on this one */
  carried: boolean;
  /** the letter has left and can be written on no more: only what came back is copied */
  answer_only: boolean;
  printable: boolean;
  version: number;
  time_zone: string;
}) {
  const { one, form, decided, versions } = props;
  const field = fields(props.state.values, props.state.errors);
  const at = `/cases/${one.id}/forms`;
  const query = decided === null ? '' : `?disclosure=${decided.id}`;
  const [last, ...before] = versions;
  return (
    <Stack>
      <PageHeading
        kicker={words.kicker(caseNumber(one.fiscal_year, one.number), one.team)}
        title={w.title(formWords[form.code]!.title)}
        lead={decided === null ? w.lead : w.leadLeaving(words.to(decided.recipient_name, decided.basis))}
      />
      {props.carried ? (
        <NotificationBanner kind="info" title={w.carried}>
          <p>{w.carriedWhy}</p>
        </NotificationBanner>
      ) : null}
      {props.answer_only ? (
        <NotificationBanner kind="info" title={w.answerOnly}>
          <p>{w.answerOnlyWhy}</p>
        </NotificationBanner>
      ) : null}
      {last === undefined ? null : (
        <p>{w.last(last.number, formatDateTime(last.written_at, props.time_zone), last.written_by)}</p>
      )}
      <Form action={`${at}/${form.code}/write${query}`} errors={props.state.errors}>
        <ConflictNotice state={props.state} />
        {props.state.conflict ? null : <HiddenField name="_version" value={props.version} />}
        {(props.answer_only ? theirsIn(form) : writableIn(form)).map(({ section, fields: writable }) => (
          <Fieldset
            legend={sectionWords[section.title] ?? section.title}
            {...('theirs' in section ? { help: w.theirs } : {})}
          >
            {writable.map(({ label, lines }) => {
              const box = {
                ...field(label),
                label: labelWords[label] ?? label,
                ...(choiceWords[label] === undefined ? {} : { help: w.choices(choiceWords[label]) }),
              };
              return lines === undefined ? (
                <TextField {...box} maxLength={2000} width="l" />
              ) : (
                <TextArea {...box} rows={Math.max(2, lines)} maxChars={2000} />
              );
            })}
          </Fieldset>
        ))}
        <p>{w.never}</p>
        <ButtonRow>
          <Button size="lg">{w.save}</Button>
          {props.printable ? (
            <LinkButton href={`${at}/${form.code}/paper.pdf${query}`} kind="secondary" icon="print">
              {last === undefined ? w.printEmpty : w.printSaved}
            </LinkButton>
          ) : null}
          <LinkButton href={decided === null ? at : `${at}/${form.code}`} kind="tertiary">
            {words.back}
          </LinkButton>
        </ButtonRow>
      </Form>
      {props.answer_only && last !== undefined ? (
        <Disclosure summary={w.asSent}>
          <Versions versions={[last]} time_zone={props.time_zone} />
        </Disclosure>
      ) : null}
      {before.length === 0 ? null : (
        <Disclosure summary={w.before(before.length)}>
          <Versions versions={before} time_zone={props.time_zone} />
        </Disclosure>
      )}
    </Stack>
  );
}
