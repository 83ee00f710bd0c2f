// ProjectSettings: what a folder's fumo.json, or an editor's settings, say about checking. Editor, terminal and CI read
// them here, so that they agree.
import { profiles, ruleSeverities, type RuleSettings } from '#engine/rules/settings';
import type { RuleSeverity } from '#engine/rules/rule';
import { fitsAny } from './globs';

export interface ProjectSettings extends RuleSettings {
  /** Globs of files that aren't checked, relative to the folder. */
  readonly ignore?: readonly string[];
  /** Globs of the descriptions that messages are held against; without it, all in the folder. */
  readonly ddfs?: readonly string[];
}

/** The file at a folder's root. */
export const settingsFile = 'fumo.json';

export interface ReadSettings {
  readonly settings: ProjectSettings;
  /** One sentence each; what they are about is left out of the settings. */
  readonly problems: readonly string[];
}

/** Reads the text of a fumo.json. Never throws. */
export function readProjectSettings(text: string): ReadSettings {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (thrown) {
    return { settings: {}, problems: [`It isn't JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}`] };
  }
  return settingsIn(value, true);
}

/** The same from a value; `strict` tells of keys that there aren't. */
export function settingsIn(value: unknown, strict = false): ReadSettings {
  const problems: string[] = [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { settings: {}, problems: ['The settings are an object.'] };
  const entries = new Map<string, unknown>(Object.entries(value));
  const profile = entries.get('profile');
  const known = profiles.find((one) => one === profile);
  if (profile !== undefined && profile !== null && known === undefined) problems.push(`“profile” is one of ${profiles.join(', ')}, not ${JSON.stringify(profile)}.`);
  const rules = rulesIn(entries.get('rules'), problems);
  const ignore = textsIn('ignore', entries.get('ignore'), problems);
  const ddfs = textsIn('ddfs', entries.get('ddfs'), problems);
  if (strict) for (const key of entries.keys()) if (!['profile', 'rules', 'ignore', 'ddfs', '$schema'].includes(key)) problems.push(`There is no setting “${key}”.`);
  return {
    settings: { ...(known !== undefined && { profile: known }), ...(rules !== undefined && { rules }), ...(ignore !== undefined && { ignore }), ...(ddfs !== undefined && { ddfs }) },
    problems,
  };
}

function rulesIn(value: unknown, problems: string[]): Readonly<Record<string, RuleSeverity>> | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) {
    problems.push('“rules” is an object of rules and their severities.');
    return undefined;
  }
  const read: [string, RuleSeverity][] = [];
  for (const [id, said] of Object.entries(value)) {
    const severity = ruleSeverities.find((one) => one === said);
    if (severity === undefined) problems.push(`“${id}” is one of ${ruleSeverities.join(', ')}, not ${JSON.stringify(said)}.`);
    else read.push([id, severity]);
  }
  return Object.fromEntries(read);
}

function textsIn(key: string, value: unknown, problems: string[]): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || !value.every((one): one is string => typeof one === 'string')) {
    problems.push(`“${key}” is a list of texts.`);
    return undefined;
  }
  return value;
}

/** What holds in a folder: what its file says goes before what the editor says, key by key. */
export function settled(editor: ProjectSettings, file: ProjectSettings = {}): ProjectSettings {
  return { ...editor, ...file };
}

/** The path of a document in a folder; undefined where it doesn't lie in it. Both are URIs, the folder's with or without a slash at its end. */
export function pathIn(folder: string, uri: string): string | undefined {
  const root = folder.endsWith('/') ? folder : `${folder}/`;
  return uri.startsWith(root) ? decoded(uri.slice(root.length)) : undefined;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A percent sign that escapes nothing stands for itself.
    return path;
  }
}

/** Of several folders the one that a document lies deepest in. */
export function nearest(folders: Iterable<string>, uri: string): string | undefined {
  let found: string | undefined;
  for (const folder of folders) if (pathIn(folder, uri) !== undefined && folder.length > (found?.length ?? -1)) found = folder;
  return found;
}

/** Whether the settings of a folder leave a document unchecked. */
export function isIgnored({ ignore = [] }: ProjectSettings, folder: string | undefined, uri: string): boolean {
  const path = folder === undefined ? uri.slice(uri.lastIndexOf('/') + 1) : pathIn(folder, uri);
  return path !== undefined && fitsAny(path, ignore);
}

/** Whether a description is one of those that hold in a folder. */
export function describes({ ddfs }: ProjectSettings, folder: string | undefined, uri: string): boolean {
  if (folder === undefined) return true;
  const path = pathIn(folder, uri);
  return path !== undefined && (ddfs === undefined || fitsAny(path, ddfs));
}

const past = /^(?:git|gitfs|gitlens|gitlens-git|svn|hg|p4|scm|vscode-scm|pr|review|output|vscode-local-history|vscode-history|vscode-timeline|chat-editing[\w-]*|search-editor):/;

/** Whether a document shows what is written now: not an older version, nor what a program has put out. */
export function isCurrent(uri: string): boolean {
  return !past.test(uri);
}
