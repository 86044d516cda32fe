/** Free-form JSON that an account keeps with a contact, a conversation or a message. */
export type Attributes = Readonly<Record<string, unknown>>;
