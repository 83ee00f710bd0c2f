// The languages that are ours, as package.json contributes them.

export const languageIds = ['syncml', 'dm-ddf', 'oma-dd', 'fumo-flow'] as const;

export type OurLanguage = (typeof languageIds)[number];
