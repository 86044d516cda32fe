import { parse } from 'bowser';
import type { WidgetEventInfo } from '../../domain/contact';

/** Longer than browsers' own, and short enough to be kept with every event. */
const MAX_USER_AGENT_LENGTH = 512;

/** What a browser says of itself; "" for what it does not. */
export function readBrowser(userAgent: string | undefined): WidgetEventInfo['browser'] {
  if (!userAgent) return UNKNOWN;
  const { browser, os, platform } = parse(userAgent.slice(0, MAX_USER_AGENT_LENGTH));
  return {
    browserName: browser.name ?? '',
    browserVersion: browser.version ?? '',
    deviceName: platform.model ?? platform.type ?? '',
    platformName: os.name ?? '',
    platformVersion: os.version ?? '',
  };
}

const UNKNOWN: WidgetEventInfo['browser'] = {
  browserName: '',
  browserVersion: '',
  deviceName: '',
  platformName: '',
  platformVersion: '',
};
