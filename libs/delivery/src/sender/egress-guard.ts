import { BlockList, isIP } from 'node:net';
import { type Cidr, parseCidr } from './cidr';

/**
 * What is not the public internet. IANA IPv4 Special-Purpose Address Registry
 * (https://www.iana.org/assignments/iana-ipv4-special-registry), and multicast, which has a
 * registry of its own.
 */
const SPECIAL_IPV4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private use
  '100.64.0.0/10', // shared address space of carriers
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local; the metadata services of clouds
  '172.16.0.0/12', // private use
  '192.0.0.0/24', // IETF protocol assignments
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // 6to4 relay anycast, deprecated
  '192.168.0.0/16', // private use
  '198.18.0.0/15', // benchmarking
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, and the limited broadcast address
];

/**
 * The only IPv6 space given out for global unicast
 * (https://www.iana.org/assignments/ipv6-address-space). Whatever lies outside it – loopback,
 * unique local, link-local, site-local, multicast, discard-only, SRv6 SIDs, local-use NAT64 – is
 * refused without being listed.
 */
const GLOBAL_UNICAST_IPV6 = ['2000::/3'];

/**
 * The exceptions inside it, by the IANA IPv6 Special-Purpose Address Registry
 * (https://www.iana.org/assignments/iana-ipv6-special-registry).
 */
const SPECIAL_IPV6 = [
  '2001::/23', // IETF protocol assignments: Teredo, benchmarking, ORCHID
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: an IPv4 address in disguise
  '3fff::/20', // documentation
];

/** IPv4-mapped and NAT64: packets go to the IPv4 address in the last 32 bits. */
const EMBEDDING_IPV4 = ['::ffff:0:0/96', '64:ff9b::/96'];

/** A webhook's URL leads to an address that webhooks may not reach. */
export class EgressRefusedError extends Error {
  constructor(readonly address: string) {
    super(`${address} is not a public address, and EGRESS_ALLOW does not list it`);
    this.name = 'EgressRefusedError';
  }
}

/** Keeps webhooks, whose URLs strangers choose, out of the networks this process can see. */
export class EgressGuard {
  private readonly allowed: AddressSet;

  /**
   * @param allow CIDRs that may be reached although they are not public, from `parseCidrs`.
   * @throws {Error} for what is not a CIDR
   */
  constructor(allow: readonly string[]) {
    this.allowed = new AddressSet(allow);
  }

  /** @throws {EgressRefusedError} for an address that is neither public nor allowed. */
  check(address: string): void {
    // BlockList answers "not in the list" for what it cannot parse, a zone index included: it
    // would fail open. A zone belongs to link-local addresses only.
    if (isIP(address) === 0 || address.includes('%')) {
      throw new EgressRefusedError(address);
    }
    const destination = embedding.has(address) ? embeddedIpv4(address) : address;
    if (!isPublic(destination) && !this.allowed.has(destination)) {
      throw new EgressRefusedError(address);
    }
  }
}

/** A BlockList a family, because one of both takes `::/0` to cover every IPv4 address too. */
class AddressSet {
  private readonly ipv4 = new BlockList();
  private readonly ipv6 = new BlockList();

  constructor(cidrs: readonly string[]) {
    for (const cidr of cidrs) {
      this.add(parseCidr(cidr));
    }
  }

  has(address: string): boolean {
    return isIP(address) === 4
      ? this.ipv4.check(address, 'ipv4')
      : this.ipv6.check(address, 'ipv6');
  }

  private add({ network, prefixLength, family }: Cidr): void {
    this[family].addSubnet(network, prefixLength, family);
  }
}

const special = new AddressSet([...SPECIAL_IPV4, ...SPECIAL_IPV6]);
const globalUnicast = new AddressSet(['0.0.0.0/0', ...GLOBAL_UNICAST_IPV6]);
const embedding = new AddressSet(EMBEDDING_IPV4);

function isPublic(address: string): boolean {
  return globalUnicast.has(address) && !special.has(address);
}

function embeddedIpv4(address: string): string {
  // URL writes IPv6 in one canonical way (https://url.spec.whatwg.org/#concept-ipv6-serializer):
  // hexadecimal groups, and nothing between two colons where a run of zeros is left out.
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1).split(':');
  const [high = 0, low = 0] = groups.slice(-2).map((group) => Number(`0x${group || '0'}`));
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}
