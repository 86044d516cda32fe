import { Button, Group, Modal, Text } from '@mantine/core';

interface ConfirmDialogProps {
  readonly title: string;
  readonly question: string;
  readonly yes: string;
  readonly no: string;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before what cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, question, yes, no, busy, onConfirm, onClose } = props;
  return (
    <Modal opened title={title} onClose={onClose}>
      <Text className="breaks-anywhere">{question}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          {no}
        </Button>
        <Button color="red" loading={busy} onClick={onConfirm}>
          {yes}
        </Button>
      </Group>
    </Modal>
  );
}
