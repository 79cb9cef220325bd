/** Lines that the frame takes: the title, the line of keys. */
export const frameRows = 2;
