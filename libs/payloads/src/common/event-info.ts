import type { WidgetEventInfo } from '@app/conversation';
import { named, object, text } from '../schema/shapes';

/** What the widget reports of a visitor. */
export function renderEventInfo({ browser, ...info }: WidgetEventInfo): object {
  return {
    initiated_at: { timestamp: info.initiatedAt },
    referer: info.referer,
    widget_language: info.widgetLanguage,
    browser_language: info.browserLanguage,
    browser: {
      browser_name: browser.browserName,
      browser_version: browser.browserVersion,
      device_name: browser.deviceName,
      platform_name: browser.platformName,
      platform_version: browser.platformVersion,
    },
  };
}

export const eventInfoSchema = named(
  'WidgetEventInfo',
  object({
    initiated_at: object({
      timestamp: { description: 'As the visitor’s browser words the time', ...text },
    }),
    referer: text,
    widget_language: text,
    browser_language: text,
    browser: object({
      browser_name: text,
      browser_version: text,
      device_name: text,
      platform_name: text,
      platform_version: text,
    }),
  }),
);
