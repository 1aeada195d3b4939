import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everybody, makeWorld, type Who, type World } from '../world.ts';
import { fillEveryTable } from './fixture.ts';
import { accessMatrix, partsOf, standingsOf, written, type Answers, type Part } from './matrix.ts';

const roles = Object.keys(everybody) as Who[];
const verbs = ['read', 'insert', 'own', 'update', 'delete'] as const;

/** What is known of visits, issues and meetings, in words that somebody wrote. */
const words = {
  visits: ['visit', 'visit_record', 'visit_memo', 'visit_attachment', 'visit_draft', 'visit_follow_up'],
  issues: [
    'issue',
    'issue_facility',
    'issue_event',
    'issue_event_note',
    'issue_area',
    'issue_forum',
    'issue_state',
  ],
  meetings: [
    'meeting',
    'agenda_item',
    'decision',
    'role_assignment',
    'attendance',
    'share_back',
    'issue_work',
  ],
  work: ['action_item', 'action_note'],
  families: [
    'household',
    'household_member',
    'household_contact',
    'household_address',
    'household_member_place',
    'household_merge',
    'consultation',
    'consultation_notifier',
    'consultation_routing',
    'consultation_revision',
    'triage',
    'triage_answer',
    'support_case',
    'case_member',
    'contact_note',
    'case_task',
    'family_message',
    'family_message_post',
    'support_file_request',
    'case_taken_entry',
    'consent',
    'own_copy',
    'consent_recipient',
    'disclosure',
    'referral_origin',
    'referral_letter',
    'conference',
    'conference_case',
    'conference_fact',
    'conference_person',
    'conference_item',
    'conference_decision',
    'conference_role',
    'handover',
    'handover_item',
    'handover_step',
    'caseload_fact',
    'caseload_limit',
    'caseload_check_in',
    'caseload_proposal',
    'caseload_move',
    'supervision_comment',
    'skill_record',
    'life_event',
    'assessment',
    'assessment_mark',
    'support_plan',
    'support_plan_item',
    'council_entry',
    'council_review',
    'case_closing',
    'case_transfer',
    'case_form_text',
    'conference_draft',
    'disclosure_carried',
    'statement',
    'statement_source',
    'statement_return',
    'statement_reason',
    'statement_issue',
  ],
  /** what a guest of a conference reads of it */
  laidBefore: [
    'conference',
    'conference_fact',
    'conference_person',
    'conference_item',
    'conference_decision',
    'conference_role',
  ],
  /** What a family agreed to let a place read, and the words said on the way. */
  passedOn: ['disclosure_content', 'referral_event'],
};

