import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { formatDate } from '../../platform/ja/dates.ts';
import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { Chip, EmptyState } from '../../platform/ui/feedback.tsx';
import { Checkbox, FileField, Select, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form, HiddenField } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { AreaMap, type MapView } from '../../platform/ui/map.tsx';
import { ResourceList } from '../../platform/ui/records.tsx';
import { ConflictNotice, type Conflict } from '../../platform/web/handlers.tsx';
import type { FormState } from '../../platform/web/form.ts';
import type { Area, AreaLine, areaSystems, facilitiesIn } from './queries.ts';
import { words } from './words.ja.ts';

export function AreasPage(props: {
  systems: Awaited<ReturnType<typeof areaSystems>>;
  areas: readonly AreaLine[];
  unassigned: ReadonlyMap<string, number>;
  mayManage: boolean;
}): Child {
  return (
    <Stack>
      <PageHeading
        title={words.title}
        lead={words.lead}
        actions={
          props.mayManage ? (
            <ButtonRow>
              <LinkButton href="/areas/import" kind="secondary">
                {words.import}
              </LinkButton>
              <LinkButton href="/areas/shapes" kind="secondary">
                {words.boundaries}
              </LinkButton>
              <LinkButton href="/areas/systems/new" kind="secondary" icon="plus">
                {words.addSystem}
              </LinkButton>
            </ButtonRow>
          ) : undefined
        }
      />
      {props.systems.length === 0 ? <EmptyState title={words.none} text={words.noneHint} /> : null}
      {props.systems.map((system) => {
        const own = props.areas.filter((area) => area.system === system.code);
        const rest = props.unassigned.get(system.code) ?? 0;
        return (
          <Card
            title={system.name}
            lead={`${system.description}${system.description === '' ? '' : '　'}${system.one_area_per_town ? words.exclusive : words.overlapping}`}
            actions={
              props.mayManage ? (
                <LinkButton href={`/areas/new?system=${system.code}`} kind="secondary" size="sm" icon="plus">
                  {words.addArea}
                </LinkButton>
              ) : undefined
            }
          >
            <ResourceList
              items={own.map((area) => ({
                title: area.name,
                href: `/areas/${area.id}`,
                meta: words.counts(area.towns, area.facilities),
              }))}
            />
            {rest === 0 ? null : <p>{words.unassigned(rest)}</p>}
          </Card>
        );
      })}
    </Stack>
  );
}

export function AreaPage(props: {
  area: Area;
  towns: readonly { name: string }[];
  facilities: Awaited<ReturnType<typeof facilitiesIn>>;
  shape: unknown;
  view: MapView | null;
  mayManage: boolean;
}): Child {
  const w = words.area;
  const { area } = props;
  return (
    <Stack>
      <PageHeading
        title={area.name}
        kicker={area.system_name}
        lead={area.ends_on === null ? undefined : w.ended(formatDate(area.ends_on))}
        actions={
          props.mayManage ? (
            <LinkButton href={`/areas/${area.id}/edit`} kind="secondary">
              {w.edit}
            </LinkButton>
          ) : undefined
        }
      />
      {props.shape === null && props.facilities.every(({ latitude }) => latitude === null) ? null : (
        <div class="area-map">
          <AreaMap
            title={words.map.title(area.name)}
            points={props.facilities.map((one) => ({
              ...one,
              label: one.name,
              href: `/facilities/${one.id}`,
            }))}
            boundary={props.shape}
            whole
            view={props.view}
            moves={{ href: (view) => `/areas/${area.id}?map=${view}#map` }}
            listed
          />
        </div>
      )}
      <Card title={w.facilities}>
        {props.facilities.length === 0 ? (
          <p>{w.noFacilities}</p>
        ) : (
          <ResourceList
            items={props.facilities.map((one) => ({
              title: one.name,
              href: `/facilities/${one.id}`,
              meta: one.kind,
            }))}
          />
        )}
      </Card>
      <Card title={w.towns}>
        {props.towns.length === 0 ? (
          <p>{w.noTowns}</p>
        ) : (
          <p class="badge-row">
            {props.towns.map((town) => (
              <Chip>{town.name}</Chip>
            ))}
          </p>
        )}
      </Card>
      {props.shape !== null && props.mayManage ? (
        <ConfirmForm
          label={words.map.remove}
          question={words.map.removeQuestion(area.name)}
          action={`/areas/${area.id}/shape/remove`}
          confirmLabel={words.map.remove}
        />
      ) : null}
    </Stack>
  );
}

export function AreaFormPage(props: {
  state: FormState & { conflict?: Conflict };
  action: string;
  title: string;
  isNew: boolean;
}): Child {
  const w = words.area;
  const { state } = props;
  const field = fields(state.values, state.errors);
  return (
    <Stack>
      <PageHeading title={props.title} />
      <Form action={props.action} errors={state.errors}>
        <ConflictNotice state={state} />
        {props.isNew || state.conflict ? null : (
          <HiddenField name="_version" value={String(state.values._version ?? 0)} />
        )}
        <TextField {...field('name')} label={w.name} required />
        <TextField {...field('code')} label={w.code} required={false} width="s" />
        <TextArea {...field('towns')} label={w.townsField} help={w.townsHelp} rows={16} />
        {state.errors.create === undefined ? null : (
          <Checkbox {...field.checked('create')} error={undefined} label={w.create} />
        )}
        <ButtonRow>
          <Button>{w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

export function SystemFormPage({ state }: { state: FormState }): Child {
  const w = words.system;
  const field = fields(state.values, state.errors);
  return (
    <Stack>
      <PageHeading title={w.title} />
      <Form action="/areas/systems/new" errors={state.errors}>
        <TextField {...field('name')} label={w.name} required />
        <TextField {...field('code')} label={w.code} help={w.codeHelp} required width="m" />
        <TextArea {...field('description')} label={w.description} required={false} rows={2} />
        <Checkbox {...field.checked('one_area_per_town')} label={w.one_area_per_town} />
        <ButtonRow>
          <Button>{w.save}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}

/** Boundaries of one kind of areas, out of one file. */
export function ShapesPage(props: {
  systems: Awaited<ReturnType<typeof areaSystems>>;
  state: FormState;
}): Child {
  const w = words.shapes;
  const field = fields(props.state.values, props.state.errors);
  return (
    <Stack>
      <PageHeading title={w.title} lead={w.lead} />
      <Form action="/areas/shapes" multipart errors={props.state.errors}>
        <Select
          {...field('system')}
          label={w.system}
          required
          options={props.systems.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <FileField
          {...field('file')}
          label={w.file}
          help={w.fileHelp}
          accept=".geojson,.json"
          types={w.types}
          maxMegabytes={20}
          required
        />
        <ButtonRow>
          <Button>{w.take}</Button>
        </ButtonRow>
      </Form>
    </Stack>
  );
}
