import type { NewMember } from './commands.ts';

/** A child as it is written down, invented. */
export const sampleMember: NewMember = {
  relation: 'child',
  family_name: '架空',
  given_name: 'はる',
  family_kana: 'カクウ',
  given_kana: 'ハル',
  known_as: '',
  born_on: '2022-05-05',
  due_on: null,
  sex: null,
  lives_apart: false,
  languages: [],
  care: '',
};
