import type { LookupAddress, LookupAllOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { EgressGuard } from './egress-guard';

/** The form of `dns.lookup` that answers with every address. */
export type ResolveAll = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * A `lookup` for net.connect. The connection goes to an address that was checked: there is no
 * second look-up that could answer differently (DNS rebinding). One forbidden address refuses the
 * name altogether, or else a retry might pick it.
 *
 * net.connect does not call it for hosts that are IP addresses already.
 */
export function guardedLookup(
  guard: EgressGuard,
  port: number,
  resolve: ResolveAll,
): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, []);
        return;
      }
      try {
        addresses.forEach(({ address }) => guard.check(address, port));
      } catch (refusal) {
        callback(refusal as Error, []);
        return;
      }
      const [first] = addresses;
      if (options.all || !first) {
        callback(null, addresses);
      } else {
        callback(null, first.address, first.family);
      }
    });
  };
}
