import chromium from '@sparticuz/chromium';

/** Unpacks the Chromium of the tests, once for all of them; `CHROMIUM_PATH` names another one to use. */
export default async function unpackChromium(): Promise<void> {
  process.env['CHROMIUM_PATH'] ??= await chromium.executablePath();
}
