import { EgressGuard, EgressRefusedError } from './egress-guard';

const refuses = (guard: EgressGuard, address: string, port = 443): boolean => {
  try {
    guard.check(address, port);
    return false;
  } catch (error) {
    expect(error).toBeInstanceOf(EgressRefusedError);
    expect((error as Error).message).toContain(address);
    return true;
  }
};

describe('Without exceptions, the egress guard', () => {
  const guard = new EgressGuard([]);

  it.each([
    ['0.0.0.0/8', '0.0.0.0', '0.255.255.255'],
    ['10.0.0.0/8', '10.0.0.0', '10.255.255.255'],
    ['100.64.0.0/10', '100.64.0.0', '100.127.255.255'],
    ['127.0.0.0/8', '127.0.0.0', '127.255.255.255'],
    ['169.254.0.0/16', '169.254.0.0', '169.254.255.255'],
    ['172.16.0.0/12', '172.16.0.0', '172.31.255.255'],
    ['192.0.0.0/24', '192.0.0.0', '192.0.0.255'],
    ['192.0.2.0/24', '192.0.2.0', '192.0.2.255'],
    ['192.31.196.0/24, globally reachable', '192.31.196.0', '192.31.196.255'],
    ['192.52.193.0/24, globally reachable', '192.52.193.0', '192.52.193.255'],
    ['192.88.99.0/24', '192.88.99.0', '192.88.99.255'],
    ['192.168.0.0/16', '192.168.0.0', '192.168.255.255'],
    ['192.175.48.0/24, globally reachable', '192.175.48.0', '192.175.48.255'],
    ['198.18.0.0/15', '198.18.0.0', '198.19.255.255'],
    ['198.51.100.0/24', '198.51.100.0', '198.51.100.255'],
    ['203.0.113.0/24', '203.0.113.0', '203.0.113.255'],
    ['224.0.0.0/4', '224.0.0.0', '239.255.255.255'],
    ['240.0.0.0/4', '240.0.0.0', '255.255.255.255'],
    ['168.63.129.16/32, the host of Azure', '168.63.129.16', '168.63.129.16'],
    ['::/128', '::', '::'],
    ['::1/128', '::1', '0:0:0:0:0:0:0:1'],
    ['::/96, IPv4-compatible', '::a00:1', '::127.0.0.1'],
    ['::ffff:0:0:0/96, IPv4-translated', '::ffff:0:0:0', '::ffff:0:808:808'],
    ['64:ff9b:1::/48', '64:ff9b:1::', '64:ff9b:1:ffff:ffff:ffff:ffff:ffff'],
    ['100::/64', '100::', '100::ffff:ffff:ffff:ffff'],
    ['100:0:0:1::/64', '100:0:0:1::', '100::1:ffff:ffff:ffff:ffff'],
    ['2001::/23', '2001::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['2001:1::1/128, globally reachable', '2001:1::1', '2001:1::3'],
    ['2001:3::/32, globally reachable', '2001:3::', '2001:3:ffff::'],
    ['2001:4:112::/48, globally reachable', '2001:4:112::', '2001:4:112:ffff::'],
    ['2001:20::/28, globally reachable', '2001:20::', '2001:2f:ffff::'],
    ['2001:30::/28, globally reachable', '2001:30::', '2001:3f:ffff::'],
    ['2001::/32', '2001::', '2001:0:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['2001:2::/48', '2001:2::', '2001:2:0:ffff:ffff:ffff:ffff:ffff'],
    ['2001:db8::/32', '2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['2002::/16', '2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['2620:4f:8000::/48, globally reachable', '2620:4f:8000::', '2620:4f:8000:ffff::'],
    ['3fff::/20', '3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['5f00::/16', '5f00::', '5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['fc00::/7', 'fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['fe80::/10', 'fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['fec0::/10', 'fec0::', 'feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['ff00::/8', 'ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ])('refuses %s from first to last address', (_range, first, last) => {
    expect([first, last].filter((address) => !refuses(guard, address))).toEqual([]);
  });

  it.each([
    ['1.0.0.0', '9.255.255.255'],
    ['11.0.0.0', '100.63.255.255'],
    ['100.128.0.0', '126.255.255.255'],
    ['128.0.0.0', '169.253.255.255'],
    ['169.255.0.0', '172.15.255.255'],
    ['172.32.0.0', '191.255.255.255'],
    ['192.0.1.0', '192.0.1.255'],
    ['192.0.3.0', '192.88.98.255'],
    ['192.31.195.255', '192.31.197.0'],
    ['192.52.192.255', '192.52.194.0'],
    ['192.88.98.255', '192.88.100.0'],
    ['192.175.47.255', '192.175.49.0'],
    ['168.63.129.15', '168.63.129.17'],
    ['192.169.0.0', '198.17.255.255'],
    ['198.20.0.0', '198.51.99.255'],
    ['198.51.101.0', '203.0.112.255'],
    ['203.0.114.0', '223.255.255.255'],
    ['2001:200::', '2001:db7:ffff::'],
    ['2001:db9::', '2001:ffff::'],
    ['2003::', '2620:4f:7fff::'],
    ['2620:4f:8001::', '3ffe:ffff::'],
    ['2000::1', '3fff:1000::'],
  ])('lets the public space from %s to %s through', (first, last) => {
    expect([first, last].filter((address) => refuses(guard, address))).toEqual([]);
  });

  it('judges IPv4-mapped and NAT64 addresses by the IPv4 address inside, however written', () => {
    const inside = [
      '::ffff:10.0.0.1',
      '::ffff:a00:1',
      '0:0:0:0:0:FFFF:7F00:0001',
      '::ffff:0:0',
      '64:ff9b::169.254.169.254',
      '64:ff9b::a9fe:a9fe',
      '64:ff9b::',
      '64:ff9b::1',
    ];
    const outside = ['::ffff:8.8.8.8', '::ffff:808:808', '64:ff9b::8.8.8.8', '64:ff9b::101:101'];

    expect(inside.filter((address) => !refuses(guard, address))).toEqual([]);
    expect(outside.filter((address) => refuses(guard, address))).toEqual([]);
  });

  it.each(['fe80::1%eth0', '2606:4700::1%eth0', '', 'example.com', '010.0.0.1', '[2606:4700::1]'])(
    'refuses what it cannot judge: "%s"',
    (address) => {
      expect(refuses(guard, address)).toBe(true);
    },
  );
});

describe('At a public address, the egress guard', () => {
  const guard = new EgressGuard([]);

  it.each([80, 443, 1024, 3000, 8443, 65535])('lets port %i through', (port) => {
    expect(refuses(guard, '8.8.8.8', port)).toBe(false);
    expect(refuses(guard, '2606:4700::1', port)).toBe(false);
  });

  it.each([0, 1, 22, 25, 53, 79, 81, 442, 444, 587, 1023])('refuses port %i', (port) => {
    expect(() => guard.check('8.8.8.8', port)).toThrow(
      `Port ${port} of 8.8.8.8 is refused: below 1024 webhooks may reach 80 and 443 alone, and ` +
        'EGRESS_ALLOW_PORTS does not list it',
    );
    expect(refuses(guard, '2606:4700::1', port)).toBe(true);
    expect(refuses(guard, '64:ff9b::8.8.8.8', port)).toBe(true);
  });

  it('lets a listed port through as well, and no private address for it', () => {
    const lenient = new EgressGuard([], [81]);
    expect(refuses(lenient, '8.8.8.8', 81)).toBe(false);
    expect(refuses(lenient, '8.8.8.8', 80)).toBe(false);
    expect(refuses(lenient, '8.8.8.8', 82)).toBe(true);
    expect(refuses(lenient, '10.0.0.1', 81)).toBe(true);
  });

  it('lets every port through where the address is listed', () => {
    const ours = new EgressGuard(['10.0.0.0/8', '8.8.8.8/32']);
    expect(refuses(ours, '10.0.0.1', 22)).toBe(false);
    expect(refuses(ours, '8.8.8.8', 53)).toBe(false);
    expect(refuses(ours, '::ffff:10.0.0.1', 22)).toBe(false);
    expect(refuses(ours, '8.8.4.4', 53)).toBe(true);
  });
});

describe('With exceptions, the egress guard', () => {
  it('lets exactly these through', () => {
    const guard = new EgressGuard(['10.1.0.0/16', '::1/128']);

    expect(refuses(guard, '10.1.2.3')).toBe(false);
    expect(refuses(guard, '::ffff:10.1.2.3')).toBe(false);
    expect(refuses(guard, '::1')).toBe(false);
    expect(refuses(guard, '10.2.0.1')).toBe(true);
    expect(refuses(guard, '::ffff:10.2.0.1')).toBe(true);
    expect(refuses(guard, '::2')).toBe(true);
  });

  it('takes a range of one family for nothing of the other', () => {
    const allIpv6 = new EgressGuard(['::/0']);
    expect(refuses(allIpv6, '10.0.0.1')).toBe(true);
    expect(refuses(allIpv6, '::ffff:10.0.0.1')).toBe(true);
    expect(refuses(allIpv6, 'fd00::1')).toBe(false);
    expect(refuses(new EgressGuard(['0.0.0.0/0']), '::1')).toBe(true);
  });

  it('cannot be made of what is not a CIDR', () => {
    expect(() => new EgressGuard(['10.0.0.1'])).toThrow('"10.0.0.1" has no prefix length');
  });
});
