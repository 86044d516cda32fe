export const integrations = {
  title: 'Integrations',
  webhooks: 'Webhooks',
  webhooksDescription:
    'Webhooks tell your own software what happens in this account, as it happens, by an HTTP POST to a URL of yours.',
  configure: 'Configure',
};
