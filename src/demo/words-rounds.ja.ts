/** Where the coordinators of the demo set out. */
export const roundOffice = '旭川市保育センター（架空）';
