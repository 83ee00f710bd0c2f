// Access control lists: which server may do what to a node. [TND 7.7.1]
import type { Problem } from '../base/problem';

export const aclVerbs = ['Add', 'Delete', 'Exec', 'Get', 'Replace'] as const;

export type AclVerb = (typeof aclVerbs)[number];

/** Server ids by command; the id `*` means every server. A command that nobody may give isn't in it. */
export type Acl = ReadonlyMap<AclVerb, ReadonlySet<string>>;

/** What the root has where nothing else is said. [TND 7.7.1.2] */
export const defaultRootAcl = 'Add=*&Get=*';

const clause = 'TND 7.7.1.5';

/**
 * Reads a list such as `Add=*&Replace=a+b`; `acl` is absent where it breaks the grammar. The ranges of the problems
 * count in `text`. An empty text is a list without entries: everything is inherited.
 */
export function readAcl(text: string): { readonly acl?: Acl; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const acl = new Map<AclVerb, ReadonlySet<string>>();
  let start = 0;
  for (const entry of text === '' ? [] : text.split('&')) {
    const range = { start, end: start + entry.length };
    start = range.end + 1;
    const report = (code: string, message: string, severity: Problem['severity'] = 'error'): number =>
      problems.push({ code, severity, message, range, clause });
    const equals = entry.indexOf('=');
    if (equals < 0) {
      report('acl-syntax', `“${entry}” isn't an entry of an access control list, such as Get=*.`);
      continue;
    }
    const verb = aclVerbs.find((candidate) => candidate === entry.slice(0, equals));
    const ids = entry.slice(equals + 1).split('+');
    if (verb === undefined) {
      report('acl-command', `“${entry.slice(0, equals)}” isn't a command that an access control list names.`);
    } else if (ids.length === 1 && ids[0] === '') {
      // [TND 7.7.1.1]
      report('acl-empty-ids', `The entry ${verb} names no server; it should be left out.`);
    } else if (ids.some((id) => !/^(?:\*|[^\s=&*+\p{Cc}]+)$/u.test(id))) {
      report('acl-char', `The entry ${verb} holds something that can't be the id of a server.`);
    } else {
      if (ids.length > 1 && ids.includes('*')) report('acl-star-plus-id', `The entry ${verb} names all servers and some.`, 'warning');
      if (acl.has(verb)) report('acl-duplicate-command', `The entry ${verb} stands twice.`, 'warning');
      acl.set(verb, new Set([...(acl.get(verb) ?? []), ...ids]));
    }
  }
  return problems.some((problem) => problem.severity === 'error') ? { problems } : { acl, problems };
}

/** The list as text, entries in the order of the alphabet. */
export function writeAcl(acl: Acl): string {
  return aclVerbs.flatMap((verb) => {
    const ids = acl.get(verb);
    return ids === undefined || ids.size === 0 ? [] : [`${verb}=${ids.has('*') ? '*' : [...ids].join('+')}`];
  }).join('&');
}

export function allows(acl: Acl, verb: AclVerb, serverId: string): boolean {
  const ids = acl.get(verb);
  return ids !== undefined && (ids.has('*') || ids.has(serverId));
}

/** The list with more rights for one server. */
export function granting(acl: Acl, verbs: readonly AclVerb[], serverId: string): Acl {
  const next = new Map(acl);
  for (const verb of verbs) if (!allows(acl, verb, serverId)) next.set(verb, new Set([...(acl.get(verb) ?? []), serverId]));
  return next;
}

/**
 * The list in force at the end of a path of ACL texts, root first. Inheritance is all or nothing: the nearest node
 * with a value decides alone. [TND 7.7.1.2]
 */
export function aclInForce(path: readonly (string | undefined)[]): Acl {
  for (let i = path.length - 1; i >= 0; i--) {
    const own = path[i];
    if (own === undefined || own === '') continue;
    // One that can't be read gives nobody any right.
    return readAcl(own).acl ?? new Map();
  }
  return readAcl(defaultRootAcl).acl ?? new Map();
}
