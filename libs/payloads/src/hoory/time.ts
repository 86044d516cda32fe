/** `2020-03-03 13:05:57 UTC` from ISO 8601 in UTC, cut to the second. */
export function hooryTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}
