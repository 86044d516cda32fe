import { notifications } from '@mantine/notifications';

export function toastSuccess(message: string): void {
  notifications.show({ message, color: 'teal' });
}

/** @param words the server's own */
export function toastFailure(title: string, words: string): void {
  notifications.show({ title, message: words, color: 'red', autoClose: false });
}
