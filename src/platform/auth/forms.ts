import { z } from 'zod';
import { shortestPassword } from './rules.ts';
import { words } from './words.ja.ts';

/** A password as typed: nothing is trimmed or changed. */
const password = () =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value : ''),
    z.string().min(1, words.password.required).max(1000, words.password.tooLong(128)),
  );

const email = () =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.normalize('NFKC').trim().toLowerCase() : ''),
    z
      .string()
      .min(1, words.password.required)
      // Given up here: on a long text the pattern costs its square, and anybody may send one.
      .max(254, { error: words.forgot.notEmail, abort: true })
      .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, words.forgot.notEmail),
  );

/** Where to go afterwards: a path of ours, else the first page. */
export const safePath = (value: unknown): string =>
  typeof value === 'string' && /^\/(?![/\\])[^\\\s]*$/.test(value) ? value : '/';

const to = () => z.preprocess(safePath, z.string());

/** Too short and typed differently are said at once; the other rules (rules.ts) need to know whose it is. */
const newPassword = (data: { password: string; password_again: string }, context: z.RefinementCtx) => {
  const length = [...data.password].length;
  if (length > 0 && length < shortestPassword)
    context.addIssue({
      code: 'custom',
      path: ['password'],
      message: words.password.tooShort(shortestPassword),
    });
  if (data.password_again !== '' && data.password !== data.password_again)
    context.addIssue({ code: 'custom', path: ['password_again'], message: words.password.differ });
};

export const signInForm = z.object({ email: email(), password: password(), to: to() });
export const demoForm = z.object({ user: z.string().max(100), to: to() });
/** Spaces between groups and full-width digits are how people copy codes. */
export const codeForm = z.object({
  code: z.preprocess(
    (value) => (typeof value === 'string' ? value.normalize('NFKC').replace(/\s/g, '') : ''),
    z.string().min(1, words.password.required).max(100, words.factor.wrong),
  ),
  to: to(),
});
export const currentPasswordForm = z.object({
  current: z.preprocess((value) => (typeof value === 'string' ? value : ''), z.string().max(1000)),
});
export const changePasswordForm = z
  .object({ current: password(), password: password(), password_again: password() })
  .superRefine(newPassword);
export const newPasswordForm = z
  .object({ password: password(), password_again: password() })
  .superRefine(newPassword);
export const emailForm = z.object({ email: email() });
export const idForm = z.object({ id: z.string().min(1).max(100) });
