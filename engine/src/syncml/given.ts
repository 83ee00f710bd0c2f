// Given: an object without the properties that have no value, so that "absent" has one form only.

/** `T` with every property that may be undefined made optional instead. */
export type Given<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** A copy without the properties whose value is undefined. */
export function given<T extends object>(properties: T): Given<T> {
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(properties)) {
    const value: unknown = properties[name as keyof T];
    if (value !== undefined) copy[name] = value;
  }
  return copy as Given<T>;
}
