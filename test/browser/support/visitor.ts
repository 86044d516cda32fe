import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH']!,
    args: ['--no-sandbox', '--no-zygote'],
  });
}

export interface VisitorOptions {
  readonly colorScheme?: 'light' | 'dark';
  /** Of the window, in pixels; a desk's unless told. */
  readonly width?: number;
}

/** Somebody with a browser of their own, and what no page may do, as far as theirs did it. */
export class Visitor {
  /** Requests to other origins, what the page's policy forbade, and errors that nobody caught. */
  private readonly faults: string[] = [];

  private constructor(
    readonly serverUrl: string,
    readonly context: BrowserContext,
    /** The first that was opened. */
    readonly page: Page,
  ) {}

  static async arrive(
    browser: Browser,
    serverUrl: string,
    { colorScheme = 'light', width = 1280 }: VisitorOptions = {},
  ): Promise<Visitor> {
    const context = await browser.newContext({
      baseURL: serverUrl,
      colorScheme,
      viewport: { width, height: 800 },
    });
    const visitor = new Visitor(serverUrl, context, await context.newPage());
    context.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'data:' && origin !== serverUrl) visitor.faults.push(request.url());
    });
    context.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) visitor.faults.push(message.text());
    });
    context.on('weberror', (error) => visitor.faults.push(String(error.error())));
    return visitor;
  }

  async signIn(email: string, password: string, page = this.page): Promise<void> {
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }

  /** Where the page is, without the origin. */
  get path(): string {
    return new URL(this.page.url()).pathname;
  }

  /** @throws Error where a page did what none may */
  async leave(): Promise<void> {
    await this.context.close();
    if (this.faults.length > 0) throw new Error(`Faults of the pages:\n${this.faults.join('\n')}`);
  }
}
