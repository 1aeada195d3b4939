/** What the page of a new issue sends, as somebody types it; without its keys. */
export const typedIssue = (title: string, description: string) => ({
  title,
  description,
  theme_code: 'staffing',
  weight: '2',
  source: 'hand',
  raised_on_y: '2026',
  raised_on_m: '11',
  raised_on_d: '20',
});
