/** How a payload is worded; `hoory` is the default, `chatwoot` what Chatwoot's consumers read. */
export const FORMATS = ['hoory', 'chatwoot'] as const;

export type Format = (typeof FORMATS)[number];
