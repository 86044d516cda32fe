import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { PageTitle } from '../components/page-title';

/** A page that has but a word to say. */
export function MessagePage(props: { title: string; message: string; children?: ReactNode }) {
  const { title, message, children } = props;
  return (
    <>
      <PageTitle title={title} />
      <Text mb="md">{message}</Text>
      {children}
    </>
  );
}
