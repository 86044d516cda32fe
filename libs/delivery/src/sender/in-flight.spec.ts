import { array, assert, nat, property } from 'fast-check';
import { InFlight, type InFlightMember } from './in-flight';

describe('What is in flight', () => {
  it('is what was added and has not been removed, in whatever order that happened', () => {
    const members = Array.from({ length: 10 }, (): InFlightMember => ({ inFlightIndex: 0 }));

    assert(
      property(array(nat(members.length - 1)), (toggles) => {
        const inFlight = new InFlight();
        const expected = new Set<InFlightMember>();
        for (const index of toggles) {
          const member = members[index] as InFlightMember;
          if (expected.delete(member)) {
            inFlight.remove(member);
          } else {
            expected.add(member);
            inFlight.add(member);
          }
        }
        const left = inFlight.snapshot();
        expect(left).toHaveLength(expected.size);
        expect(new Set(left)).toEqual(expected);
      }),
    );
  });

  it('can be emptied while it is walked through', () => {
    const members = [{ inFlightIndex: 0 }, { inFlightIndex: 0 }, { inFlightIndex: 0 }];
    const inFlight = new InFlight();
    members.forEach((member) => inFlight.add(member));
    inFlight.snapshot().forEach((member) => inFlight.remove(member));

    expect(inFlight.snapshot()).toEqual([]);
  });
});
