import { Button, Card, SimpleGrid, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { PageTitle } from '../../components/page-title';
import { strings } from '../../strings';

export function IntegrationsPage() {
  return (
    <>
      <PageTitle title={strings.integrations.title} />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Card withBorder padding="lg">
          <Title order={2} size="h4" mb="xs">
            {strings.integrations.webhooks}
          </Title>
          <Text mb="md">{strings.integrations.webhooksDescription}</Text>
          <Button component={Link} to="/settings/integrations/webhooks">
            {strings.integrations.configure}
          </Button>
        </Card>
      </SimpleGrid>
    </>
  );
}
