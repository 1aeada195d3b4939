/** A call as the intake form sends it, the shortest there is. */
export const sampleIntake = {
  way: 'phone',
  route_code: 'neighbour',
  kind_code: 'parenting',
  words_said: '「夜も泣き声が続いていて心配です」',
  household: 'none',
} as const;

/** The same with a family nobody has heard of yet. */
export const sampleFamily = {
  ...sampleIntake,
  household: 'new',
  m1_relation: 'child',
  m1_family_name: '架空',
  m1_given_name: 'はる',
  m1_family_kana: 'かくう',
  m1_given_kana: 'はる',
  m1_born_on_y: '2022',
  m1_born_on_m: '5',
  m1_born_on_d: '5',
  address: '試験市一条通一丁目2-3',
  phone: '0166-00-0001',
} as const;
