import { describe, expect, it } from 'vitest';
import { navigation as evaluation } from '../../insight/evaluation/routes.tsx';
import { navigation as goals } from '../../insight/goals/routes.tsx';
import { navigation as retention } from '../../base/retention/routes.tsx';
import { navigation as usage } from '../../base/usage/routes.tsx';
import { navigation as system } from '../../system/routes.tsx';
import { navigationFor } from './navigation.ts';

const navigation = [...system, ...evaluation, ...goals, ...usage, ...retention];

const every = new Set(navigation.flatMap(({ duties }) => duties));
const seeFor = (duties: ReadonlySet<string>) =>
  navigationFor(navigation, duties).find(({ key }) => key === 'see');

describe('a place of many pages', () => {
  it('is shown by its parts, each page in exactly one, to those who may open more than fits in a row', () => {
    const see = seeFor(every)!;
    expect(see.parts?.map(({ label }) => label)).toEqual(['目標と評価', '地域の数字', '記録の管理']);
    expect(see.parts!.flatMap(({ items }) => items)).toEqual(see.items);
    expect(see.items).toHaveLength(navigation.filter(({ place }) => place === 'see').length);
  });

  it('stays one row for those who may open few of them, and is left out for those who may open none', () => {
    const few = seeFor(new Set(['evaluation.read', 'audit.read']))!;
    expect(few.items.map(({ href }) => href)).toContain('/audit');
    expect(few.parts).toBeUndefined();
    expect(few.href).toBe('/indicators');
    expect(seeFor(new Set())).toBeUndefined();
  });
});
