/** How many days what may be said again rests on a channel. Pure: the browser reads it too. */

/** Unless somebody says otherwise. */
export const usualRest = 90;
export const mostRest = 730;
