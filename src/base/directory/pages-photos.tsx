import { Button, ButtonRow, ConfirmForm, LinkButton } from '../../platform/ui/buttons.tsx';
import { Disclosure, EmptyState } from '../../platform/ui/feedback.tsx';
import { Checkbox, FileField, TextArea, TextField } from '../../platform/ui/fields.tsx';
import { fields, Form } from '../../platform/ui/forms.tsx';
import { Card, PageHeading, Section, Stack } from '../../platform/ui/layout.tsx';
import type { FormState } from '../../platform/web/form.ts';
import { photoUrl, type Photo } from './queries-place.ts';
import { words as w } from './words-photos.ja.ts';
import { words } from './words.ja.ts';

/** Pictures side by side with what they show. */
export function Photos({ photos, label }: { photos: readonly Photo[]; label: string }) {
  return (
    <ul class="photos" aria-label={label}>
      {photos.map((photo) => (
        <li>
          <figure>
            <img
              src={photoUrl(photo)}
              alt={photo.alt}
              width={photo.width}
              height={photo.height}
              loading="lazy"
            />
            {photo.credit === '' ? null : <figcaption>{w.creditOf(photo.credit)}</figcaption>}
          </figure>
        </li>
      ))}
    </ul>
  );
}

/** Where a place's pictures are added, described, ordered, taken down and put back. */
export function PhotosPage(props: {
  facility: { id: number; name: string; ended_on: string | null };
  photos: readonly Photo[];
  removed: readonly Photo[];
  state: FormState;
}) {
  const { facility, photos, removed, state } = props;
  const base = `/facilities/${facility.id}/photos`;
  const field = fields(state.values, state.errors);
  return (
    <Stack gap="lg">
      <PageHeading title={w.title} kicker={facility.name} lead={w.lead} />
      <Section title={w.current} lead={facility.ended_on === null ? undefined : w.endedNote}>
        {photos.length === 0 ? <EmptyState title={w.currentEmpty} /> : null}
        <Stack>
          {photos.map((photo, at) => (
            <Card>
              <figure class="photo">
                {facility.ended_on === null ? (
                  <img
                    src={photoUrl(photo)}
                    alt={photo.alt}
                    width={photo.width}
                    height={photo.height}
                    loading="lazy"
                  />
                ) : null}
                <figcaption>
                  {photo.alt}
                  {photo.credit === '' ? null : `（${w.creditOf(photo.credit)}）`}
                  {at === 0 ? ` ${w.first}` : null}
                </figcaption>
              </figure>
              <ButtonRow>
                {at === 0 ? null : <Move base={base} photo={photo} way="up" />}
                {at === photos.length - 1 ? null : <Move base={base} photo={photo} way="down" />}
                <ConfirmForm
                  label={w.remove}
                  question={w.removeQuestion}
                  action={`${base}/${photo.id}/remove`}
                  kind="tertiary"
                  size="sm"
                  danger
                />
              </ButtonRow>
              <Disclosure summary={w.edit}>
                <Form action={`${base}/${photo.id}/describe`}>
                  <TextArea
                    name="alt"
                    id={`f-alt-${photo.id}`}
                    label={w.alt}
                    value={photo.alt}
                    rows={2}
                    required
                  />
                  <TextField
                    name="credit"
                    id={`f-credit-${photo.id}`}
                    label={w.credit}
                    value={photo.credit}
                    required={false}
                  />
                  <Button size="sm">{w.save}</Button>
                </Form>
              </Disclosure>
            </Card>
          ))}
        </Stack>
      </Section>
      <Section title={w.add}>
        <Form action={base} multipart errors={state.errors}>
          <div data-smaller={400_000} data-smaller-said={w.smaller}>
            <FileField
              name="photo"
              label={w.file}
              accept="image/jpeg,image/png,image/webp"
              types={w.types}
              maxMegabytes={3}
              required
              error={state.errors['photo']}
            />
            <p class="field-help" hidden data-smaller-hint>
              {w.smallerHint}
            </p>
            <p class="file-names" data-smaller-status role="status"></p>
          </div>
          <TextArea {...field('alt')} label={w.alt} help={w.altHelp} rows={2} required />
          <TextField {...field('credit')} label={w.credit} help={w.creditHelp} required={false} />
          <Checkbox name="consent" label={w.consent} required error={state.errors['consent']} />
          <ButtonRow>
            <Button size="lg">{w.submit}</Button>
            <LinkButton href={`/facilities/${facility.id}`} kind="tertiary">
              {words.form.cancel}
            </LinkButton>
          </ButtonRow>
        </Form>
      </Section>
      {removed.length === 0 ? null : (
        <Section title={w.past}>
          <Stack>
            {removed.map((photo) => (
              <Card>
                <p>{photo.alt}</p>
                <Form action={`${base}/${photo.id}/restore`} label={photo.alt}>
                  <Button kind="secondary" size="sm">
                    {w.restore}
                  </Button>
                </Form>
              </Card>
            ))}
          </Stack>
        </Section>
      )}
    </Stack>
  );
}

function Move({ base, photo, way }: { base: string; photo: Photo; way: 'up' | 'down' }) {
  return (
    <Form
      action={`${base}/${photo.id}/${way}`}
      label={way === 'up' ? w.upOf(photo.alt) : w.downOf(photo.alt)}
    >
      <Button kind="tertiary" size="sm">
        {w[way]}
      </Button>
    </Form>
  );
}
