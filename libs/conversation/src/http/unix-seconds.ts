/** Unix seconds of a time in ISO 8601; 0 where there is none, as existing clients expect. */
export function unixSeconds(iso: string | null): number {
  return iso === null ? 0 : Math.floor(Date.parse(iso) / 1000);
}
