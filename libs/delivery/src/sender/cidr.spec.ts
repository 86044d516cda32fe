import { parseCidrs } from './cidr';

describe('A list of address ranges', () => {
  it('is comma-separated, with spaces and a last comma allowed', () => {
    expect(parseCidrs(' 127.0.0.0/8, ::1/128,')).toEqual(['127.0.0.0/8', '::1/128']);
  });

  it('is empty for an empty text', () => {
    expect(parseCidrs('')).toEqual([]);
  });

  it.each([
    ['10.0.0.1', '"10.0.0.1" has no prefix length; the address alone is 10.0.0.1/32'],
    ['::1', '"::1" has no prefix length; the address alone is ::1/128'],
    ['10.0.0.0/33', '"10.0.0.0/33" has the prefix length "33", which must be 0 to 32'],
    ['::1/129', '"::1/129" has the prefix length "129", which must be 0 to 128'],
    ['10.0.0.0/', '"10.0.0.0/" has the prefix length "", which must be 0 to 32'],
    ['10.0.0.0/-1', '"10.0.0.0/-1" has the prefix length "-1", which must be 0 to 32'],
    ['10.0.0/8', '"10.0.0/8" is not an address range such as 10.0.0.0/8 or fd00::/8'],
    ['localhost', '"localhost" is not an address range such as 10.0.0.0/8 or fd00::/8'],
    ['10.0.0.0/8/8', '"10.0.0.0/8/8" is not an address range such as 10.0.0.0/8 or fd00::/8'],
    ['fe80::%eth0/10', '"fe80::%eth0/10" is not an address range such as 10.0.0.0/8 or fd00::/8'],
  ])('with the entry %s is refused, and the message says why', (entry, message) => {
    expect(() => parseCidrs(`127.0.0.0/8,${entry}`)).toThrow(new Error(message));
  });
});
