/** The event that ends an account, and with it all that it has. */
export interface AccountDeleted {
  readonly type: 'AccountDeleted';
  readonly data: { readonly id: number };
}
