import type { DeliveryAttempt } from '@app/client';

/**
 * A command for a POSIX shell that makes the same POST: the same headers, and the body byte for byte.
 * Values that are not shown, `***`, are for whoever runs it to fill in.
 * @param url where the request says none, of before URLs were kept
 */
export function asCurl(
  { url, headers, body }: DeliveryAttempt['request'],
  fallback: string,
): string {
  const lines = [
    `curl ${quote(url ?? fallback)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    `--data-raw ${quote(body)}`,
  ];
  return lines.join(' \\\n  ');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
