// A value less one of its fields.

export function without<T extends object, K extends keyof T>(whole: T, field: K): Omit<T, K> {
  const rest: Partial<T> = { ...whole };
  delete rest[field];
  return rest as Omit<T, K>;
}
