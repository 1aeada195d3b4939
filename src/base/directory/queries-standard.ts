// The national list as rows of its 53 columns: for those who publish it.
export { ownOf, standardTable } from './exports.ts';
export { standardHeadings } from './words-import.ja.ts';
