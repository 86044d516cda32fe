import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';

interface FormDialogProps {
  readonly title: string;
  /** Something was typed: neither a key nor a click beside it closes it. */
  readonly dirty: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function FormDialog({ title, dirty, onClose, children }: FormDialogProps) {
  return (
    <Modal
      opened
      title={title}
      size="lg"
      onClose={onClose}
      closeOnClickOutside={!dirty}
      closeOnEscape={!dirty}
    >
      {children}
    </Modal>
  );
}
