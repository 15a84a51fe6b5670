/** Whether the chord key is Command. */
export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
