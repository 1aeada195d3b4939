/**
 * One line of the audit log: what was done to which record. No free text: ids, codes and counts only,
 * except `purpose`, which is the reason a person gave for an emergency access or an export.
 */
export interface AuditEvent {
  /** verb of the trade, e.g. 'visit.submit', 'person.open', 'issue.merge' */
  action: string;
  subject_kind?: string;
  subject_id?: number;
  /** the person the record is about, so that "who has looked at this person?" has an answer */
  about_person_id?: number;
  purpose?: string;
  detail?: Record<string, string | number | boolean | null | (string | number)[]>;
}
