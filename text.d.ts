// Files that a loader turns into a string: the standard device descriptions travel inside the bundles.
declare module '*.ddf' {
  const text: string;
  export default text;
}
