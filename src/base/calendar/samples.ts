import type { WriteTx } from '../../platform/db/transaction.ts';
import { addEvent } from './commands.ts';
import type { EventData } from './forms.ts';

/** An invented event with everything a form would send; `more` says what is particular. */
export function sampleEventData(more: Partial<EventData> & { starts_on: string }): EventData {
  return {
    title: 'ぽかぽか広場',
    event_kind_code: 'gathering',
    summary: '0歳の子と親が、ゆっくり過ごす時間です',
    description: '好きな時間に来て、好きな時間に帰れます。この行事は架空です。',
    zone: 'public',
    audience: '0歳の子とその家族',
    for_children: true,
    age_from_months: null,
    age_to_months: 11,
    facility_id: null,
    organisation_id: null,
    place_name: '',
    address: '',
    online: 'none',
    join_url: null,
    join_note: '',
    checks: [],
    starts_at: '10:00',
    ends_at: '11:30',
    more_times: [],
    days: null,
    repeat: { kind: 'none' },
    weekdays: [],
    nth: [],
    nth_weekday: '',
    month_days: '',
    until: null,
    holidays: 'open',
    except_on: [],
    also_on: [],
    fee_amount: 0,
    fee_note: '',
    what_to_bring: 'バスタオル、飲み物',
    languages: ['ja'],
    accommodations: [],
    contact_name: '',
    contact_phone: '',
    contact_email: null,
    url: null,
    application: 'none',
    application_note: '',
    application_opens_on: null,
    application_opens_time: null,
    application_closes_on: null,
    application_closes_time: null,
    lottery_on: null,
    lottery_time: null,
    capacity: null,
    capacity_unit: 'family',
    waiting_list: true,
    offer_hours: null,
    publish: 'now',
    publish_on: null,
    publish_time: null,
    ...more,
  };
}

/** Enters an invented event through the command; its number. */
export const sampleEvent = (tx: WriteTx, more: Partial<EventData> & { starts_on: string }): Promise<number> =>
  addEvent(tx, sampleEventData(more));
