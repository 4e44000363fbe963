/** What `$variable` and `$value` are bound as. */
export const specialNames = { variable: { name: '$variable' }, value: { name: '$value' } } as const;
