// The standard objects as documents that can be looked at: what describes a node that no file of the workspace does.
import { standardObjects } from '#engine/ddf/standardObjects';
import { standardUri } from '#engine/rules/descriptionsOf';
import { modelOf } from './documentModel';
import { factsOf, type FileFacts } from './facts';

/** The DDF of a standard object; undefined where the URI names none. */
export function standardText(uri: string): string | undefined {
  return standardObjects().find(({ id }) => standardUri(id) === uri)?.text;
}

const known = new Map<string, FileFacts>();

/** The same as what is known of a file of the workspace; made out when it is first asked for. */
export function standardFacts(uri: string): FileFacts | undefined {
  let facts = known.get(uri);
  if (facts !== undefined) return facts;
  const text = standardText(uri);
  if (text === undefined) return undefined;
  facts = factsOf(modelOf({ uri, text, languageId: 'dm-ddf' }), (reference) => reference);
  known.set(uri, facts);
  return facts;
}
