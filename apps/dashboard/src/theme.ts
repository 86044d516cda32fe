import { createTheme, type CSSVariablesResolver } from '@mantine/core';
import { strings } from './strings';

/** Shades that are read on their grounds by everyone: at least 4.5 to 1. */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 8, dark: 8 },
  cursorType: 'pointer',
  components: {
    // A page has one banner: what stands above a dialog is none.
    ModalHeader: { defaultProps: { role: 'none' } },
    DrawerHeader: { defaultProps: { role: 'none' } },
    // A cross alone says nothing to who does not see it.
    ModalCloseButton: { defaultProps: { 'aria-label': strings.shell.close } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': strings.shell.close } } },
    DrawerCloseButton: { defaultProps: { 'aria-label': strings.shell.close } },
  },
});

export const cssVariables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: { '--mantine-color-dimmed': colors.gray[7], '--mantine-color-error': colors.red[9] },
  dark: { '--mantine-color-dimmed': colors.gray[5], '--mantine-color-error': colors.red[4] },
});
