const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

// Under this name it is looked for by what keeps the page behind a dialog from scrolling, below Mantine.
Object.assign(globalThis, { __webpack_nonce__: nonce });

/** What styles have to name to be taken, by the policy that the server sends with the page. */
export const styleNonce = (): string => nonce;
