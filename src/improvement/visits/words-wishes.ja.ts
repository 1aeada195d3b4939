/** How facilities write when it suits them, as far as a program can read it. */

/** 「月・水・金」 or 「火曜」; a lone 月 or 日 is a month or a day. */
export const weekdays = /([月火水木金土日](?:[・･/／][月火水木金土日])+)|([月火水木金土日])曜/g;
/** between the days of such a list */
export const listMark = /[・･/／]/;
/** ends of clauses */
export const clauseEnd = /[、。，．\n;；]/;
/** The clause says when it does not suit. */
export const against = /避け|不可|難し|以外|休|不在|除|困/;
export const morning = '午前';
export const afternoon = '午後';
