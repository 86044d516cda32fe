import { isIP } from 'node:net';

export interface Cidr {
  readonly network: string;
  readonly prefixLength: number;
  readonly family: 'ipv4' | 'ipv6';
}

/**
 * The entries of a comma-separated list such as `127.0.0.0/8,::1/128`; none for an empty text.
 *
 * @throws {Error} that says what is wrong with which entry
 */
export function parseCidrs(text: string): string[] {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  entries.forEach(parseCidr);
  return entries;
}

/** @throws {Error} that says what is wrong */
export function parseCidr(text: string): Cidr {
  const [network = '', length, ...rest] = text.split('/');
  const version = isIP(network);
  if (version === 0 || network.includes('%') || rest.length > 0) {
    throw new Error(`"${text}" is not an address range such as 10.0.0.0/8 or fd00::/8`);
  }
  const bits = version === 4 ? 32 : 128;
  if (length === undefined) {
    throw new Error(`"${text}" has no prefix length; the address alone is ${text}/${bits}`);
  }
  if (!/^\d{1,3}$/.test(length) || Number(length) > bits) {
    throw new Error(`"${text}" has the prefix length "${length}", which must be 0 to ${bits}`);
  }
  return { network, prefixLength: Number(length), family: `ipv${version as 4 | 6}` };
}
