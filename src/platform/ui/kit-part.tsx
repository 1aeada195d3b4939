import type { PropsWithChildren } from './jsx-runtime.ts';
import { Section } from './layout.tsx';
import { kit } from './words-kit.ja.ts';

/** Where the kit's links lead: nowhere else. */
export const here = '#main';

/** A titled part of the kit page. */
export function Part({ id, children }: PropsWithChildren<{ id: keyof typeof kit.parts }>) {
  return (
    <Section title={kit.parts[id]} id={`part-${id}`}>
      {children}
    </Section>
  );
}
