import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Transporter } from 'nodemailer';
import type { Settings } from '../settings.ts';

export type Mail = (message: { to: string; subject: string; text: string }) => Promise<void>;

/** By SMTP, or as files in DATA_DIR/mail where no mail server is set: nothing sent is lost unseen. */
export function openMail(settings: Settings): Mail {
  // Read with the first mail: a process that only answers pages sends none.
  const mailer = () => import('nodemailer');
  if (settings.MAIL_URL === 'file')
    return async (message) => {
      const transport = (await mailer()).createTransport({ streamTransport: true, buffer: true });
      const built = await transport.sendMail({ from: settings.MAIL_FROM, ...message });
      const folder = join(settings.DATA_DIR, 'mail');
      // Invitations carry their link: nobody else on the machine may read it.
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, `${Date.now()}-${crypto.randomUUID()}.eml`);
      writeFileSync(path, built.message as Buffer, { mode: 0o600 });
    };
  let transport: Transporter | null = null;
  return async (message) => {
    transport ??= (await mailer()).createTransport(settings.MAIL_URL);
    await transport.sendMail({ from: settings.MAIL_FROM, ...message });
  };
}
