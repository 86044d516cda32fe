import { useMediaQuery } from '@mantine/hooks';

/** The theme's `md`: where a table of many columns stands beside the sidebar. */
const WIDE = '(min-width: 62em)';

export function useIsWide(): boolean {
  return useMediaQuery(WIDE, undefined, { getInitialValueInEffect: false });
}
