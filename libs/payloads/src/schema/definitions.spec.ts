import { Definitions, standalone } from './definitions';
import { listOf, named, nullable, object, oneOf, text } from './shapes';

const person = named('Person', object({ name: text }));
const team = named('Team', object({ lead: person, members: listOf(person) }));

describe('the definitions of schemas', () => {
  it('hold each named schema once, by its name, with references in the place of named parts', () => {
    const definitions = new Definitions('#/$defs/');
    expect(definitions.add(team)).toEqual({ $ref: '#/$defs/Team' });
    expect(definitions.add(person)).toEqual({ $ref: '#/$defs/Person' });
    expect(definitions.toObject()).toEqual({
      Person: person,
      Team: {
        ...team,
        properties: {
          lead: { $ref: '#/$defs/Person' },
          members: { type: 'array', items: { $ref: '#/$defs/Person' } },
        },
      },
    });
  });

  it('find the named parts of alternatives', () => {
    const definitions = new Definitions('#/components/schemas/');
    expect(definitions.add({ oneOf: [person, nullable(team)] })).toEqual({
      oneOf: [
        { $ref: '#/components/schemas/Person' },
        { anyOf: [{ $ref: '#/components/schemas/Team' }, { type: 'null' }] },
      ],
    });
  });

  it('refuse two schemas of one name', () => {
    const definitions = new Definitions('#/$defs/');
    definitions.add(person);
    expect(() => definitions.add(named('Person', text))).toThrow('Two schemas are named Person');
  });

  it('go with a schema that stands alone', () => {
    expect(standalone(team)).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Team',
      properties: { lead: { $ref: '#/$defs/Person' } },
      $defs: { Person: person },
    });
  });
});

describe('a nullable schema', () => {
  it('takes null beside its type, and beside its values', () => {
    expect(nullable(text)).toEqual({ type: ['string', 'null'] });
    expect(nullable(oneOf(['low', 'high']))).toEqual({
      type: ['string', 'null'],
      enum: ['low', 'high', null],
    });
  });

  it('keeps the name of what it may be', () => {
    expect(nullable(person)).toEqual({ anyOf: [person, { type: 'null' }] });
  });
});
