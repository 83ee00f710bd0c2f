// The languages of files, by the endings of their names.

/** Of other XML the content decides whether it is ours. */
export const languagesByEnding: readonly (readonly [ending: string, languageId: string | undefined])[] = [
  ['.flow.xml', 'fumo-flow'],
  ['.syncml', 'syncml'],
  ['.ddf', 'dm-ddf'],
  ['.dd', 'oma-dd'],
  ['.tnds', 'dm-ddf'],
  ['.xml', undefined],
];

/** Whether a file of that name may be ours. */
export function mayBeOurs(name: string): boolean {
  return languagesByEnding.some(([ending]) => name.toLowerCase().endsWith(ending));
}

export function languageOf(name: string): string | undefined {
  return languagesByEnding.find(([ending]) => name.toLowerCase().endsWith(ending))?.[1];
}
