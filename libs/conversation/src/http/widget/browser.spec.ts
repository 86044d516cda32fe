import { readBrowser } from './browser';

const UNKNOWN = {
  browserName: '',
  browserVersion: '',
  deviceName: '',
  platformName: '',
  platformVersion: '',
};

describe('a browser says of itself', () => {
  it('what it and what it runs on are called', () => {
    const userAgent =
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) ' +
      'Chrome/120.0.0.0 Safari/537.36';
    expect(readBrowser(userAgent)).toEqual({
      browserName: 'Chrome',
      browserVersion: '120.0.0.0',
      deviceName: 'desktop',
      platformName: 'macOS',
      platformVersion: '10.15.7',
    });
  });

  it.each([undefined, '', 'x', '('.repeat(100_000)])(
    'nothing that can be read in %p',
    (userAgent) => {
      expect(readBrowser(userAgent)).toEqual(UNKNOWN);
    },
  );

  it('no more than an event should hold', () => {
    const { browserVersion } = readBrowser(`Mozilla/5.0 Chrome/${'1'.repeat(10_000)}`);
    expect(browserVersion.length).toBeLessThan(512);
  });
});
