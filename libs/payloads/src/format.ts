/** How a payload is worded; `hoory` is the default. */
export const FORMATS = ['hoory'] as const;

export type Format = (typeof FORMATS)[number];
