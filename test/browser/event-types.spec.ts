import type { EventType } from '@app/client';
import type { Browser } from 'playwright-core';
import type { Installation } from '../support/installation';
import { ADMINISTRATOR, startInstallation } from './support/dashboard-installation';
import { GOOD_LOOKS, looksOf } from './support/looks';
import { startBrowser, Visitor } from './support/visitor';

describe('The event catalogue', () => {
  let installation: Installation;
  let browser: Browser;
  let visitor: Visitor;
  let types: EventType[];

  beforeAll(async () => {
    [installation, browser] = await Promise.all([startInstallation(), startBrowser()]);
    types = await installation.client.eventTypes.list();
    visitor = await Visitor.arrive(browser, installation.server.url);
    await visitor.page.goto('/event-types');
    await visitor.signIn(ADMINISTRATOR.email, ADMINISTRATOR.password);
    await visitor.page.getByText(`${types.length} events`).waitFor();
  });
  afterAll(async () => {
    await visitor.leave();
    await browser.close();
    await installation.remove();
  });

  const linkTo = ({ label, name }: EventType) =>
    visitor.page.getByRole('link', { name: `${label} (${name})` });
  const json = async (title: string): Promise<unknown> => {
    const block = visitor.page.getByRole('region', { name: title });
    return JSON.parse(await block.innerText());
  };

  it('shows when each event fires, its example and its schema, in both formats', async () => {
    const { page } = visitor;
    for (const type of types) {
      await page.goto('/event-types');
      await linkTo(type).click();
      await page.getByRole('heading', { level: 1, name: type.label }).waitFor();
      expect(visitor.path).toBe(`/event-types/${type.name}`);
      await page.getByText(type.description, { exact: true }).waitFor();
      const { hoory, chatwoot } = type.formats;
      expect([await json('Example'), await json('JSON Schema')]).toEqual([
        hoory.example,
        hoory.schema,
      ]);
      await page.getByRole('tab', { name: 'Chatwoot' }).click();
      await page.waitForURL('**?format=chatwoot');
      expect([await json('Example'), await json('JSON Schema')]).toEqual([
        chatwoot.example,
        chatwoot.schema,
      ]);
    }
  });

  it('is searched by name, label and description, in its address', async () => {
    const { page } = visitor;
    await page.goto('/event-types');
    await page.getByLabel('Search the events').fill('TYPING began');
    await page.getByText('1 event', { exact: true }).waitFor();
    await linkTo(types.find(({ name }) => name === 'conversation_typing_on')!).waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('TYPING began');

    await page.reload();
    await page.getByText('1 event', { exact: true }).waitFor();
    await page.getByLabel('Search the events').fill('nothing of the kind');
    await page.getByText('No event is like that.').waitFor();
  });

  it('says so where there is no such event', async () => {
    await visitor.page.goto('/event-types/message_creatd');
    await visitor.page.getByText('There is no event “message_creatd”.').waitFor();
    expect(await visitor.page.getByRole('tab').count()).toBe(0);
  });

  it.each(['/event-types', '/event-types/message_created?format=chatwoot'])(
    'is for everybody, and on a phone, at %s',
    async (path) => {
      await visitor.page.goto(path);
      await visitor.page.getByText('Message created (message_created)').waitFor();
      expect(await looksOf(visitor.page)).toEqual(GOOD_LOOKS);
    },
  );
});
