/** What coordinators call the tablets they take along. */
export const devices = {
  tablet: '巡回用タブレット（青いカバー）',
  left: '巡回用タブレット（赤いカバー）',
  telephone: '業務用の電話',
};
