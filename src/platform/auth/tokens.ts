import { createHash, createHmac } from 'node:crypto';
import type { House } from '../house.ts';

/** What the database keeps of a token. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * An invitation's token: its municipality's code, a dot and a keyed hash. It can be made again from the row by whoever
 * has the program's seal secret, so the mail job need not carry it.
 */
export function invitationToken(
  house: House,
  code: string,
  invitation: { id: number; created_at: Date },
): string {
  const named = `invitation:${code}:${invitation.id}:${invitation.created_at.getTime()}`;
  return `${code}.${createHmac('sha256', house.settings.SEAL_SECRET).update(named).digest('base64url')}`;
}

export const invitationUrl = (house: House, token: string): string =>
  addressOf(house, `/invitations/${token}`);

/** A full address for a mail. */
export const addressOf = (house: House, path: string): string =>
  house.settings.BASE_URL.replace(/\/+$/, '') + path;
