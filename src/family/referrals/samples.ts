/** What a worker writes when a referral is begun, as the form sends it: to a place that signs in, told on the day before. */
export const sampleReferral = (facility_id: number) => ({
  need: '週1回、親子で過ごせる場所',
  age_band: '1-2',
  urgency: 'normal',
  channel: 'account',
  facility_id,
  told_on_y: 2026,
  told_on_m: 11,
  told_on_d: 20,
});

/** What a mother agreed to, as the form of consents sends it. */
export const sampleConsent = (facility_id: number) => ({
  given: 'yes',
  facility_ids: facility_id,
  items: ['child_name', 'circumstances'],
  purpose: 'ひろばの利用',
  starts_on: '2026-11-01',
  ends_on: '2027-03-31',
  said_by: '母',
  how: 'spoken',
  said_on: '2026-11-20',
});
