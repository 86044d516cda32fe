import { Modal, Text } from '@mantine/core';
import { strings } from '../strings';
import { SignInForm } from './sign-in-form';

const ABOVE_ALL_OTHER_DIALOGS = 300;
const leaveOpen = () => {};

/** Over the page, which stays as it is: nothing that was typed is lost. */
export function SessionExpired({ email }: { email: string }) {
  return (
    <Modal
      opened
      onClose={leaveOpen}
      title={strings.session.expiredTitle}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      zIndex={ABOVE_ALL_OTHER_DIALOGS}
    >
      <Text mb="md">{strings.session.expired}</Text>
      <SignInForm knownEmail={email} />
    </Modal>
  );
}
