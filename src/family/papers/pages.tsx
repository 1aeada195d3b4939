import { formatFiscalYear } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, LinkButton } from '../../platform/ui/buttons.tsx';
import { Disclosure, NotificationBanner } from '../../platform/ui/feedback.tsx';
import { Select } from '../../platform/ui/fields.tsx';
import { Card, PageHeading, Prose, Stack } from '../../platform/ui/layout.tsx';
import { ResourceList } from '../../platform/ui/records.tsx';
import { caseNumber, type CaseRecord } from '../cases/queries.ts';
import { itemNames } from '../disclosures/queries.ts';
import type { Decided } from './queries.ts';
import { madeElsewhere, writableIn, type PaperForm } from './rules.ts';
import { addresseeWords, formWords, labelWords, words } from './words.ja.ts';

const labels = (codes: readonly string[]): string =>
  words.list(codes.map((code) => labelWords[code] ?? code));
const kicker = (one: CaseRecord) => words.kicker(caseNumber(one.fiscal_year, one.number), one.team);
const namesOf = (items: readonly string[]): string =>
  words.list(items.map((item) => itemNames[item as keyof typeof itemNames] ?? item));

/** The way to type what a form has no fact for: how many fields are typed already. */
function WriteLink(props: { href: string; typed: number }) {
  return <a href={props.href}>{props.typed === 0 ? words.write.open : words.write.opened(props.typed)}</a>;
}

/** Every form of the eighteen: what it is for, where it is printed, what is left to the pen. */
export function FormsPage(props: {
  one: CaseRecord;
  forms: readonly { form: PaperForm; empty: readonly string[]; typed: number }[];
  may_write: boolean;
}) {
  const { one } = props;
  const at = `/cases/${one.id}/forms`;
  const group = (leaves: PaperForm['leaves']) => (
    <ResourceList
      items={props.forms
        .filter(({ form }) => form.leaves === leaves)
        .map(({ form, empty, typed }) => ({
          title: formWords[form.code]!.title,
          href: leaves === 'office' ? `${at}/${form.code}` : `${at}/${form.code}/paper.pdf`,
          icon: leaves === 'office' ? ('next' as const) : ('print' as const),
          meta: words.number(form.number),
          text: (
            <>
              {formWords[form.code]!.purpose}
              {empty.length === 0 ? (
                <p>{words.nothingEmpty}</p>
              ) : (
                <Disclosure summary={words.empty(empty.length)}>
                  <p>{labels(empty)}</p>
                </Disclosure>
              )}
              {leaves === 'stays' && props.may_write && writableIn(form).length > 0 ? (
                <p>
                  <WriteLink href={`${at}/${form.code}/write`} typed={typed} />
                </p>
              ) : null}
              {leaves === 'family' ? <p>{words.write.atTheDoor}</p> : null}
            </>
          ),
        }))}
    />
  );
  return (
    <Stack>
      <PageHeading kicker={kicker(one)} title={words.title} lead={words.lead} />
      <Card title={words.stays}>{group('stays')}</Card>
      <Card title={words.leaves}>
        <p>{words.leavesNote}</p>
        {group('office')}
      </Card>
      <Card title={words.family}>{group('family')}</Card>
      <Card title={words.elsewhere}>
        <ResourceList
          items={madeElsewhere.map((form) => ({
            title: formWords[form.code]!.title,
            href: form.at(one.id),
            meta: words.number(form.number),
            text: formWords[form.code]!.purpose,
          }))}
        />
      </Card>
    </Stack>
  );
}

type LeavingPast = readonly { line: Decided; answered: number; written: boolean }[];

function PastList({ one, form, past }: { one: CaseRecord; form: PaperForm; past: LeavingPast }) {
  return (
    <ResourceList
      items={past.map(({ line, answered }) => ({
        title: words.to(line.recipient_name, line.basis),
        href: `/cases/${one.id}/forms/${form.code}/write?disclosure=${line.id}`,
        icon: 'next',
        meta: words.until(line.until, namesOf(line.items)),
        text: answered === 0 ? words.write.answer : words.write.answerCopied(answered),
      }))}
    />
  );
}