describe('who reaches which rows of which table', () => {
  let world: World;
  let parts: Part[];
  let answers: Answers;
  beforeAll(async () => {
    world = await makeWorld();
    const standings = await standingsOf(world, await fillEveryTable(world));
    parts = await partsOf(world);
    answers = await accessMatrix(world, standings, parts);
  });
  afterAll(() => world.close());

  const reach = (who: string, part: string, verb: string): number =>
    Number(new RegExp(`(?:^|· )${verb} (\\d+)`).exec(answers.get(who)!.get(part)!)?.[1] ?? 0);
  const tables = () => parts.map(({ name }) => name).filter((name) => !name.endsWith('()'));
  const readBy = (who: string) => tables().filter((table) => reach(who, table, 'read') > 0);
  const writtenBy = (who: string) =>
    tables().filter((table) => verbs.slice(1).some((verb) => reach(who, table, verb) > 0));

  it('is the matrix written down', async () => {
    await expect(written(answers, parts)).toMatchFileSnapshot('expected.txt');
  });

  it('leaves no table without a row to try', () => {
    expect(parts.filter(({ rows }) => rows === 0)).toEqual([]);
  });

  it('counts for nobody more rows than they read', () => {
    for (const [who, said] of answers) {
      for (const table of tables()) {
        expect(reach(who, table, 'count'), `${who}: ${said.get(table)!}`).toBe(reach(who, table, 'read'));
      }
    }
  });

  it('lets nobody put another’s name where it says who did something', () => {
    for (const [who, said] of answers)
      for (const table of tables()) expect(said.get(table), `${who}, ${table}`).not.toMatch('forge');
  });

  it('lets nobody add a row in another’s name, but for two that name who asked for it', () => {
    const named: Readonly<Record<string, readonly string[]>> = {
      // an agency's table, written by the job in the name of whoever brought it
      agency_round: ['job'],
      // whom another proposed: who confirms names them, and a foreign key asks for that very proposal
      appointment: ['secretariat', 'administrator', 'only_people_manage', 'job'],
    };
    for (const table of tables())
      expect(
        [...answers].filter(([, said]) => / pose /.test(said.get(table)!)).map(([who]) => who),
        table,
      ).toEqual(named[table] ?? []);
  });

  it('lets no role change or delete a row it does not see', () => {
    for (const who of roles) {
      for (const table of tables())
        expect(answers.get(who)!.get(table), `${who}, ${table}`).not.toMatch('unseen');
    }
  });

  describe('who may not', () => {
    const places = [
      'area',
      'area_system',
      'area_town',
      'directory_setting',
      'facility',
      'facility_offer',
      'facility_photo',
      'facility_staffing',
      'programme',
      'programme_figure',
      'schedule',
      'schedule_exception',
      'service',
      'service_standing',
      'town',
      'wish',
      'event',
      'event_kind',
      'event_session',
      'finder_weight',
      'organisation',
      'event_queue',
      'event_form',
      'helpline',
      'population',
      'support_scheme',
      'voice_publication',
      'desk_hours',
      'support_file_setting',
      // training anybody may apply for, what facilities let everybody read, the city's guideline and what a survey found
      'course',
      'course_category',
      'course_session',
      'course_unit',
      'guideline',
      'guideline_chapter',
      'guideline_fact',
      'guideline_target',
      'practice',
      'practice_document',
      'practice_source',
      'survey_figure',
      'survey_meeting',
      'survey_saying',
      'survey_summary',
    ];

    /** Strangers' forms: whoever is signed in may send them as well. */
    const sentByAnybody = ['helper_application', 'voice'];

    it('the public reads places and what is published for the public, and writes nothing but its own sent forms', () => {
      expect(readBy('public')).toEqual([...places, 'search_entry', 'submission'].toSorted());
      expect(writtenBy('public')).toEqual(['helper_application', 'submission', 'voice']);
      for (const sent of ['helper_application', 'voice']) {
        for (const verb of ['read', 'count', 'update', 'delete'])
          expect(reach('public', sent, verb), sent).toBe(0);
      }
      expect(reach('public', 'indicator_figures()', 'read')).toBe(0);
      expect(reach('public', 'search_publish()', 'read')).toBe(0);
    });

    it('whose appointment has ended or not begun, and whose account is closed, keeps what the public has and what is theirs', () => {
      for (const who of ['former', 'next_year', 'disabled']) {
        const theirs = [
          'case_share',
          'notice',
          'person_contact',
          'saved_view',
          'search_entry',
          'submission',
          'user_link',
        ];
        expect([...places, ...theirs]).toEqual(expect.arrayContaining(readBy(who)));
        for (const table of theirs)
          // the invitations of the former one to a record and to a conference; of news that is everybody's, two
          expect(reach(who, table, 'read'), table).toBeLessThanOrEqual(
            table === 'search_entry' || (table === 'case_share' && who === 'former') ? 2 : 1,
          );
        expect(
          writtenBy(who).filter(
            (table) => ![...sentByAnybody, 'notice', 'saved_view', 'submission'].includes(table),
          ),
        ).toEqual([]);
        for (const gone of [
          'indicator_figures()',
          'search_publish()',
          'search_unpublish()',
          'take_up_invitation()',
        ]) {
          expect(reach(who, gone, 'read'), gone).toBe(0);
        }
      }
    });

    it('nobody but the teams that own them, and whom they let in, reads a word of a family', () => {
      const zone = [
        'consultation_worker',
        'supervisor',
        'nurse',
        'council_office',
        'west_worker',
        'west_supervisor',
      ];
      const made = ['zone_case_work_in_team', 'zone_case_supervise_in_team', 'zone_council_manage_in_team'];
      made.push('leaving_in_march');
      for (const who of answers.keys()) {
        if ([...zone, ...made, 'case_shared', 'case_opened'].includes(who)) continue;
        for (const table of words.families) {
          if (who === 'conference_guest' && words.laidBefore.includes(table)) continue;
          // a task given to somebody outside is theirs to read
          const own = table === 'case_task' && who === 'named' ? 1 : 0;
          for (const verb of ['read', 'count', 'update', 'delete'])
            expect(reach(who, table, verb), `${who}, ${table}`).toBe(verb === 'delete' ? 0 : own);
        }
        for (const asked of [
          'household_candidates()',
          'household_keeper()',
          'household_log()',
          'household_records()',
          'consultation_figures()',
          'consultation_years()',
          'consultation_next_number()',
          'consultation_route()',
        ])
          expect(reach(who, asked, 'read'), `${who}, ${asked}`).toBe(0);
        for (const verb of ['read', 'count', 'own', 'update', 'delete'])
          expect(reach(who, 'consultation_draft', verb), who).toBe(0);
      }
      // One case, not the team's others; and of the family behind it only what was opened.
      expect(reach('case_shared', 'support_case', 'read')).toBe(
        reach('west_worker', 'support_case', 'read') + 1,
      );
      expect(reach('case_opened', 'household', 'read')).toBe(reach('west_worker', 'household', 'read') + 1);
    });

    it('a family’s own file is reached by no role, share or emergency; a copy in a case is written by nobody', () => {
      const files = ['', '_lock', '_entry', '_lending', '_lent', '_look', '_given', '_visit'];
      for (const who of answers.keys()) {
        for (const verb of ['read', 'count', 'insert', 'own', 'update', 'delete'])
          for (const part of files)
            if (who !== 'job') expect(reach(who, `support_file${part}`, verb), `${who}, ${part}`).toBe(0);
        for (const verb of ['insert', 'own', 'update', 'delete'])
          expect(reach(who, 'case_taken_entry', verb), who).toBe(0);
      }
      // The night's job deletes whole files, and reads no entry.
      for (const part of ['_lock', '_entry', '_look', '_given'])
        expect(reach('job', `support_file${part}`, 'read'), part).toBe(0);
      // Lent to a place, and to who runs it: with the code, by its people alone.
      expect(reach('facility_head', 'support_file_lent_to()', 'read')).toBe(3);
      for (const who of ['other_head', 'administrator', 'auditor', 'public'])
        expect(reach(who, 'support_file_lent_to()', 'read'), who).toBe(1);
    });

    it('a place reads what was agreed with the family after its yes, while it lasts, and of no other place', () => {
      // Accepted with consent in force (twice), and of the organisation as a whole; not: before the yes, consent withdrawn, no
      // second person yet, the time over, another place's.
      expect(reach('facility_head', 'disclosure_content', 'read')).toBe(3);
      expect(reach('other_head', 'disclosure_content', 'read')).toBe(2);
      for (const who of [
        'facility_staff',
        'link_coordinator',
        'west_worker',
        'administrator',
        'auditor',
        'job',
        'public',
      ]) {
        for (const table of [
          ...words.passedOn,
          'referral_origin',
          'disclosure',
          'consent',
          'referral_letter',
        ]) {
          if (who === 'west_worker' && ['referral_event', 'referral_origin'].includes(table)) continue;
          expect(reach(who, table, 'read'), `${who}, ${table}`).toBe(0);
        }
      }
      // The west's own draft, and where it comes from.
      expect(reach('west_worker', 'referral_event', 'read')).toBe(1);
      expect(reach('west_worker', 'referral_origin', 'read')).toBe(1);
    });

    it('what is open between organisations is watched without a draft, and by nobody without the duty', () => {
      expect(reach('link_coordinator', 'referral', 'read')).toBe(11);
      expect(reach('link_coordinator', 'referral', 'update')).toBe(0);
      for (const who of [
        'administrator',
        'auditor',
        'observer',
        'partner',
        'legal_desk',
        'facility_staff',
        'public',
      ])
        expect(reach(who, 'referral', 'read'), who).toBe(0);
    });

    it('only the legal desk changes on what basis something may be shared', () => {
      for (const who of roles) {
        const may = who === 'legal_desk';
        expect(reach(who, 'legal_basis', 'insert') + reach(who, 'legal_basis', 'update') > 0, who).toBe(may);
      }
    });

    it('a guest reads one conference while invited, writes at their own seat, and nothing before, after or beside it', () => {
      for (const table of words.laidBefore) {
        // beside their own seat the other guest's
        expect(reach('conference_guest', table, 'read'), table).toBe(table === 'conference_person' ? 2 : 1);
        expect(reach('conference_guest', table, 'update'), table).toBe(table === 'conference_person' ? 1 : 0);
        for (const verb of ['insert', 'own', 'delete'])
          expect(reach('conference_guest', table, verb), table).toBe(0);
        for (const who of ['guest_over', 'guest_ahead', 'guest_ended'])
          expect(reach(who, table, 'read'), `${who}, ${table}`).toBe(0);
      }
    });

    it('how somebody says they are is read by themselves and their supervisor alone', () => {
      // three of the east, by the worker, the nurse and somebody gone; one of the west
      expect(reach('consultation_worker', 'caseload_check_in', 'read')).toBe(1);
      expect(reach('nurse', 'caseload_check_in', 'read')).toBe(1);
      expect(reach('supervisor', 'caseload_check_in', 'read')).toBe(3);
      expect(reach('west_supervisor', 'caseload_check_in', 'read')).toBe(1);
      for (const who of ['council_office', 'administrator', 'auditor', 'secretariat'])
        expect(reach(who, 'caseload_check_in', 'read'), who).toBe(0);
    });

    it('the address and the telephone of a protected family are the keeping team’s alone', () => {
      for (const table of ['household_address', 'household_contact', 'household_member_place']) {
        expect(reach('consultation_worker', table, 'read'), table).toBe(2);
        // works with the protected family, and has opened it in an emergency
        expect(reach('west_worker', table, 'read'), table).toBe(1);
        expect(reach('case_opened', table, 'read'), table).toBe(2);
      }
      // their own, the protected one, and one that is not protected
      expect(reach('west_worker', 'household', 'read')).toBe(3);
    });

    it('who told of a child is known to whoever took it down and to the team’s supervisor', () => {
      expect(reach('consultation_worker', 'consultation', 'read')).toBe(3);
      expect(reach('consultation_worker', 'consultation_notifier', 'read')).toBe(1);
      expect(reach('council_office', 'consultation_notifier', 'read')).toBe(0);
      expect(reach('supervisor', 'consultation_notifier', 'read')).toBe(3);
    });

    it.each(['administrator', 'auditor'])(
      'the %s reads no word of a visit, an issue or a meeting, and no figure',
      (who) => {
        for (const table of [
          ...words.visits,
          ...words.issues,
          ...words.meetings,
          ...words.work,
          'rubric_score',
        ]) {
          for (const verb of ['read', 'count', 'update', 'delete'])
            expect(reach(who, table, verb), table).toBe(0);
        }
        expect(reach(who, 'indicator_figures()', 'read')).toBe(0);
        // What the network is told is for them too: the wording without facilities, and that an open day is held.
        expect(reach(who, 'issue_publication', 'read')).toBe(2);
      },
    );

    it.each(['observer', 'lead_coordinator', 'supervisor', 'consultation_worker'])(
      'the %s reads no visit, no issue and no meeting behind the figures',
      (who) => {
        for (const table of [
          ...words.visits,
          ...words.issues,
          ...words.meetings,
          ...words.work,
          'rubric_score',
        ]) {
          for (const verb of ['read', 'count', 'update', 'delete'])
            expect(reach(who, table, verb), table).toBe(0);
        }
        expect(
          writtenBy(who)
            .filter(
              (table) =>
                ![
                  ...sentByAnybody,
                  ...words.families,
                  ...words.passedOn,
                  'capacity_answer',
                  'capacity_question',
                  'referral',
                  'case_share',
                  'consultation_draft',
                  'statement_draft',
                  'consultation_setting',
                  'district_team',
                  'emergency_access',
                  'desk_hours',
                  'duty_shift',
                  'call_tally',
                  // the lead coordinator keeps the rounds of the four steps, which name nobody
                  'partnership_note',
                  'partnership_round',
                  'partnership_stage',
                  // what bodies carry together, lend each other and tell each other, and what the city holds together with it
                  'guideline',
                  'guideline_chapter',
                  'guideline_fact',
                  'guideline_target',
                  'initiative',
                  'initiative_event',
                  'initiative_outcome',
                  'initiative_partner',
                  'initiative_session',
                  'initiative_stage',
                  'lendable',
                  'loan',
                  'loan_event',
                  'survey_figure',
                  'survey_meeting',
                  'survey_saying',
                  'survey_summary',
                  // practices studied elsewhere and found here, and how facilities' staff come and stay, by kind of facility
                  'practice',
                  'practice_conclusion',
                  'practice_consent',
                  'practice_criterion',
                  'practice_document',
                  'practice_figure',
                  'practice_hearing',
                  'practice_origin',
                  'practice_score',
                  'workforce_figure',
                  // what speaks for the year's goals and how measures go, written by whoever evaluates
                  'goal_finding',
                  'measure_event',
                  // what teams ask each other to take over, without a name
                  'handover_transfer',
                  // what of the own team is stopped from going, and what the team is asked
                  'retention_hold',
                  'rights_request',
                ].includes(table),
            )
            .toSorted(),
          // a card that says where a place is and whom to ask there, of nobody in particular
        ).toEqual([
          'action_note',
          // themselves, as anybody of the network may apply to a course
          'course_application',
          'introduction',
          'notice',
          'saved_view',
          'submission',
          // a sheet of paper with a fresh code, for a family that begins its own file
          'support_file_sheet',
        ]);
      },
    );

    it('a facility’s people read of visits, answers, share-backs and reflections only what is their own facilities’', async () => {
      for (const [who, own] of [
        ['facility_head', [0]],
        ['facility_staff', [0]],
        ['other_head', [1]],
      ] as const) {
        for (const table of ['visit', 'visit_coordinator', 'visit_record', 'issue_facility', 'share_back']) {
          const rows = await world.reading(who, (tx) =>
            sql<{ facility_id: number }>`select facility_id from ${sql.table(table)}`.execute(tx.db),
          );
          const facilities = own.map((index) => world.facility[index]);
          for (const { facility_id } of rows.rows)
            expect(facilities, `${who}, ${table}`).toContain(facility_id);
        }
        // Of open days also what a visiting facility shared with the one that opened.
        const came = await world.reading(who, (tx) =>
          sql<{ facility_id: number; host_facility_id: number; shared: boolean }>`
            select facility_id, host_facility_id, shared_at is not null as shared from open_day_participation`.execute(
            tx.db,
          ),
        );
        const theirs = own.map((index) => world.facility[index]);
        for (const row of came.rows)
          expect(theirs, who).toContain(
            row.shared && !theirs.includes(row.facility_id) ? row.host_facility_id : row.facility_id,
          );
        for (const table of [
          'issue',
          'issue_event',
          'issue_event_note',
          'visit_memo',
          'visit_attachment',
          'visit_draft',
          'visit_follow_up',
          'round_target',
        ]) {
          expect(reach(who, table, 'read'), table).toBe(0);
        }
      }
    });

    it('a facility reads a record only once it is shared, and minutes only once they are published', async () => {
      expect(reach('facility_head', 'visit', 'read')).toBe(2);
      expect(reach('facility_head', 'visit_record', 'read')).toBe(1);
      expect(reach('other_head', 'visit_record', 'read')).toBe(0);
      for (const table of ['agenda_item', 'decision', 'role_assignment']) {
        expect(reach('facility_staff', table, 'read'), table).toBe(1);
        // Asked to pass them on, though without a seat in that forum.
        expect(reach('other_head', table, 'read'), table).toBe(1);
        expect(reach('meeting_read_at_one_facility', table, 'read'), table).toBe(0);
      }
    });

    it('the staff of a facility answer for it nowhere', () => {
      // A note on a task of one's own organisation is anybody's there: a task may name a person without any duty.
      const own = [...sentByAnybody, 'notice', 'saved_view', 'submission', 'action_note', 'introduction'];
      // A sheet of paper for a family that begins its own file.
      own.push('support_file_sheet');
      // Counting the day is everybody's work at a place.
      own.push('daily_use', 'daily_use_consultation', 'daily_use_draft', 'daily_use_event');
      // At the door of an event they tick who has come.
      own.push('event_application', 'event_queue');
      // At the board of their study group they lay and sort cards.
      own.push('study_card', 'study_heading', 'study_vote');
      // At an open day they write what they saw, and lay and sort notes.
      own.push('open_day_sheet', 'open_day_note');
      // Their own training, and what their body thought of a sitting it carried with others.
      own.push('course_application', 'course_reflection', 'initiative_reflection');
      // They take back their own application.
      own.push('course_answer');
      expect(writtenBy('facility_staff').filter((table) => !own.includes(table))).toEqual([]);
    });

    it('a council member reads the forum it sits in, and of visits and single facilities nothing', () => {
      for (const table of ['forum_member', 'meeting', 'agenda_item', 'decision']) {
        expect(reach('council_member', table, 'read'), table).toBeLessThan(
          reach('secretariat', table, 'read'),
        );
      }
      for (const table of words.visits) expect(reach('council_member', table, 'read'), table).toBe(0);
      for (const table of ['daily_use', 'daily_use_consultation', 'daily_use_event'])
        expect(reach('council_member', table, 'read'), table).toBe(0);
      // of what facilities said only what has been shared in a forum
      expect(reach('council_member', 'issue_facility', 'read')).toBe(1);
      expect(writtenBy('council_member').filter((table) => table.startsWith('issue'))).toEqual([]);
    });

    it('nobody outside the visiting team reads its memo, and nobody at all another’s draft', () => {
      for (const who of answers.keys()) {
        const inTeam = ['coordinator', 'coordinator2', 'visit_read_in_team'].includes(who);
        expect(reach(who, 'visit_memo', 'read'), who).toBe(inTeam ? 2 : 0);
        expect(reach(who, 'visit_draft', 'read'), who).toBeLessThanOrEqual(1);
      }
    });

    it('a restricted record is read by its team and by whoever has it open in an emergency, until that ends', () => {
      expect(reach('coordinator2', 'visit_record', 'read')).toBe(3);
      expect(reach('opened_in_emergency', 'visit_record', 'read')).toBe(3);
      for (const who of [
        'secretariat',
        'coordinator_elsewhere',
        'closed_emergency_early',
        'only_visit_read',
      ]) {
        expect(reach(who, 'visit_record', 'read'), who).toBe(2);
      }
    });

    it('nobody appoints themselves, links an account to themselves or signs for somebody else', () => {
      for (const who of roles) {
        expect(reach(who, 'appointment', 'own'), who).toBe(0);
        const manages = ['secretariat', 'administrator'].includes(who);
        if (!manages) expect(writtenBy(who), who).not.toContain('user_link');
        if (!manages) expect(writtenBy(who), who).not.toContain('invitation');
      }
      // coordinator2 wrote none of these minutes' scores, published nothing and submitted one record
      expect(reach('coordinator2', 'rubric_score', 'insert')).toBe(0);
      expect(reach('coordinator2', 'issue_publication', 'insert')).toBe(0);
      expect(reach('coordinator2', 'visit_record', 'insert')).toBe(1);
    });

    it('nobody changes or deletes what is kept for ever', () => {
      const kept = [
        'audit_event',
        'audit_head',
        'issue_event',
        'issue_event_note',
        'action_note',
        'role',
        'role_duty',
        'indicator',
        'rubric',
      ];
      for (const who of answers.keys()) {
        for (const table of kept) {
          expect(reach(who, table, 'update') + reach(who, table, 'delete'), `${who}, ${table}`).toBe(0);
        }
        for (const table of [
          'visit',
          'visit_record',
          'issue',
          'meeting',
          'person',
          'facility',
          'rubric_score',
          'share_back',
        ]) {
          expect(reach(who, table, 'delete'), `${who}, ${table}`).toBe(0);
        }
        expect(reach(who, 'audit_event', 'insert'), who).toBe(0);
      }
    });

    it('only the auditor reads what everybody did; others read who looked at what is held about themselves', () => {
      for (const who of answers.keys()) {
        const all = ['auditor', 'only_audit_read'].includes(who);
        expect(reach(who, 'audit_event', 'read'), who).toBe(all ? 4 : who === 'facility_head' ? 1 : 0);
      }
    });

    it('a job reads what reminding, mailing and reading in need, and no words of visits, no memo, no minutes', () => {
      const needs = {
        'reading in a list': ['import_batch', 'import_part', 'import_row', 'person', 'role'],
        'mailing and reminding people': [
          'appointment',
          'person_contact',
          'forum',
          'role_duty',
          'invitation',
          'user_link',
        ],
        'what falls due': ['visit', 'visit_follow_up', 'meeting', 'action_item', 'share_back'],
        'that a round is to be worked out, and what agencies’ tables brought': [
          'agency_round',
          'round_proposal',
        ],
        'that an issue was acted on': ['issue', 'issue_event', 'issue_state', 'issue_work'],
        'what is tidied away at night': ['job_done', 'submission', 'notice'],
        'which referrals nobody answered': ['referral'],
        'what has ended, by number, and what two people decided of it': [
          'disposal',
          'disposal_item',
          'retention_due',
          'retention_hold',
          'retention_rule',
          'retention_term',
        ],
        'who applied, to move the line, mail and forget': [
          'event_applicant',
          'event_application',
          'event_lottery',
          'event_message',
          'event_place',
        ],
        'what fills the calendar': ['calendar_feed', 'event_question', 'event_online', 'event_deed'],
        'what strangers sent and is to be forgotten': ['helper_application', 'voice'],
        'families’ own files nobody opens any more, sealed as they lie': [
          'support_file',
          'support_file_lending',
          'support_file_lent',
          'support_file_sheet',
          'support_file_visit',
        ],
        'which facilities are asked what they tried': ['study_handout', 'study_trial'],
        'who comes to an open day, is reminded and asked, and what is to be forgotten': [
          'open_day',
          'open_day_draft',
          'open_day_follow_up',
          'open_day_practice',
          'open_day_reminder',
          'open_day_sheet',
          'open_day_signup',
        ],
        'the year’s report, to write its files': ['year_report', 'year_report_file'],
        'who goes to a course, is told, reminded and asked, and what is to be forgotten': [
          'course_answer',
          'course_application',
          'course_attendance',
          'course_certificate',
          'course_make_up',
          'course_reflection',
          'course_reprint',
          'lecture_answer',
          'lecture_request',
        ],
        'who carries an initiative, what is lent, and who is to be reminded of it': [
          'initiative',
          'initiative_answer',
          'initiative_partner',
          'initiative_reflection',
          'initiative_reminder',
          'initiative_session',
          'lendable',
          'loan',
        ],
        'published views over what it reads': [
          'course_gathering',
          'initiative_gathering',
          'open_day_gathering',
          'practice_published',
          'visit_gathering',
        ],
        public: [...places, 'search_entry'],
      };
      expect(readBy('job')).toEqual(Object.values(needs).flat().toSorted());
    });
  });
});
