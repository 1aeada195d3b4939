/** The geta mark: what Japanese print and registers put for a character they do not have. */
export const missingCharacter = '〓';
