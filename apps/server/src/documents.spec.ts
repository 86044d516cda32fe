import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { DEFAULT_RETRY_DELAYS_SECONDS } from '@app/delivery';
import { DEFAULT_SUBSCRIPTIONS, EVENT_NAMES, FORMATS } from '@app/payloads';
import { shownUrl } from './settings/database-setting';
import { readSettings } from './settings/settings';
import { read, ROOT, tableRows } from './testing/documents';

const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'libs/client/README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

/** What GitHub calls a heading in links. */
const anchorsOf = (path: string): string[] =>
  [...read(path).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );

const problemOfLink = (document: string, link: string): string | undefined => {
  const [target, anchor] = link.split('#');
  const path = target ? relative(ROOT, join(ROOT, dirname(document), target)) : document;
  if (!existsSync(join(ROOT, path))) return `${link} leads nowhere`;
  if (anchor && !anchorsOf(path).includes(anchor)) return `${link} names no heading`;
  return undefined;
};

describe.each(DOCUMENTS)('%s', (document) => {
  const text = read(document);

  it('links to what is there', () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link]) => link!)
      .filter((link) => !/^https?:/.test(link));
    expect(links.flatMap((link) => problemOfLink(document, link) ?? [])).toEqual([]);
  });

  it('names files and folders that are there', () => {
    const paths = [
      ...text.matchAll(/`((?:apps|bench|docs|libs|scripts|test)\/[\w./-]*)/g),
      ...text.matchAll(/^((?:apps|bench|libs|test)\/\S*) /gm),
    ].map(([, path]) => path!);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('names npm scripts that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: object };
    const named = [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)];
    const names = named.map(([, script, short]) => (script ?? short)!);
    expect(names.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('docs/operating.md', () => {
  it('has a row for each variable that the settings read, and for no other', () => {
    const asked = new Set<string>();
    const env = new Proxy<Record<string, string>>(
      {},
      {
        get(_, variable) {
          asked.add(String(variable));
          return undefined;
        },
      },
    );
    readSettings(env);
    const named = tableRows('docs/operating.md').flatMap(
      ([variables = '']) => variables.match(/`[A-Z_]+`/g) ?? [],
    );
    expect(named.map((name) => name.slice(1, -1)).toSorted()).toEqual([...asked].toSorted());
  });

  it('has their defaults', () => {
    const { host, port, database, bootstrapAdminEmail, logLevel, attemptRetentionDays } =
      readSettings({});
    const text = read('docs/operating.md');
    const retries = DEFAULT_RETRY_DELAYS_SECONDS.join(',');
    const defaults = [
      host,
      port,
      shownUrl(database),
      bootstrapAdminEmail,
      logLevel,
      retries,
      attemptRetentionDays,
    ];
    expect(defaults.filter((value) => !text.includes(`\`${value}\``))).toEqual([]);
  });
});

describe('docs/receiving-webhooks.md', () => {
  it.each(EVENT_NAMES)('shows %s in each format by its golden file', (event) => {
    const row = tableRows('docs/receiving-webhooks.md').find(([name]) => name === `\`${event}\``);
    const links = [...(row?.at(-1) ?? '').matchAll(/\]\(([^)]*)\)/g)].map(([, link]) => link);
    const file = `${event.replaceAll('_', '-')}.golden.json`;
    expect(links).toEqual(FORMATS.map((format) => `../libs/payloads/src/golden/${format}/${file}`));
  });

  it('lists what a webhook gets that names no events', () => {
    const [, list = ''] =
      /names no `subscriptions` gets ([^.]*)\./.exec(read('docs/receiving-webhooks.md')) ?? [];
    expect(list.match(/\w+_\w+/g)).toEqual(DEFAULT_SUBSCRIPTIONS);
  });
});

describe('docs/decisions', () => {
  const records = readdirSync(join(ROOT, 'docs/decisions')).filter((name) => /^\d/.test(name));

  it('are all listed by their titles', () => {
    const listed = tableRows('docs/decisions/README.md').filter(([link]) => link?.startsWith('['));
    expect(listed).toEqual(
      records.map((name) => {
        const [, number, title] = /^# (\d+): (.*)$/m.exec(read(`docs/decisions/${name}`))!;
        return [`[${number}](${name})`, title];
      }),
    );
  });

  it('give a reason for each dependency', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      'dependencies' | 'devDependencies',
      object
    >;
    const text = read('docs/decisions/0009-dependencies.md').toLowerCase();
    // Packages of @nestjs stand together under their short names; types go with what they are of.
    const unnamed = Object.keys({ ...dependencies, ...devDependencies }).filter(
      (name) => !name.startsWith('@types/') && !text.includes(name.replace(/^@nestjs\//, '')),
    );
    expect(unnamed).toEqual([]);
  });
});
