import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Settings } from '../settings.ts';

export type Mail = (message: { to: string; subject: string; text: string }) => Promise<void>;

/** By SMTP, or as files in DATA_DIR/mail where no mail server is set: nothing sent is lost unseen. */
export function openMail(settings: Settings): Mail {
  if (settings.MAIL_URL === 'file') {
    const transport = createTransport({ streamTransport: true, buffer: true });
    return async (message) => {
      const built = await transport.sendMail({ from: settings.MAIL_FROM, ...message });
      const folder = join(settings.DATA_DIR, 'mail');
      // Invitations carry their link: nobody else on the machine may read it.
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, `${Date.now()}-${crypto.randomUUID()}.eml`);
      writeFileSync(path, built.message as Buffer, { mode: 0o600 });
    };
  }
  const transport = createTransport(settings.MAIL_URL);
  return async (message) => {
    await transport.sendMail({ from: settings.MAIL_FROM, ...message });
  };
}
