/** As the server takes them. */
export const kinds = ['notice', 'policy', 'tariff', 'service', 'safety'] as const;
