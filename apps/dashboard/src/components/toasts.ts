import { notifications } from '@mantine/notifications';
import { strings } from '../strings';

const closeButtonProps = { 'aria-label': strings.shell.close };

export function toastSuccess(message: string): void {
  notifications.show({ message, color: 'teal', closeButtonProps });
}

/** @param words the server's own */
export function toastFailure(title: string, words: string): void {
  notifications.show({ title, message: words, color: 'red', autoClose: false, closeButtonProps });
}