/** A form that leaves: on which decision. Where there is none, the way to one, and why. */
export function LeavingPage(props: {
  one: CaseRecord;
  form: PaperForm;
  usable: readonly { line: Decided; empty: readonly string[]; typed: number }[];
  /** decisions of the case that are for somebody or something else */
  others: readonly Decided[];
  /** decisions that are over, on which the other side's answer can still be copied */
  past: LeavingPast;
  waiting: number;
  may_write: boolean;
}) {
  const { one, form } = props;
  // What this form was written on comes first; one sent with nothing typed is found below.
  const sent = props.past.filter(({ written }) => written);
  const unsent = props.past.filter(({ written }) => !written);
  const decide = `/disclosures/new?${new URLSearchParams({ household: `${one.household_id}`, case: `${one.id}` })}`;
  return (
    <Stack>
      <PageHeading
        kicker={kicker(one)}
        title={formWords[form.code]!.title}
        lead={formWords[form.code]!.purpose}
      />
      {props.usable.length === 0 ? (
        <NotificationBanner kind="warning" title={words.decideFirst}>
          <p>{words.decideWhy}</p>
          <p>{words.emptyUntil}</p>
        </NotificationBanner>
      ) : (
        <Card title={words.decided}>
          <p>{words.decidedNote}</p>
          <ResourceList
            items={props.usable.map(({ line, empty, typed }) => ({
              title: words.to(line.recipient_name, line.basis),
              href: `/cases/${one.id}/forms/${form.code}/paper.pdf?disclosure=${line.id}`,
              icon: 'print',
              meta: words.until(line.until, namesOf(line.items)),
              text: (
                <>
                  <Disclosure summary={words.empty(empty.length)}>
                    <p>{labels(empty)}</p>
                  </Disclosure>
                  {props.may_write ? (
                    <p>
                      <WriteLink
                        href={`/cases/${one.id}/forms/${form.code}/write?disclosure=${line.id}`}
                        typed={typed}
                      />
                    </p>
                  ) : null}
                </>
              ),
            }))}
          />
        </Card>
      )}
      {props.past.length === 0 ? null : (
        <Card title={words.past} tone="quiet">
          <p>{words.pastNote}</p>
          {sent.length === 0 ? (
            <PastList one={one} form={form} past={props.past} />
          ) : (
            <>
              <PastList one={one} form={form} past={sent} />
              {unsent.length === 0 ? null : (
                <Disclosure summary={words.pastOthers(unsent.length)}>
                  <PastList one={one} form={form} past={unsent} />
                </Disclosure>
              )}
            </>
          )}
        </Card>
      )}
      {props.others.length === 0 ? null : (
        <p>{words.othersFit(props.others.map((line) => words.to(line.recipient_name, line.basis)))}</p>
      )}
      {props.waiting === 0 ? null : <p>{words.waiting}</p>}
      <Prose quiet>
        <p>{words.addressee(addresseeWords[form.code] ?? '')}</p>
        <p>{words.leavesNote}</p>
      </Prose>
      <ButtonRow>
        <LinkButton href={decide} kind={props.usable.length === 0 ? 'primary' : 'secondary'}>
          {words.decide}
        </LinkButton>
        <LinkButton href={`/disclosures/household/${one.household_id}`} kind="tertiary">
          {words.ledger}
        </LinkButton>
      </ButtonRow>
    </Stack>
  );
}

/** 受理台帳: a fiscal year, how many, and the ways out. */
export function IntakeLedgerPage(props: {
  year: number;
  years: readonly number[];
  count: number;
  at_most: number;
}) {
  const l = words.ledgerPage;
  return (
    <Stack>
      <PageHeading title={l.title} lead={l.lead} />
      <Card>
        <form method="get" action="/case-forms/intake-ledger">
          <Stack>
            <Select
              name="year"
              label={l.year}
              value={`${props.year}`}
              options={props.years.map((year) => ({ value: `${year}`, label: formatFiscalYear(year) }))}
              width="m"
            />
            <ButtonRow>
              <Button kind="secondary">{l.show}</Button>
            </ButtonRow>
          </Stack>
        </form>
      </Card>
      <p>{l.count(props.year, props.count)}</p>
      <ButtonRow>
        <LinkButton href={`/case-forms/intake-ledger/export?year=${props.year}`} icon="download">
          {l.excel}
        </LinkButton>
        {props.count > props.at_most ? null : (
          <LinkButton
            href={`/case-forms/intake-ledger/ledger.pdf?year=${props.year}`}
            kind="secondary"
            icon="print"
          >
            {l.pdf}
          </LinkButton>
        )}
      </ButtonRow>
      {props.count > props.at_most ? <p>{l.tooMany(props.at_most)}</p> : null}
    </Stack>
  );
}
