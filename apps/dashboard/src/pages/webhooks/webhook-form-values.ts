import type {
  CreateWebhook,
  UpdateWebhook,
  Webhook,
  WebhookEventName,
  WebhookFormat,
} from '@app/client';

/** As they stand in the form's fields: what is not chosen is empty. */
export interface WebhookFormValues {
  readonly url: string;
  readonly name: string;
  readonly subscriptions: WebhookEventName[];
  readonly format: WebhookFormat | '';
  readonly inbox: string;
}

export const NEW_WEBHOOK: WebhookFormValues = {
  url: '',
  name: '',
  subscriptions: [],
  format: '',
  inbox: '',
};

export function valuesOf(webhook: Webhook): WebhookFormValues {
  return {
    url: webhook.url,
    name: webhook.name ?? '',
    subscriptions: [...webhook.subscriptions],
    format: webhook.format,
    inbox: webhook.inbox ? String(webhook.inbox.id) : '',
  };
}

export function toCreate({ name, format, inbox, ...values }: WebhookFormValues): CreateWebhook {
  return {
    ...values,
    url: values.url.trim(),
    ...(name.trim() && { name: name.trim() }),
    ...(format && { format }),
    ...(inbox && { inbox_id: Number(inbox) }),
  };
}

export function toUpdate({ name, format, inbox, ...values }: WebhookFormValues): UpdateWebhook {
  return {
    ...values,
    url: values.url.trim(),
    name: name.trim() || null,
    ...(format && { format }),
    inbox_id: inbox ? Number(inbox) : null,
  };
}

/**
 * Whether it may be called by its looks. localhost, addresses and hosts without a dot are as good as
 * any here: which of them may be called is the server's to say.
 */
export function isWebhookUrl(text: string): boolean {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return false;
  }
  return ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === '';
}
