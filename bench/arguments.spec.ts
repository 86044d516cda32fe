import { readArguments, UsageError } from './arguments';

const TABLE = ['drain', 'ingest'];
const ROWS = [...TABLE.map((name) => ({ name })), { name: 'reason', onlyWhenNamed: true }];

describe('readArguments', () => {
  it('measures every row of the table in full where nothing is said', () => {
    expect(readArguments([], ROWS)).toEqual({
      rows: TABLE,
      breakdown: false,
      quick: false,
      jsonPath: undefined,
    });
  });

  it('takes rows by name and keeps the order of the table', () => {
    expect(readArguments(['--row', 'ingest'], ROWS).rows).toEqual(['ingest']);
    expect(readArguments(['--row', 'ingest', '--row=drain'], ROWS).rows).toEqual(TABLE);
  });

  it('measures the reason of a decision only where it is named', () => {
    expect(readArguments(['--row', 'reason'], ROWS).rows).toEqual(['reason']);
  });

  it('measures no row where the breakdown is asked for', () => {
    expect(readArguments(['--breakdown'], ROWS)).toMatchObject({ rows: [], breakdown: true });
  });

  it('takes --quick and a file for the figures', () => {
    expect(readArguments(['--quick', '--json', 'figures.json'], ROWS)).toMatchObject({
      quick: true,
      jsonPath: 'figures.json',
    });
  });

  it.each([
    [['--row', 'fan-in'], 'There is no row fan-in'],
    [['--rows', 'drain'], "Unknown option '--rows'"],
    [['--json'], "Option '--json <value>' argument missing"],
    [['drain'], "Unexpected argument 'drain'"],
  ])('refuses %j and says how it is used', (args, message) => {
    const read = (): unknown => readArguments(args, ROWS);
    expect(read).toThrow(UsageError);
    expect(read).toThrow(message);
    expect(read).toThrow(
      'npm run bench -- [--row drain|ingest|reason]… [--breakdown] [--quick] [--json FILE]',
    );
  });
});
