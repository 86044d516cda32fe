import { BlockList, isIP } from 'node:net';
import { type Cidr, parseCidr } from './cidr';

/**
 * What is not the public internet, or not where anybody's endpoint is. All of the IANA IPv4
 * Special-Purpose Address Registry (https://www.iana.org/assignments/iana-ipv4-special-registry),
 * and multicast, which has a registry of its own.
 *
 * The registry calls some of them globally reachable. They are anycast: packets go to the nearest
 * name server, relay or NAT that serves the address, which may be one of this network's own.
 */
const SPECIAL_IPV4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private use
  '100.64.0.0/10', // shared address space of carriers
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local; the metadata services of clouds
  '172.16.0.0/12', // private use
  '192.0.0.0/24', // IETF protocol assignments, and anycast to the nearest NAT
  '192.0.2.0/24', // documentation
  '192.31.196.0/24', // AS112: anycast to name servers for private addresses
  '192.52.193.0/24', // anycast to multicast relays
  '192.88.99.0/24', // 6to4 relay anycast, deprecated
  '192.168.0.0/16', // private use
  '192.175.48.0/24', // AS112, as above
  '198.18.0.0/15', // benchmarking
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, and the limited broadcast address
];

/** In no registry: what Azure's machines reach their host at, which hands them certificates. */
const AZURE_HOST = '168.63.129.16/32';

/**
 * The only IPv6 space given out for global unicast
 * (https://www.iana.org/assignments/ipv6-address-space). Whatever lies outside it – loopback,
 * IPv4-compatible, unique local, link-local, site-local, multicast, discard-only, dummy, SRv6 SIDs,
 * local-use NAT64 – is refused without being listed.
 */
const GLOBAL_UNICAST_IPV6 = ['2000::/3'];

/**
 * The exceptions inside it, by the IANA IPv6 Special-Purpose Address Registry
 * (https://www.iana.org/assignments/iana-ipv6-special-registry).
 */
const SPECIAL_IPV6 = [
  '2001::/23', // IETF protocol assignments: Teredo, benchmarking, ORCHID, identities, anycast
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: an IPv4 address in disguise
  '2620:4f:8000::/48', // AS112, as above
  '3fff::/20', // documentation
];

/**
 * IPv4-mapped and NAT64: packets go to the IPv4 address in the last 32 bits, which is judged. Where
 * there is IPv6 alone, NAT64 is how all that has an IPv4 address is reached.
 */
const EMBEDDING_IPV4 = ['::ffff:0:0/96', '64:ff9b::/96'];

/** Below 1024, where the services of machines and networks listen, those that serve the web. */
const WEB_PORTS = [80, 443];
const FIRST_USER_PORT = 1024;

/** A webhook's URL leads to where webhooks may not go. */
export class EgressRefusedError extends Error {
  override readonly name = 'EgressRefusedError';

  static ofAddress(address: string): EgressRefusedError {
    return new EgressRefusedError(
      `${address} is not a public address, and EGRESS_ALLOW does not list it`,
    );
  }

  static ofPort(port: number, address: string): EgressRefusedError {
    return new EgressRefusedError(
      `Port ${port} of ${address} is refused: below ${FIRST_USER_PORT} webhooks may reach ` +
        `${WEB_PORTS.join(' and ')} alone, and EGRESS_ALLOW_PORTS does not list it`,
    );
  }
}

/** Keeps webhooks, whose URLs strangers choose, out of the networks this process can see. */
export class EgressGuard {
  private readonly allowed: AddressSet;
  private readonly allowedPorts: ReadonlySet<number>;

  /**
   * @param allow CIDRs that may be reached although they are not public, from `parseCidrs`, at
   * whatever port
   * @param allowPorts ports below 1024 that may be reached besides 80 and 443
   * @throws {Error} for what is not a CIDR
   */
  constructor(allow: readonly string[], allowPorts: readonly number[] = []) {
    this.allowed = new AddressSet(allow);
    this.allowedPorts = new Set([...WEB_PORTS, ...allowPorts]);
  }

  /** @throws {EgressRefusedError} for an address, or a port of one, that webhooks may not reach */
  check(address: string, port: number): void {
    // BlockList answers "not in the list" for what it cannot parse, a zone index included: it
    // would fail open. A zone belongs to link-local addresses only.
    if (isIP(address) === 0 || address.includes('%')) {
      throw EgressRefusedError.ofAddress(address);
    }
    const destination = embedding.has(address) ? embeddedIpv4(address) : address;
    if (this.allowed.has(destination)) {
      return;
    }
    if (!isPublic(destination)) {
      throw EgressRefusedError.ofAddress(address);
    }
    if (port < FIRST_USER_PORT && !this.allowedPorts.has(port)) {
      throw EgressRefusedError.ofPort(port, address);
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

const special = new AddressSet([...SPECIAL_IPV4, AZURE_HOST, ...SPECIAL_IPV6]);
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
